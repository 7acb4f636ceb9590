import type { WaitingFor } from '../model/upload-phase.ts'

/**
 * What an upload waits for, seen over all its requests: something only while every one of them
 * waits. A request that tries again still counts as waiting until it moves, so that the words on
 * the screen do not flicker.
 */
export class Activity {
  readonly #states = new Map<symbol, WaitingFor | null>()
  readonly #onChange: () => void
  #shown: WaitingFor | null = null

  constructor(onChange: () => void) {
    this.#onChange = onChange
  }

  get waitingFor(): WaitingFor | null {
    return this.#shown
  }

  begin(): RequestActivity {
    const id = Symbol('request')
    const set = (state: WaitingFor | null) => {
      if (this.#states.get(id) === state) return
      this.#states.set(id, state)
      this.#update()
    }
    set(null)
    return {
      waits: set,
      moves: () => set(null),
      end: () => {
        this.#states.delete(id)
        this.#update()
      },
    }
  }

  /** Waits for one thing while `task` runs. */
  async during<Result>(reason: WaitingFor, task: () => Promise<Result>): Promise<Result> {
    const activity = this.begin()
    activity.waits(reason)
    try {
      return await task()
    } finally {
      activity.end()
    }
  }

  #update(): void {
    const states = [...this.#states.values()]
    const shown = states.every((state) => state !== null) ? (states[0] ?? null) : null
    if (shown === this.#shown) return
    this.#shown = shown
    this.#onChange()
  }
}

/** One request's share. */
export interface RequestActivity {
  waits(reason: WaitingFor): void
  moves(): void
  end(): void
}
