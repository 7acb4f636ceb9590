import type { Account } from '../auth-context.ts'
import type { AuthenticationContext } from './authentication-context.ts'
import type { Nonces } from './nonces.ts'
import { missingParameter, RpcError } from './rpc-error.ts'
import { createRpcStringToSign, signRpc } from './rpc-signature.ts'
import { maximumSkew } from './signing-time.ts'
import { isSameSignature } from './verify-signature.ts'

export interface RpcRequest {
  /** Upper case; it is signed. */
  readonly method: string
  /** Decoded parameters of the query and of the form body together. */
  readonly parameters: URLSearchParams
}

export interface RpcContext extends AuthenticationContext {
  /** Nonces seen so far; one per server, kept while it runs. */
  readonly nonces: Nonces
}

/** Throws `RpcError` unless an account signed this call of AssumeRole, lately and for the first time. */
export function authenticateRpc(request: RpcRequest, context: RpcContext): void {
  const { method, parameters } = request
  checkCommonParameters(parameters)
  const now = context.now()
  checkTimestamp(parameters.get('Timestamp') ?? '', now)

  const { accessKeyId, accessKeySecret } = findAccount(parameters.get('AccessKeyId') ?? '', context)
  const stringToSign = createRpcStringToSign(method, parameters)
  if (!isSameSignature(parameters.get('Signature') ?? '', signRpc(accessKeySecret, stringToSign))) {
    const message = `Specified signature is not matched with our calculation. server string to sign is:${stringToSign}`
    throw new RpcError(400, 'SignatureDoesNotMatch', message)
  }
  // After the signature, so that only who holds the secret can use a nonce up.
  if (!context.nonces.claim(`${accessKeyId}/${parameters.get('SignatureNonce')}`, now)) {
    throw new RpcError(400, 'SignatureNonceUsed', 'Specified signature nonce was used already.')
  }
}

const commonParameters: readonly (readonly [name: string, only: string | null])[] = [
  ['Action', 'AssumeRole'],
  ['Version', '2015-04-01'],
  ['Format', 'JSON'],
  ['SignatureMethod', 'HMAC-SHA1'],
  ['SignatureVersion', '1.0'],
  ['AccessKeyId', null],
  ['SignatureNonce', null],
  ['Timestamp', null],
  ['Signature', null],
]

function checkCommonParameters(parameters: URLSearchParams): void {
  const repeated = [...parameters.keys()].find((name) => parameters.getAll(name).length > 1)
  if (repeated !== undefined)
    throw new RpcError(
      400,
      `InvalidParameter.${repeated}`,
      `The parameter ${repeated} appears more than once.`,
    )

  for (const [name, only] of commonParameters) {
    const value = parameters.get(name) ?? ''
    if (value === '') throw missingParameter(name)
    if (only === null || value === only) continue
    if (name === 'Action') {
      throw new RpcError(
        404,
        'InvalidAction.NotFound',
        'Specified api is not found, please check your url and method.',
      )
    }
    throw new RpcError(
      400,
      `Invalid${name}`,
      `Specified parameter ${name} is not valid; the emulator accepts ${only}.`,
    )
  }
}

function checkTimestamp(timestamp: string, now: number): void {
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/.test(timestamp)
    ? Date.parse(timestamp)
    : Number.NaN
  if (Number.isNaN(time)) {
    throw new RpcError(
      400,
      'InvalidTimeStamp.Format',
      'Specified time stamp or date value is not well formatted.',
    )
  }
  if (Math.abs(now - time) > maximumSkew) {
    throw new RpcError(
      400,
      'InvalidTimeStamp.Expired',
      'Specified time stamp or date value is expired.',
    )
  }
}

function findAccount(accessKeyId: string, { accounts, tokens }: RpcContext): Account {
  const account = accounts.find((candidate) => candidate.accessKeyId === accessKeyId)
  if (account === undefined) {
    // A token cannot assume a further role here.
    if (tokens.findByAccessKeyId(accessKeyId) !== undefined) throw missingParameter('SecurityToken')
    throw new RpcError(404, 'InvalidAccessKeyId.NotFound', 'Specified access key is not found.')
  }
  if (account.enabled === false)
    throw new RpcError(400, 'InvalidAccessKeyId.Inactive', 'Specified access key is disabled.')
  return account
}
