import type { Lifecycle } from './lifecycle.ts'

/** Time. All numbers are milliseconds. */
export interface Clock {
  /** Since the epoch; jumps when somebody sets the clock. */
  now(): number
  /** Since some fixed moment; never goes backwards. */
  elapsed(): number
  /** Rejects with the signal's reason when aborted. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>
}

/** What the browser believes of the network: a hint, never a verdict. */
export interface Connectivity {
  isOnline(): boolean
  /** Whether bytes cost money here; then nothing goes on without being asked to. @default false */
  isMetered?(): boolean
  /** Calls back on every change. Returns how to stop. */
  subscribe(listener: () => void): () => void
}

/** Decides when subscribers hear of a change; calls `flush` once for each call. */
export type Scheduler = (flush: () => void) => void

/** What the engine takes from the platform. */
export interface Environment {
  readonly clock: Clock
  readonly connectivity: Connectivity
  readonly lifecycle: Lifecycle
  readonly scheduler: Scheduler
  /** Unguessable, and unique without asking anyone. */
  readonly createId: () => string
}
