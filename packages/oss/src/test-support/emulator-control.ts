import { inject } from 'vitest'
import type { CredentialsAnswer } from '../read-credentials.ts'
import type {} from './provided-emulator.ts'

interface LoggedRequest {
  readonly operation: string | null
}

/** What a page asks of the emulator and of the application beside it. */
export const emulatorControl = {
  issueToken: async (): Promise<CredentialsAnswer> => {
    const response = await fetch(inject('ossEmulator').tokenUrl)
    return (await response.json()) as CredentialsAnswer // The setup answers with it.
  },
  expireTokens: () => ask('POST', '/tokens/expire', {}),
  setFaults: (faults: readonly { readonly kind: string; readonly [option: string]: unknown }[]) =>
    ask('PUT', '/faults', faults),
  clearRequests: () => ask('DELETE', '/requests'),
  requests: async (): Promise<readonly LoggedRequest[]> => {
    const response = await ask('GET', '/requests')
    return (await response.json()) as readonly LoggedRequest[] // The emulator's own log.
  },
}

function ask(method: string, path: string, body?: unknown): Promise<Response> {
  const url = `${inject('ossEmulator').url}/-/emulator${path}`
  return fetch(url, { method, ...(body !== undefined && { body: JSON.stringify(body) }) })
}
