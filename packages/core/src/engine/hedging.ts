import { chooseHedge, durationOf, type Hedge } from '../model/hedge.ts'
import { PartTrail } from '../model/part-trail.ts'
import type { SendCall } from '../ports/object-storage.ts'
import { linkedAbort } from './linked-abort.ts'
import { raceAttempts } from './race-attempts.ts'
import type { SendingRun } from './run.ts'

/** Of the file's bytes, so much may be sent twice; one part in any case. */
const share = 0.05

/** How often a part under way is looked at, in milliseconds; in between by how long parts take. */
const looks = { unknown: 250, shortest: 100, longest: 5_000 } as const

/** A look that comes so many milliseconds late means that the page stood still. */
const frozenAfter = 5_000

/** One part to be sent, and how. */
export interface HedgedPart<Answer> {
  readonly number: number
  /** In bytes. */
  readonly size: number
  readonly call: SendCall
  /** The part in the slot that is taken. */
  readonly send: (call: SendCall) => Promise<Answer>
  /** The same part in a slot of its own. Tried once. */
  readonly sendBeside: (call: Required<Pick<SendCall, 'signal' | 'onProgress'>>) => Promise<Answer>
  /** What was sent is lost: the part begins anew. */
  readonly onRestart: () => void
}

/**
 * The parts of one upload that are under way. One whose connection turns out slow is sent again on
 * another: beside the first sending while a connection is idle, instead of it otherwise.
 */
export class Hedging {
  readonly #run: SendingRun
  readonly #budget: number
  readonly #inFlight = new Set<PartTrail>()
  #isRacing = false

  constructor(run: SendingRun, plan: { readonly fileSize: number; readonly partSize: number }) {
    this.#run = run
    this.#budget = Math.max(plan.partSize, plan.fileSize * share)
  }

  async send<Answer>(part: HedgedPart<Answer>): Promise<Answer> {
    const { call } = part
    const { clock, pace } = this.#run.shared
    for (;;) {
      const first = linkedAbort(call.signal)
      const trail = new PartTrail(part, clock.elapsed())
      const furthest = furthestOf(call)
      const sending = part.send({
        ...call,
        signal: first.controller.signal,
        onProgress(bytes) {
          trail.moved(bytes, clock.elapsed())
          furthest(bytes)
        },
      })
      this.#inFlight.add(trail)
      try {
        const hedge = await this.#untilSlow(trail, sending)
        if (!hedge) {
          const stored = trail.storedAt(clock.elapsed())
          if (stored) pace.stored(stored)
          return await sending
        }
        this.#run.emit({ type: 'hedged', part: part.number, how: hedge.how })
        if (hedge.how === 'beside')
          return await this.#race(part, { sending, trail, furthest, stop: first.controller })
        this.#run.source.sentTwice += hedge.bytes
        first.controller.abort(new DOMException('Its connection is slow.', 'AbortError'))
        const answer = await sending.catch(() => null)
        call.signal.throwIfAborted()
        if (answer !== null) return answer
        part.onRestart()
      } finally {
        this.#inFlight.delete(trail)
        first.unlink()
      }
    }
  }

  /** Resolves with `null` once the part has ended by itself, and rejects if it does. */
  async #untilSlow(trail: PartTrail, sending: Promise<unknown>): Promise<Hedge | null> {
    const { clock } = this.#run.shared
    const over = new AbortController()
    const look = async () => {
      for (;;) {
        const nap = this.#napFor(trail)
        const due = clock.elapsed() + nap
        await clock.sleep(nap, over.signal)
        if (clock.elapsed() - due > frozenAfter) trail.restart(clock.elapsed())
        if (this.#choose()?.number !== trail.number) continue
        // An answer that came while the page stood still is heard first.
        await clock.sleep(0, over.signal)
        const hedge = this.#choose()
        if (hedge?.number === trail.number) return hedge
      }
    }
    try {
      return await Promise.race([sending.then(() => null), look()])
    } finally {
      over.abort()
    }
  }

  #napFor({ size }: PartTrail): number {
    const { typical } = this.#run.shared.pace
    if (!typical) return looks.unknown
    return Math.min(Math.max(durationOf(size, typical) / 8, looks.shortest), looks.longest)
  }

  #choose(): Hedge | null {
    const { source, shared } = this.#run
    const { clock, connectivity, pace, slots } = shared
    if (this.#isRacing || connectivity.isMetered?.()) return null
    return chooseHedge({
      now: clock.elapsed(),
      inFlight: [...this.#inFlight],
      typical: pace.typical,
      connections: slots.size,
      hasIdleConnection: slots.hasIdle,
      budget: this.#budget - source.sentTwice,
    })
  }

  async #race<Answer>(
    part: HedgedPart<Answer>,
    { sending, trail, furthest, stop }: FirstSending<Answer>,
  ): Promise<Answer> {
    const { call, size } = part
    const { clock } = this.#run.shared
    const second = linkedAbort(call.signal)
    const beside = new PartTrail(part, clock.elapsed())
    this.#isRacing = true
    this.#run.source.sentTwice += size
    const hedge = part.sendBeside({
      signal: second.controller.signal,
      onProgress(bytes) {
        beside.moved(bytes, clock.elapsed())
        furthest(bytes)
      },
    })
    try {
      return await raceAttempts([sending, hedge], () => {
        const lost = new DOMException('The other sending of this part was faster.', 'AbortError')
        for (const controller of [stop, second.controller]) controller.abort(lost)
      })
    } finally {
      const now = clock.elapsed()
      // The loser's bytes were sent twice; the winner sent them all.
      this.#run.source.sentTwice -= size - Math.min(trail.sentBy(now), beside.sentBy(now))
      this.#isRacing = false
      second.unlink()
    }
  }
}

interface FirstSending<Answer> {
  readonly sending: Promise<Answer>
  readonly trail: PartTrail
  readonly furthest: (bytes: number) => void
  readonly stop: AbortController
}

/** Two sendings of a part are as far as the one that is ahead. */
function furthestOf({ onProgress }: SendCall): (bytes: number) => void {
  let furthest = 0
  return (bytes) => {
    furthest = Math.max(furthest, bytes)
    onProgress?.(furthest)
  }
}
