import { OssError } from '../oss-error.ts'

/** The 400 for an argument of a signature that cannot be read. */
export function invalidArgument(
  message: string,
  argument: readonly [name: string, value: string],
  ec?: string,
): OssError {
  const details = { ArgumentName: argument[0], ArgumentValue: argument[1] }
  return new OssError(
    400,
    'InvalidArgument',
    message,
    ec === undefined ? { details } : { details, ec },
  )
}
