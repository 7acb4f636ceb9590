import { linkedAbort } from './linked-abort.ts'

export interface SendPartsOptions {
  readonly numbers: Iterable<number>
  readonly atOnce: number
  readonly signal: AbortSignal
  readonly sendPart: (number: number, signal: AbortSignal) => Promise<void>
}

/**
 * Sends every part, a few at a time. The first failure stops the others; it is thrown once all of
 * them have wound down, so that nothing is still on its way when the caller goes on.
 */
export async function sendParts(options: SendPartsOptions): Promise<void> {
  const { numbers, atOnce, sendPart } = options
  const { controller, unlink } = linkedAbort(options.signal)
  const waiting = numbers[Symbol.iterator]()

  const lane = async () => {
    // The lanes share one iterator, so each part is taken exactly once.
    for (;;) {
      controller.signal.throwIfAborted()
      const next = waiting.next()
      if (next.done) return
      await sendPart(next.value, controller.signal)
    }
  }
  const guarded = () =>
    lane().catch((error: unknown) => {
      controller.abort(error)
    })
  const lanes = Array.from({ length: atOnce }, guarded)
  await Promise.all(lanes)
  unlink()
  controller.signal.throwIfAborted()
}
