import type { Neighbours } from '../ports/neighbours.ts'
import { createId } from './browser-environment.ts'
import { isFields, isText } from './untrusted.ts'
import { takeTurn } from './take-turn.ts'

export interface BrowserNeighboursOptions {
  /** User and tenant: tabs of another scope neither hear nor see this one. */
  readonly scope: string
  /** @default `navigator.locks`; `null` where there is none, as on plain http */
  readonly locks?: LockManager | null
  /** How long others may take to answer, in milliseconds. @default 2 seconds */
  readonly patience?: number
  /** How long others may keep us from a task, in milliseconds. @default 35 seconds */
  readonly longest?: number
}

/** A little longer than an application may take to hand out credentials. */
const longestTask = 35_000

/**
 * Questions go over a `BroadcastChannel` of the scope and name a channel that nobody else knows;
 * the answers go there. Nothing of the browser is touched before it is used.
 */
export function createBrowserNeighbours(options: BrowserNeighboursOptions): Neighbours {
  const { scope, patience = 2_000, longest = longestTask } = options
  const name = `resumable-upload:${scope}:neighbours`
  const answers = new Map<string, () => unknown>()
  let room: Room | null = null

  return {
    async ask(topic, signal) {
      const { channel, counted } = enter()
      await counted
      const others = await countOthers()
      if (others === 0) return []
      const reply = createId()
      const answered = collect(reply, { signal, patience, count: others })
      channel.postMessage({ topic, reply })
      return (await answered).filter((answer) => answer !== null)
    },
    answer(topic, give) {
      answers.set(topic, give)
      enter()
    },
    async alone(topic, signal, task) {
      const manager = locks()
      if (!manager) return task()
      const end = await takeTurn(manager, `${name}:${topic}`, { signal, longest })
      try {
        return await task()
      } finally {
        end()
      }
    },
    close() {
      room?.leave()
      room = null
    },
  }

  function enter(): Room {
    room ??= openRoom(name, locks(), tell)
    return room
  }

  /** Everybody answers, if only that there is nothing: so nobody waits for longer than needed. */
  function tell(question: unknown): void {
    if (!isFields(question) || !isText(question['topic']) || !isText(question['reply'])) return
    const back = new BroadcastChannel(question['reply'])
    back.postMessage(answers.get(question['topic'])?.() ?? null)
    back.close()
  }

  /** Where there are no locks nobody can be counted, and `patience` decides. */
  async function countOthers(): Promise<number> {
    const { held = [] } = (await locks()?.query()) ?? { held: null }
    return held ? held.filter((lock) => lock.name === name).length - 1 : Infinity
  }

  /** Web Locks exist in secure contexts only. */
  function locks(): LockManager | null {
    if (options.locks !== undefined) return options.locks
    return (navigator.locks as LockManager | undefined) ?? null
  }
}

/** Where questions are heard. Whoever is in holds a shared lock, so that the others can count. */
interface Room {
  readonly channel: BroadcastChannel
  /** Settles when the others can see us. */
  readonly counted: Promise<void>
  readonly leave: () => void
}

function openRoom(
  name: string,
  locks: LockManager | null,
  hear: (question: unknown) => void,
): Room {
  const channel = new BroadcastChannel(name)
  channel.addEventListener('message', ({ data }) => hear(data))
  let unlock = (): void => {}
  const counted = new Promise<void>((resolve) => {
    const stay = (): Promise<void> =>
      new Promise((release) => {
        unlock = release
        resolve()
      })
    if (locks) locks.request(name, { mode: 'shared' }, stay).catch(() => resolve())
    else resolve()
  })
  const leave = (): void => {
    channel.close()
    void counted.then(() => unlock())
  }
  return { channel, counted, leave }
}

/** All that arrives on this channel until there are `count`, or `patience` is over. */
function collect(
  name: string,
  {
    signal,
    patience,
    count,
  }: { readonly signal: AbortSignal; readonly patience: number; readonly count: number },
): Promise<readonly unknown[]> {
  return new Promise((resolve, reject) => {
    const inbox = new BroadcastChannel(name)
    const collected: unknown[] = []
    const end = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', stop)
      inbox.close()
      resolve(collected)
    }
    const stop = (): void => {
      reject(signal.reason)
      end()
    }
    const timer = setTimeout(end, patience)
    signal.addEventListener('abort', stop, { once: true })
    inbox.addEventListener('message', ({ data }) => {
      if (collected.push(data) === count) end()
    })
  })
}
