import type { Socket } from 'node:net'
import { ConnectionDropped } from './connection-dropped.ts'
import type { FaultOf } from './fault.ts'
import { findFault, findMet, type MetFault } from './fault-box.ts'
import { flipByte } from './flip-byte.ts'
import { pause } from './pause.ts'
import { createTokenBucket, type TokenBucket } from './token-bucket.ts'

/** Waits shorter than this are saved up, as timers are no finer. */
const shortestWaitMs = 4

/** Makes the body of a request arrive as the faults that meet it say. */
export interface FaultyBodies {
  wrap(body: AsyncIterable<Uint8Array>, options: FaultyBodyOptions): AsyncIterable<Uint8Array>
}

export interface FaultyBodyOptions {
  readonly faults: readonly MetFault[]
  readonly socket: Socket
  /** Aborts when the connection is gone. */
  readonly gone: AbortSignal
}

export function createFaultyBodies(now: () => number): FaultyBodies {
  const shared = new Map<string, TokenBucket>()
  const perConnection = new WeakMap<Socket, Map<string, TokenBucket>>()

  function limitsOf({ faults, socket }: FaultyBodyOptions): readonly Limit[] {
    const own = perConnection.get(socket) ?? new Map<string, TokenBucket>()
    perConnection.set(socket, own)
    return faults.flatMap(({ id, fault, signal }) => {
      if (fault.kind !== 'bandwidth') return []
      const buckets = fault.per === 'connection' ? own : shared
      const bucket = buckets.get(id) ?? createTokenBucket(fault.bytesPerSecond, now)
      buckets.set(id, bucket)
      return [{ bucket, signal }]
    })
  }

  return {
    wrap(body, options) {
      const { faults, gone } = options
      let source = body
      const limits = limitsOf(options)
      if (limits.length > 0) source = limited(source, limits, gone)
      const stall = findMet(faults, 'stall')
      if (stall !== null) source = stalled(source, stall, gone)
      const drop = findFault(faults, 'drop-before')
      if (drop?.afterBytes !== undefined) source = cut(source, drop.afterBytes)
      const damage = findFault(faults, 'part-damaged')
      if (damage !== null) source = flipByte(source, damage.offset ?? 0)
      return source
    },
  }
}

interface Limit {
  readonly bucket: TokenBucket
  readonly signal: AbortSignal
}

/** Not reading is what limits: the sender is held back by TCP. */
async function* limited(
  source: AsyncIterable<Uint8Array>,
  limits: readonly Limit[],
  gone: AbortSignal,
): AsyncGenerator<Uint8Array> {
  for await (const bytes of source) {
    for (const { bucket, signal } of limits) {
      if (signal.aborted) continue
      const wait = bucket.take(bytes.byteLength)
      if (wait >= shortestWaitMs) await pause(wait, [signal, gone])
    }
    yield bytes
  }
}

async function* stalled(
  source: AsyncIterable<Uint8Array>,
  { fault, signal }: MetFault<FaultOf<'stall'>>,
  gone: AbortSignal,
): AsyncGenerator<Uint8Array> {
  let left = fault.afterBytes ?? 0
  let isStalled = false
  for await (const bytes of source) {
    left -= bytes.byteLength
    if (!isStalled && left <= 0) {
      isStalled = true
      await pause(fault.stallMs ?? null, [signal, gone])
    }
    yield bytes
  }
}

async function* cut(
  source: AsyncIterable<Uint8Array>,
  afterBytes: number,
): AsyncGenerator<Uint8Array> {
  let left = afterBytes
  for await (const bytes of source) {
    left -= bytes.byteLength
    if (left <= 0) throw new ConnectionDropped()
    yield bytes
  }
}
