import { OssError } from '../oss-error.ts'

/** The 403 for a request or a form that nobody signed. */
export function anonymousAccess(): OssError {
  return new OssError(403, 'AccessDenied', 'Anonymous access is forbidden for this operation.', {
    ec: '0003-00000905',
  })
}
