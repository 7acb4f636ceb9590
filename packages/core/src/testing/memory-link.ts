import type { Clock } from '../ports/environment.ts'

/** Bytes a second of one connection, at a moment in `elapsed` milliseconds. */
export type ConnectionSpeed = (now: number) => number

export interface Connection {
  /** Resolves once so many bytes have left. */
  readonly carry: (bytes: number, clock: Clock, signal: AbortSignal) => Promise<void>
  /** Ready for the next request. One that is never released was closed with its request. */
  readonly release: () => void
}

/** The connections of a browser to a storage, as requests take turns on them. */
export interface MemoryLink {
  readonly take: () => Connection
  /** Over all connections, what came to nothing included. */
  readonly carriedBytes: number
}

/** `speedOf` says how fast each new connection is, counted from 0. The one idle longest goes first. */
export function createMemoryLink(speedOf: (index: number) => ConnectionSpeed): MemoryLink {
  const idle: ConnectionSpeed[] = []
  let opened = 0
  let carriedBytes = 0

  return {
    get carriedBytes() {
      return carriedBytes
    },
    take() {
      const speed = idle.shift() ?? speedOf(opened++)
      return {
        async carry(bytes, clock, signal) {
          await clock.sleep((1000 * bytes) / speed(clock.elapsed()), signal)
          carriedBytes += bytes
        },
        release: () => void idle.push(speed),
      }
    },
  }
}
