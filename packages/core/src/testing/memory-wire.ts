import { UploadError, type UploadErrorCode } from '../model/upload-error.ts'
import type { SendCall } from '../ports/object-storage.ts'
import { abortable } from './abortable.ts'
import type { Fault, Moment } from './fault-plan.ts'
import type { Connection } from './memory-link.ts'
import { duringRealWork } from './virtual-clock.ts'

/** How often a body reports progress. */
const steps = 4

export interface WireRequest {
  readonly body: Blob
  readonly call: SendCall
  /** What strikes this request. */
  readonly faults: readonly Fault[]
  readonly connection: Connection | null
  readonly part?: number
}

/** The bytes that left and those that arrived: the same, unless damaged on the way. */
export interface Carried {
  readonly sent: Uint8Array
  readonly arrived: Uint8Array
}

/**
 * Carries a body to the far side, lets it act, and brings its answer back. Aborting stops it at
 * every step, with the signal's reason; what the far side did by then stays done.
 */
export async function carry<Answer>(
  request: WireRequest,
  act: (carried: Carried) => Answer,
): Promise<Answer> {
  const { body, faults } = request
  await hinder(request, 'start')
  refuse(request)
  const sent = await read(request)
  await leave(request, body.size)
  const isDamaged = faults.some(({ effect }) => effect === 'damage')
  const answer = act({ sent, arrived: isDamaged ? withFlippedBit(sent) : sent })
  await hinder(request, 'answer')
  loseAnswer(request)
  return answer
}

async function read({ body, call }: WireRequest): Promise<Uint8Array> {
  if (body.size === 0) return new Uint8Array()
  const { signal, network } = call
  return new Uint8Array(await abortable(duringRealWork(network.clock, body.arrayBuffer()), signal))
}

async function leave(request: WireRequest, size: number): Promise<void> {
  const { call, connection } = request
  for (let step = 1; step <= steps; step += 1) {
    if (size > 0) await connection?.carry(size / steps, call.network.clock, call.signal)
    await nextStep(call)
    if (size > 0) call.onProgress?.(Math.ceil((size * step) / steps))
    if (step === steps / 2) await hinder(request, 'middle')
  }
}

/** Stalls, delays and holds that are planned for this moment. */
async function hinder({ faults, call }: WireRequest, moment: Moment): Promise<void> {
  const { signal, network } = call
  for (const fault of faults) {
    if (!('at' in fault ? fault.at === moment : moment === 'start')) continue
    if (fault.effect === 'stall') await abortable(new Promise<never>(() => {}), signal)
    if (fault.effect === 'delay') await network.clock.sleep(fault.milliseconds, signal)
    if (fault.effect === 'hold') await abortable(fault.until, signal)
  }
  await nextStep(call)
}

function refuse({ faults, part }: WireRequest): void {
  for (const fault of faults)
    if (fault.effect === 'reject') throw planned(fault.code, { part, retryAfter: fault.retryAfter })
}

function loseAnswer({ faults, part }: WireRequest): void {
  for (const fault of faults)
    if (fault.effect === 'lose-answer') throw planned(fault.code ?? 'network-failed', { part })
}

/** Lets others have a turn, and stops here when aborted. */
async function nextStep({ signal }: SendCall): Promise<void> {
  await Promise.resolve()
  signal.throwIfAborted()
}

function withFlippedBit(bytes: Uint8Array): Uint8Array {
  const damaged = bytes.slice()
  const middle = damaged.length >> 1
  damaged.fill((damaged[middle] ?? 0) ^ 1, middle, middle + 1)
  return damaged
}

function planned(
  code: UploadErrorCode,
  {
    part,
    retryAfter,
  }: { readonly part: number | undefined; readonly retryAfter?: number | undefined },
): UploadError {
  return new UploadError(code, `A planned fault: ${code}.`, {
    ...(part !== undefined && { part }),
    ...(retryAfter !== undefined && { retryAfter }),
  })
}
