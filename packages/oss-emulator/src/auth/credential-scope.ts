import { OssError } from '../oss-error.ts'
import type { AuthenticationContext } from './authentication-context.ts'
import { scopeTerminatorV4, type SigningScope } from './signature-v4.ts'

/** Where a credential was read from: its name in messages, the element that shows it, and the EC of a wrong date. */
export interface CredentialSource {
  readonly name: string
  readonly details: Readonly<Record<string, string>>
  readonly dateEc: string
}

export interface ScopedCredential {
  readonly accessKeyId: string
  readonly scope: SigningScope
}

/** Reads `AK/20240102/cn-hangzhou/oss/aliyun_v4_request`; throws unless it is for this region, product and day. */
export function parseCredential(
  credential: string,
  {
    datetime,
    source,
    context,
  }: {
    readonly datetime: string
    readonly source: CredentialSource
    readonly context: AuthenticationContext
  },
): ScopedCredential {
  const [accessKeyId = '', date = '', region = '', product = '', terminator, ...rest] =
    credential.split('/')
  const refuse = (message: string, ec?: string) =>
    new OssError(400, 'InvalidArgument', message, {
      details: source.details,
      ...(ec === undefined ? {} : { ec }),
    })

  if (accessKeyId === '' || terminator !== scopeTerminatorV4 || rest.length > 0) {
    throw refuse(`Invalid credential in ${source.name}.`)
  }
  if (!/^\d{8}$/.test(date) || date !== datetime.slice(0, 8)) {
    throw refuse(`Invalid signing date in ${source.name}.`, source.dateEc)
  }
  if (region !== context.region)
    throw refuse(`Invalid signing region in ${source.name}.`, '0002-00000226')
  if (product !== (context.product ?? 'oss'))
    throw refuse(`Invalid signing product in ${source.name}.`, '0002-00000227')
  return { accessKeyId, scope: { date, region, product } }
}
