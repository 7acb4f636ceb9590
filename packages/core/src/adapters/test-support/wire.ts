import { inject } from 'vitest'
import type {
  PlannedAnswer,
  SeenRequest,
  TransportSetUp,
} from '../../testing/describe-transport.ts'
import type { Transport } from '../../ports/transport.ts'
import type { WireRecord } from './wire-server.ts'

export interface Wire extends TransportSetUp {
  readonly plan: (answer?: PlannedAnswer) => Promise<string>
  readonly seen: (url: string) => Promise<SeenRequest & { readonly preflights: number }>
  /** Whether the client went away before the answer; waits until either is clear. */
  readonly wasCut: (url: string) => Promise<boolean>
}

/** A transport with a real server at its other end, on another origin. */
export function createWire(transport: Transport): Wire {
  const server = inject('wireServer')
  return {
    transport,
    deadUrl: 'http://127.0.0.1:9/',
    plan: async (answer = {}) =>
      server + (await ask<string>(`${server}/plan`, JSON.stringify(answer))),
    seen: async (url) => {
      const record = await ask<WireRecord>(url.replace('/wire/', '/seen/'))
      return { ...record, body: fromBase64(record.body) }
    },
    wasCut: (url) => ask(url.replace('/wire/', '/closed/')),
  }
}

async function ask<Answer>(url: string, body?: string): Promise<Answer> {
  const answer = await fetch(url, body === undefined ? {} : { method: 'POST', body })
  return (await answer.json()) as Answer // The server beside this file speaks these types.
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
}
