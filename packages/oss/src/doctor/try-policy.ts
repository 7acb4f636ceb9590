import { createWorkerNetwork } from '@resumable-upload/core/browser'
import type { Forbidden } from './ports.ts'

/** How long the host may take; an answer is not waited for longer, in milliseconds. */
const answerLimit = 5_000

/**
 * Does what uploads do, and listens to what the content security policy says of it. Policies that
 * only report are not heard.
 */
export async function tryPolicy(url: string, signal: AbortSignal): Promise<readonly Forbidden[]> {
  const violations: SecurityPolicyViolationEvent[] = []
  const listen = (event: SecurityPolicyViolationEvent): void => {
    if (event.disposition === 'enforce') violations.push(event)
  }
  document.addEventListener('securitypolicyviolation', listen)
  try {
    const forbidden: Forbidden[] = []
    await knock(url, signal)
    const connect = await violationOf(violations, 'connect-src')
    if (connect) forbidden.push({ what: 'connect', directive: connect })

    if (!(await startsWorker(signal)))
      forbidden.push({ what: 'worker', directive: await violationOf(violations, 'worker-src') })
    if (!(await compilesWasm())) forbidden.push({ what: 'wasm', directive: 'script-src' })
    return forbidden
  } finally {
    document.removeEventListener('securitypolicyviolation', listen)
  }
}

/** Nothing can be read of the answer, and whether there is one is another check's. */
async function knock(url: string, signal: AbortSignal): Promise<void> {
  const late = AbortSignal.timeout(answerLimit)
  const request = {
    method: 'HEAD',
    mode: 'no-cors',
    cache: 'no-store',
    credentials: 'omit',
  } as const
  await fetch(url, { ...request, signal: late }).catch(() => undefined)
  signal.throwIfAborted()
}

/** The one that uploads use. */
async function startsWorker(signal: AbortSignal): Promise<boolean> {
  const network = createWorkerNetwork()
  try {
    await network.checksum.crc64(new Blob(['doctor']), signal)
    return network.mode() === 'worker'
  } catch {
    signal.throwIfAborted()
    return false
  } finally {
    network.close()
  }
}

/** An empty module: its magic number and version. */
async function compilesWasm(): Promise<boolean> {
  try {
    await WebAssembly.compile(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0))
    return true
  } catch {
    return false
  }
}

/** The directive as the policy spells it; `null` when the policy allowed it. */
async function violationOf(
  violations: readonly SecurityPolicyViolationEvent[],
  directive: string,
): Promise<string | null> {
  // The event comes in a turn of its own.
  await new Promise((resolve) => setTimeout(resolve, 0))
  const { effectiveDirective } =
    violations.find((event) => event.effectiveDirective === directive) ?? {}
  return effectiveDirective ?? null
}
