import type { TabMessage, Tabs } from '../ports/tabs.ts'
import { abortable } from './abortable.ts'

export interface MemoryTab extends Tabs {
  /** Dies without a word, as a crashed tab does: its lock is free, and it hears nothing more. */
  kill(): void
}

/** A browser whose tabs share locks and messages. */
export interface MemoryTabs {
  readonly open: () => MemoryTab
}

interface Lock {
  readonly released: Promise<void>
  readonly release: () => void
}

type Listener = (message: TabMessage) => void

export function createMemoryTabs(): MemoryTabs {
  const locks = new Map<string, Lock>()
  const audience = new Map<string, Set<Listener>>()
  const dead = new Set<string>()
  let opened = 0

  return { open }

  function open(): MemoryTab {
    opened += 1
    const id = `tab-${opened}`
    const listeners = new Set<Listener>()
    audience.set(id, listeners)

    return {
      id,
      async join() {
        if (dead.has(id)) return
        audience.set(id, listeners)
        if (!locks.has(id)) locks.set(id, createLock())
      },
      isAlive: async (owner) => locks.has(owner),
      untilGone: (owner, signal) =>
        abortable(locks.get(owner)?.released ?? Promise.resolve(), signal),
      post(message) {
        if (audience.has(id)) deliver(copyOf(message), id)
      },
      subscribe(listener) {
        const own: Listener = (message) => listener(message)
        listeners.add(own)
        return () => void listeners.delete(own)
      },
      leave: () => close(id),
      kill() {
        dead.add(id)
        close(id)
      },
    }
  }

  function close(id: string): void {
    audience.delete(id)
    const lock = locks.get(id)
    locks.delete(id)
    lock?.release()
  }

  /** Later, and a copy for each, as between real tabs. */
  function deliver(message: TabMessage, from: string): void {
    queueMicrotask(() => {
      for (const [id, listeners] of audience)
        if (id !== from) for (const listener of listeners) listener(copyOf(message))
    })
  }
}

/** A file is shared, as the bytes of a cloned one are. */
function copyOf(message: TabMessage): TabMessage {
  if (message.type === 'file' || message.type === 'command') return { ...message }
  return structuredClone(message)
}

function createLock(): Lock {
  let release = (): void => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  return { released, release }
}
