import type { Observable } from '@resumable-upload/core'

export type SessionState = 'signed-in' | 'signed-out'

/** What a request of the page gets: an answer of somebody signed in, renewed in between if need be. */
export type SessionFetch = (path: string, init: RequestInit) => Promise<Response>

export interface Session extends Observable<SessionState> {
  readonly fetch: SessionFetch
  /** Rejects with a sentence. */
  signIn(user: string, password: string): Promise<void>
  signOut(): Promise<void>
  /** As another tab would: this page learns of it by its next request. */
  signOutElsewhere(): Promise<void>
}

/** Signs requests in by cookies that no script reads, and renews them without anybody noticing. */
export function createSession(): Session {
  const listeners = new Set<() => void>()
  let state: SessionState = 'signed-in'
  let renewal: Promise<boolean> | null = null

  function turn(next: SessionState): void {
    if (next === state) return
    state = next
    for (const listener of listeners) listener()
  }

  /** One renewal for all who wait, in this tab and, where there are locks, in all of them. */
  async function renew(): Promise<boolean> {
    renewal ??= alone(async () => {
      const response = await fetch('/api/session/refresh', { method: 'POST' })
      // Any other failure says nothing of the sign-in.
      if (response.status === 401) return false
      if (!response.ok) throw new Error(`The server answered ${response.status}.`)
      return true
    }).finally(() => {
      renewal = null
    })
    return renewal
  }

  return {
    getSnapshot: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    async fetch(path, init) {
      const first = await send(path, init)
      if (first.status !== 401) return first
      if (await renew()) {
        turn('signed-in')
        return send(path, init)
      }
      turn('signed-out')
      return first
    },
    async signIn(user, password) {
      const response = await send('/api/session', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ user, password }),
      })
      if (!response.ok) throw new Error(await sentenceOf(response))
      turn('signed-in')
    },
    async signOut() {
      await send('/api/session', { method: 'DELETE' })
      turn('signed-out')
    },
    async signOutElsewhere() {
      await send('/api/session', { method: 'DELETE' })
    },
  }
}

/** What the server says of a refusal, in its own words where it has some. */
export async function sentenceOf(response: Response): Promise<string> {
  const answer: unknown = await response.json().catch(() => null)
  const sentence: unknown = typeof answer === 'object' && answer && Reflect.get(answer, 'error')
  return typeof sentence === 'string' ? sentence : `The server answered ${response.status}.`
}

function send(path: string, init: RequestInit): Promise<Response> {
  const headers = new Headers(init.headers)
  headers.set('X-CSRF-Token', /(?:^|; )csrf=([^;]*)/.exec(document.cookie)?.[1] ?? '')
  return fetch(path, { ...init, headers })
}

async function alone<Result>(work: () => Promise<Result>): Promise<Result> {
  const locks: LockManager | undefined = navigator.locks
  return locks ? await locks.request('session-renewal', work) : work()
}
