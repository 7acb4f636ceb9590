import type { Neighbours } from '@resumable-upload/core'

/** Where credentials may come from besides the application: tabs that use the same destination. */
export interface CredentialsSharing {
  readonly neighbours: Neighbours
  /** Tabs share what they know under the same topic. */
  readonly topic: string
}

/** Credentials on their way from one tab to another, in memory only. */
export interface SharedCredentials {
  readonly accessKeyId: string
  readonly accessKeySecret: string
  readonly securityToken: string
  /** Epoch milliseconds on the server's clock. */
  readonly expiresAt: number
  /** Epoch milliseconds on the device's clock. */
  readonly receivedAt: number
  /** Server minus device, in milliseconds; `null` where nobody knows. */
  readonly offset: number | null
}

/** What other tabs have, the longest-lived first. Never rejects but with the signal's reason. */
export async function askNeighbours(
  { neighbours, topic }: CredentialsSharing,
  signal: AbortSignal,
): Promise<readonly SharedCredentials[]> {
  const answers = await neighbours.ask(topic, signal).catch((): readonly unknown[] => [])
  signal.throwIfAborted()
  return answers
    .flatMap((answer) => parseSharedCredentials(answer) ?? [])
    .sort((one, other) => other.expiresAt - one.expiresAt)
}

/** `undefined` for what no tab of this version says. */
function parseSharedCredentials(value: unknown): SharedCredentials | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const fields: Readonly<Record<string, unknown>> = { ...value }
  const { accessKeyId, accessKeySecret, securityToken, expiresAt, receivedAt, offset } = fields
  if (!isFilled(accessKeyId) || !isFilled(accessKeySecret) || !isFilled(securityToken))
    return undefined
  if (!isTime(expiresAt) || !isTime(receivedAt)) return undefined
  if (offset !== null && !isTime(offset)) return undefined
  return { accessKeyId, accessKeySecret, securityToken, expiresAt, receivedAt, offset }
}

function isFilled(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}
