import { assumeRole } from '../auth/assume-role.ts'
import { collectBody } from '../operations/collect-body.ts'
import type { RequestFacts } from '../request-facts.ts'
import type { Answer } from './answer.ts'
import { clockOf, readBody, type Exchange } from './exchange.ts'
import type { ServerContext } from './server-context.ts'

const formLimit = 64 * 1024

/** Answers STS, which shares the emulator's address; the new token outlives the emulator. */
export async function answerAssumeRole(
  exchange: Exchange,
  { method, query }: RequestFacts,
  { auth, saveTokens }: ServerContext,
): Promise<Answer> {
  const form = await collectBody(readBody(exchange), formLimit)
  const parameters = new URLSearchParams(form.toString('utf8'))
  for (const [name, value] of query) parameters.append(name, value)

  const { status, body } = assumeRole(
    { method, parameters },
    { ...auth, now: () => clockOf(exchange, auth.now()) },
  )
  exchange.entry.accessKeyId = parameters.get('AccessKeyId')
  if (status === 200) await saveTokens()
  else exchange.entry.code = String(body['Code'])
  return {
    status,
    headers: { 'Content-Type': 'application/json;charset=utf-8' },
    body: JSON.stringify(body),
  }
}
