import type { VirtualClock } from '../virtual-clock.ts'

/** More events than any script needs: who gets here runs in circles. */
const mostEvents = 200_000

/** Moves virtual time from event to event; between two of them all that follows has happened. */
export class Pace {
  readonly #clock: VirtualClock
  readonly #afterEvent: () => void
  readonly #channel = new MessageChannel()
  #turn: () => void = () => {}
  #events = 0

  /** `afterEvent` may throw, which ends the simulation. */
  constructor(clock: VirtualClock, afterEvent: () => void) {
    this.#clock = clock
    this.#afterEvent = afterEvent
    this.#channel.port1.addEventListener('message', () => this.#turn())
    this.#channel.port1.start()
  }

  get events(): number {
    return this.#events
  }

  /** Lets this many milliseconds pass. */
  async pass(milliseconds: number): Promise<void> {
    const target = this.#clock.elapsed() + milliseconds
    await this.settle()
    for (let due = this.#clock.nextDue; due !== null && due <= target; due = this.#clock.nextDue)
      await this.#wakeNext()
    this.#clock.moveTo(target)
  }

  /** Resolves with whether it came true within this many milliseconds. */
  async until(isTrue: () => boolean, milliseconds: number): Promise<boolean> {
    const deadline = this.#clock.elapsed() + milliseconds
    await this.settle()
    while (!isTrue()) {
      const due = this.#clock.nextDue
      if (due === null || due > deadline) return false
      await this.#wakeNext()
    }
    return true
  }

  /** Lets everything happen that needs no time to pass. */
  async settle(): Promise<void> {
    await this.#nextTurn()
    this.#afterEvent()
  }

  stop(): void {
    this.#channel.port1.close()
  }

  async #wakeNext(): Promise<void> {
    this.#events += 1
    if (this.#events > mostEvents) throw new Error(`Still not at rest after ${mostEvents} events.`)
    this.#clock.wakeNext()
    await this.settle()
  }

  /** Nothing here does real work, so one turn of the event loop runs all microtasks there will be. */
  #nextTurn(): Promise<void> {
    return new Promise((resolve) => {
      this.#turn = resolve
      this.#channel.port2.postMessage(null)
    })
  }
}
