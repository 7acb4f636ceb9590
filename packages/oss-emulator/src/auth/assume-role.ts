import { randomUUID } from 'node:crypto'
import type { Role } from '../auth-context.ts'
import { parseAccessPolicy, PolicyGrammarError } from './access-policy.ts'
import { authenticateRpc, type RpcContext, type RpcRequest } from './authenticate-rpc.ts'
import { formatAssumedRoleArn, parseRoleArn, type RoleArn } from './role-arn.ts'
import { missingParameter, RpcError } from './rpc-error.ts'

/** A JSON answer; `body` is to be sent as it is. */
export interface RpcAnswer {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
}

export interface AssumeRoleContext extends RpcContext {
  readonly roles: readonly Role[]
  /** Shortest life of a token, in seconds; real STS: 900. @default 900 */
  readonly minimumTokenSeconds?: number
}

/** Answers the AssumeRole RPC of STS (version 2015-04-01), errors included; never throws for what a client sent. */
export function assumeRole(request: RpcRequest, context: AssumeRoleContext): RpcAnswer {
  const requestId = randomUUID().toUpperCase()
  try {
    authenticateRpc(request, context)
    return {
      status: 200,
      body: { RequestId: requestId, ...issueToken(request.parameters, context) },
    }
  } catch (error) {
    if (!(error instanceof RpcError)) throw error
    const { status, code, message } = error
    const hostId = `sts.${context.region}.aliyuncs.com`
    return { status, body: { RequestId: requestId, HostId: hostId, Code: code, Message: message } }
  }
}

function issueToken(
  parameters: URLSearchParams,
  context: AssumeRoleContext,
): Readonly<Record<string, unknown>> {
  const { role, name } = findRole(parameters.get('RoleArn'), context.roles)
  const sessionName = readSessionName(parameters.get('RoleSessionName'))
  const lifeSeconds = readDuration(
    parameters.get('DurationSeconds'),
    role,
    context.minimumTokenSeconds,
  )
  const sessionPolicy = readSessionPolicy(parameters.get('Policy'))
  checkExternalId(parameters.get('ExternalId'))

  const grant = {
    roleArn: role.arn,
    sessionName,
    rolePolicy: role.policy ?? null,
    sessionPolicy,
    lifeSeconds,
  }
  const token = context.tokens.issue(grant, context.now())
  return {
    AssumedRoleUser: {
      Arn: formatAssumedRoleArn(name, sessionName),
      AssumedRoleId: `${name.accountId}:${sessionName}`,
    },
    Credentials: {
      AccessKeyId: token.accessKeyId,
      AccessKeySecret: token.accessKeySecret,
      SecurityToken: token.securityToken,
      Expiration: formatExpiration(token.expiresAt),
    },
  }
}

function findRole(
  arn: string | null,
  roles: readonly Role[],
): { readonly role: Role; readonly name: RoleArn } {
  if (arn === null) throw missingParameter('RoleArn')
  const name = parseRoleArn(arn)
  if (name === null) throw wronglyFormed('RoleArn')
  const role = roles.find((candidate) => candidate.arn === arn)
  if (role === undefined)
    throw new RpcError(404, 'EntityNotExist.Role', `The role not exists: ${arn}.`)
  return { role, name }
}

function readSessionName(name: string | null): string {
  if (name === null) throw missingParameter('RoleSessionName')
  if (!/^[\w.@-]{2,64}$/.test(name)) throw wronglyFormed('RoleSessionName')
  return name
}

const defaultTokenSeconds = 3600
const shortestTokenSeconds = 900
const longestTokenSeconds = 43_200

function readDuration(
  text: string | null,
  role: Role,
  minimum: number = shortestTokenSeconds,
): number {
  const maximum = role.maxSessionDuration ?? longestTokenSeconds
  if (text === null) return Math.max(minimum, Math.min(defaultTokenSeconds, maximum))
  const seconds = /^\d+$/.test(text) ? Number(text) : Number.NaN
  if (seconds >= minimum && seconds <= maximum) return seconds
  const message = `The parameter DurationSeconds must be from ${minimum} to ${maximum} seconds.`
  throw new RpcError(400, 'InvalidParameter.DurationSeconds', message)
}

const maximumPolicyLength = 2048

function readSessionPolicy(policy: string | null): string | null {
  if (policy === null) return null
  if (policy.length < 1 || policy.length > maximumPolicyLength) {
    const message = `The size of Policy must be from 1 to ${maximumPolicyLength} characters; it is ${policy.length}.`
    throw new RpcError(400, 'InvalidParameter.PolicySize', message)
  }
  try {
    parseAccessPolicy(policy)
    return policy
  } catch (error) {
    if (!(error instanceof PolicyGrammarError)) throw error
    const message = `The parameter Policy has not passed grammar check. ${error.message}`
    throw new RpcError(400, 'InvalidParameter.PolicyGrammar', message)
  }
}

function checkExternalId(externalId: string | null): void {
  if (externalId !== null && !/^[\w+=,.@:/-]{2,1224}$/.test(externalId))
    throw wronglyFormed('ExternalId')
}

function wronglyFormed(name: string): RpcError {
  return new RpcError(400, `InvalidParameter.${name}`, `The parameter ${name} is wrongly formed.`)
}

/** STS says whole seconds: `2024-01-02T04:04:05Z`. Rounded down, so that a client never trusts a token too long. */
function formatExpiration(expiresAt: number): string {
  return new Date(expiresAt).toISOString().replace(/\.\d{3}Z$/, 'Z')
}
