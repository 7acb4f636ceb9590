import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { paced } from './paced.ts'

describe('paced', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('tells the first change at once, and what follows four times a second', () => {
    const source = createSource()
    const { seen } = watch(source)

    for (let value = 1; value <= 100; value += 1) {
      source.set(value)
      vi.advanceTimersByTime(10)
    }

    expect(seen).toEqual([1, 25, 50, 75, 100])
  })

  it('tells at once what is urgent', () => {
    const source = createSource()
    const { seen } = watch(source, (_, next) => next < 0)
    source.set(1)
    source.set(2)
    source.set(-1)
    expect(seen).toEqual([1, -1])
  })

  it('shows all who ask the same until it tells of a change', () => {
    const source = createSource()
    const { observable } = watch(source)
    source.set(1)
    source.set(2)
    expect(observable.getSnapshot()).toBe(1)
  })

  it('stops listening, and stops its clock, with the last listener', () => {
    const source = createSource()
    const { stop, seen } = watch(source)
    source.set(1)
    source.set(2)
    stop()
    vi.advanceTimersByTime(1000)
    expect(seen).toEqual([1])
    expect(source.listeners).toBe(0)
    expect(vi.getTimerCount()).toBe(0)
  })
})

function watch(
  source: ReturnType<typeof createSource>,
  isUrgent?: (shown: number, next: number) => boolean,
) {
  const observable = paced(source, isUrgent)
  const seen: number[] = []
  const stop = observable.subscribe(() => seen.push(observable.getSnapshot()))
  return { observable, seen, stop }
}

function createSource() {
  const listeners = new Set<() => void>()
  let value = 0
  return {
    getSnapshot: () => value,
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    set(next: number) {
      value = next
      for (const listener of listeners) listener()
    },
    get listeners() {
      return listeners.size
    },
  }
}
