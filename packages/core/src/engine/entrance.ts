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

interface Visitor {
  readonly work: (room: EngineRoom) => void
  readonly otherwise: (thrown: unknown) => void
}

/** Milliseconds before the room is asked for again. */
const pauses = [1_000, 3_000, 9_000]

/** The way into the engine room, which opens with the first use. */
export class Entrance {
  readonly #options: EntranceOptions
  #room: EngineRoom | null = null
  #coming: Promise<EngineRoom> | null = null
  /** In line, in the order in which they came. */
  #line: Visitor[] = []

  constructor(options: EntranceOptions) {
    this.#options = options
  }

  /** `null` before everybody has entered who stood in line. */
  get room(): EngineRoom | null {
    return this.#room
  }

  /** The room that is open or about to be; `null` where nobody asked for it, or it cannot be had. */
  async awaited(): Promise<EngineRoom | null> {
    return this.#room ?? this.#coming?.catch(() => null) ?? null
  }

  /** Now where the room is open, else when it is one's turn. */
  use(work: Visitor['work'], otherwise: Visitor['otherwise'] = () => {}): void {
    if (this.#room) return work(this.#room)
    if (!this.#coming) {
      const opened = this.#options.open()
      if (!(opened instanceof Promise)) return work((this.#room = opened))
      this.#coming = this.#open(opened)
      this.#coming.catch(() => {}) // Everybody in line is told.
    }
    this.#line.push({ work, otherwise })
  }

  async #open(first: Promise<EngineRoom>): Promise<EngineRoom> {
    try {
      const room = await this.#load(first)
      // Who comes meanwhile stands in line, too.
      for (const { work } of this.#line) work(room)
      this.#line = []
      return (this.#room = room)
    } catch (thrown) {
      const line = this.#line
      this.#line = []
      this.#coming = null
      for (const { otherwise } of line) otherwise(thrown)
      throw thrown
    }
  }

  async #load(first: Promise<EngineRoom>): Promise<EngineRoom> {
    const { open, clock, lifetime } = this.#options
    let opening: EngineRoom | Promise<EngineRoom> = first
    for (const pause of pauses) {
      try {
        return await opening
      } catch {
        await clock.sleep(pause, lifetime)
        opening = open()
      }
    }
    return opening
  }
}
