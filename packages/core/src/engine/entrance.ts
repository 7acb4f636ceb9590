import type { Clock } from '../ports/environment.ts'
import type { EngineRoom, RoomHost } from './engine-room.ts'

/** Opens the engine room of one uploader; at once where it is loaded. Rejects where it cannot be. */
export type OpenRoom = (host: RoomHost) => EngineRoom | Promise<EngineRoom>

export interface EntranceOptions {
  readonly open: () => EngineRoom | Promise<EngineRoom>
  readonly clock: Clock
  /** After it nothing is tried again. */
  readonly lifetime: AbortSignal
}

/** Milliseconds before the room is asked for again. */
const pauses = [1_000, 3_000, 9_000]

/** The way into the engine room, which opens with the first use. */
export class Entrance {
  readonly #options: EntranceOptions
  #room: EngineRoom | null = null
  #coming: Promise<EngineRoom> | null = null

  constructor(options: EntranceOptions) {
    this.#options = options
  }

  get room(): EngineRoom | null {
    return this.#room
  }

  /** The room that is open or about to be; `null` where nobody asked for it, or it cannot be had. */
  async awaited(): Promise<EngineRoom | null> {
    return this.#room ?? this.#coming?.catch(() => null) ?? null
  }

  /** Now where the room is open, else once it is, in the order in which it was asked. */
  use(work: (room: EngineRoom) => void, otherwise: (thrown: unknown) => void = () => {}): void {
    if (this.#room) return work(this.#room)
    if (!this.#coming) {
      const opened = this.#options.open()
      if (!(opened instanceof Promise)) return work((this.#room = opened))
      this.#coming = this.#await(opened)
    }
    this.#coming.then(work, otherwise)
  }

  async #await(first: Promise<EngineRoom>): Promise<EngineRoom> {
    const { open, clock, lifetime } = this.#options
    try {
      let opening: EngineRoom | Promise<EngineRoom> = first
      for (const pause of pauses) {
        try {
          return (this.#room = await opening)
        } catch {
          await clock.sleep(pause, lifetime)
          opening = open()
        }
      }
      return (this.#room = await opening)
    } catch (thrown) {
      this.#coming = null
      throw thrown
    }
  }
}
