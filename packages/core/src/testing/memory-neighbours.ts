import type { Neighbours } from '../ports/neighbours.ts'

/** A browser whose tabs of one scope ask each other, and take turns. */
export interface MemoryNeighbours {
  readonly open: () => Neighbours
}

export function createMemoryNeighbours(): MemoryNeighbours {
  const tabs = new Set<Map<string, () => unknown>>()
  const turns = new Map<string, Promise<unknown>>()

  return {
    open() {
      const own = new Map<string, () => unknown>()
      return {
        async ask(topic) {
          const others = [...tabs].filter((tab) => tab !== own)
          const answers = others.map((tab) => tab.get(topic)?.() ?? null)
          return structuredClone(answers.filter((answer) => answer !== null))
        },
        answer(topic, give) {
          tabs.add(own)
          own.set(topic, give)
        },
        alone(topic, signal, task) {
          const before = turns.get(topic) ?? Promise.resolve()
          const turn = before.then(() => {
            signal.throwIfAborted()
            return task()
          })
          turns.set(
            topic,
            turn.catch(() => {}),
          )
          return turn
        },
        close: () => void tabs.delete(own),
      }
    },
  }
}
