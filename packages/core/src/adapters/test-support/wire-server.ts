import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestProject } from 'vitest/node'
import type { PlannedAnswer } from '../../testing/describe-transport.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the server of the transport tests listens; another origin than the page. */
    readonly wireServer: string
  }
}

/** What a test asks of one request; bodies cross as base64. */
export interface WireRecord {
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** How many preflights came before it. */
  readonly preflights: number
}

interface Plan {
  readonly answer: PlannedAnswer
  readonly arrived: Signal<WireRecord>
  /** Resolves with whether the client went away before the answer. */
  readonly closed: Signal<boolean>
  preflights: number
}

interface Signal<Value> {
  readonly promise: Promise<Value>
  readonly resolve: (value: Value) => void
}

const plans: Plan[] = []
let server: Server

/** Vitest calls it once before the browser tests. */
export async function setup({ provide }: TestProject): Promise<void> {
  server = createServer((request, response) => void handle(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // It listens on a port, not on a pipe.
  provide('wireServer', `http://127.0.0.1:${port}`)
}

export function teardown(): void {
  server.closeAllConnections()
  server.close()
}

async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://wire')
  const [, command = '', index = ''] = pathname.split('/')
  response.setHeader('Access-Control-Allow-Origin', '*')
  const plan = index === '' ? undefined : plans[Number(index)]
  switch (command) {
    case 'plan':
      plans.push(createPlan(JSON.parse(String(await readAll(request))) as PlannedAnswer))
      return reply(response, `/wire/${plans.length - 1}`)
    case 'seen':
      return reply(response, await plan?.arrived.promise)
    case 'closed':
      return reply(response, await plan?.closed.promise)
    default:
      return plan ? serve(plan, request, response) : reply(response, 'unknown')
  }
}

async function serve(
  plan: Plan,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method === 'OPTIONS') {
    plan.preflights += 1
    response.setHeader('Access-Control-Allow-Methods', '*')
    response.setHeader('Access-Control-Allow-Headers', '*')
    response.end()
    return
  }
  const { status = 200, headers = {}, text = '', behavior = 'answer' } = plan.answer
  response.on('close', () => plan.closed.resolve(!response.writableFinished))
  plan.arrived.resolve({
    method: request.method ?? '',
    headers: request.headers as Record<string, string>,
    body: (await readAll(request)).toString('base64'),
    preflights: plan.preflights,
  })
  if (behavior === 'cut') request.socket.destroy()
  if (behavior === 'cut' || behavior === 'hang') return
  if (behavior === 'hide') response.removeHeader('Access-Control-Allow-Origin')
  response.setHeader('Access-Control-Expose-Headers', Object.keys(headers).join(', '))
  response.setHeader('X-Hidden', 'not exposed')
  response.writeHead(status, headers).end(status === 204 ? undefined : text)
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  try {
    for await (const chunk of request) chunks.push(chunk as Buffer) // No encoding is set.
  } catch {
    // The client went away; what came until then is what was seen.
  }
  return Buffer.concat(chunks)
}

function reply(response: ServerResponse, value: unknown): void {
  response.setHeader('Content-Type', 'application/json')
  response.end(JSON.stringify(value))
}

function createPlan(answer: PlannedAnswer): Plan {
  return { answer, arrived: createSignal(), closed: createSignal(), preflights: 0 }
}

function createSignal<Value>(): Signal<Value> {
  let resolve: (value: Value) => void = () => undefined
  const promise = new Promise<Value>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}
