import type { ActiveFault, Fault } from '@resumable-upload/oss-emulator'
import type { Config } from '../api.ts'

/** What the emulator can be told while it runs. Real OSS knows nothing of it. */
export interface Emulator {
  readonly faults: (signal: AbortSignal) => Promise<readonly ActiveFault[]>
  readonly add: (fault: Fault) => Promise<void>
  readonly remove: (id: string) => Promise<void>
  readonly clear: () => Promise<void>
  /** Ends all tokens: as if their time were over, or as if they had never been. */
  readonly endTokens: (how: 'expire' | 'revoke') => Promise<void>
}

/** The emulator behind this endpoint, which only listens on this very machine; `null` for real OSS. */
export function emulatorOf({ endpoint }: Pick<Config, 'endpoint'>): Emulator | null {
  if (new URL(endpoint).hostname !== 'localhost') return null

  async function ask(method: string, path: string, rest: RequestInit = {}): Promise<Response> {
    const response = await fetch(`${endpoint}/-/emulator${path}`, { method, ...rest })
    if (!response.ok) throw new Error(`The emulator answered ${response.status}.`)
    return response
  }

  return {
    faults: async (signal) => (await ask('GET', '/faults', { signal })).json(),
    async add(fault) {
      const headers = { 'Content-Type': 'application/json' }
      await ask('POST', '/faults', { body: JSON.stringify(fault), headers })
    },
    async remove(id) {
      await ask('DELETE', `/faults/${id}`)
    },
    async clear() {
      await ask('DELETE', '/faults')
    },
    async endTokens(how) {
      await ask('POST', `/tokens/${how}`)
    },
  }
}
