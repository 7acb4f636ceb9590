import { toBase64 } from './base64.ts'
import { createCredentials, type CredentialSet, type CredentialsOptions } from './credentials.ts'
import type { StatusCell } from './credentials-status.ts'
import type { Operation } from './operation.ts'
import { createPostPolicy, type FormScope } from './post-policy.ts'
import { type Query, toFormFields, toRequestShape } from './protocol.ts'
import {
  algorithm,
  encodeQuery,
  formatDatetime,
  type OpenSigningKey,
  scopeOf,
  type SigningKey,
} from './signature-v4.ts'
import { createSharedForms, scopeOfOne } from './shared-forms.ts'
import type { SignedRequest, Signer, SigningContext } from './signer.ts'

/** Seconds that a signature is good for: as long as OSS tolerates a clock that is off. */
const lifetime = 900

interface Stamp {
  readonly set: CredentialSet
  readonly key: SigningKey
  readonly datetime: string
  /** Epoch milliseconds on the server's clock, as is `expiresAt`. */
  readonly signedAt: number
  readonly expiresAt: number
}

/** What all forms have in common that one signature serves. */
interface SignedForm {
  readonly fields: Query
  readonly expiresAt: number
}

export interface CredentialSignerOptions extends CredentialsOptions {
  /** Where it is told how the credentials stand. */
  readonly status: StatusCell
}

/** A signer in the page: credentials of the application, signatures of this key. */
export function createCredentialSigner(
  { status, ...options }: CredentialSignerOptions,
  openKey: OpenSigningKey,
): Signer {
  const credentials = createCredentials(options, status)
  const sharedForms = createSharedForms<SignedForm>()
  let opened: {
    readonly generation: number
    readonly region: string
    readonly key: Promise<SigningKey>
  } | null = null

  return {
    credentials: credentials.status,
    reject: (generation) => credentials.reject(generation),
    reset: () => credentials.reset(),

    async sign(operations, context) {
      const { clock, serverClock, destination } = context
      const { neighbours } = context
      const topic = `credentials:${destination.bucketUrl}`
      const set = await credentials.get({
        ...context,
        ...(neighbours && { sharing: { neighbours, topic } }),
      })
      const key = await keyFor(set, destination.region)
      const now = serverClock.now(clock)
      const stamp: Stamp = {
        set,
        key,
        datetime: formatDatetime(now),
        signedAt: now,
        expiresAt: Math.min(now + lifetime * 1000, set.expiresAt),
      }
      return Promise.all(
        operations.map((operation) =>
          operation.type === 'sendWhole'
            ? fillForm(operation, stamp, context)
            : signUrl(operation, stamp, context),
        ),
      )
    },
  }

  async function fillForm(
    operation: Extract<Operation, { type: 'sendWhole' }>,
    stamp: Stamp,
    context: SigningContext,
  ): Promise<SignedRequest> {
    const { generation } = stamp.set
    const { bucketUrl } = context.destination
    const sign = (scope: FormScope) => signForm(scope, stamp, context)
    const seal = { ...stamp, generation, bucketUrl }
    const { fields, expiresAt } = await (context.sharesForms
      ? sharedForms.signFor(operation, seal, sign)
      : sign(scopeOfOne(operation)))
    return {
      method: 'POST',
      url: `${bucketUrl}/`,
      headers: {},
      fields: [...toFormFields(operation), ...fields],
      expiresAt,
      generation,
    }
  }

  function keyFor(set: CredentialSet, region: string): Promise<SigningKey> {
    const { generation } = set
    if (opened?.generation === generation && opened.region === region) return opened.key
    const key = openKey(set, { region })
    const own = { generation, region, key }
    opened = own
    // What could not be opened (the SDK did not load) is tried again.
    key.catch(() => {
      if (opened === own) opened = null
    })
    return key
  }
}

async function signUrl(
  operation: Exclude<Operation, { type: 'sendWhole' }>,
  { set, key, datetime, expiresAt }: Stamp,
  { destination }: SigningContext,
): Promise<SignedRequest> {
  const { method, key: object, query: own, headers } = toRequestShape(operation)
  const { bucket } = destination
  const query: Query = [
    ...own,
    ...signatureParameters(set, destination.region, datetime),
    ['x-oss-expires', String(lifetime)],
  ]
  const signature = await key.signRequest({ method, bucket, key: object, query, headers, datetime })
  const url = `${destination.urlOf(object)}?${encodeQuery([...query, ['x-oss-signature', signature]])}`
  return { method, url, headers, expiresAt, generation: set.generation }
}

async function signForm(
  scope: FormScope,
  { set, key, datetime, expiresAt }: Stamp,
  { destination }: SigningContext,
): Promise<SignedForm> {
  const { bucket, region } = destination
  const signatureFields = signatureParameters(set, region, datetime)
  const policy = createPostPolicy({ bucket, scope, signatureFields, expiresAt })
  const fields: Query = [
    ['policy', toBase64(policy)],
    ...signatureFields,
    ['x-oss-signature', await key.signPolicy(policy, datetime)],
  ]
  return { fields, expiresAt }
}

function signatureParameters(set: CredentialSet, region: string, datetime: string): Query {
  return [
    ['x-oss-signature-version', algorithm],
    ['x-oss-credential', `${set.accessKeyId}/${scopeOf({ region }, datetime)}`],
    ['x-oss-date', datetime],
    ...(set.securityToken ? ([['x-oss-security-token', set.securityToken]] as const) : []),
  ]
}
