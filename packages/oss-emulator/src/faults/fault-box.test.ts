import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createFaultBox } from './fault-box.ts'
import type { FaultSubject } from './matches-fault.ts'

const subject: FaultSubject = { operation: 'PutObject', key: 'k', partNumber: null, uploadId: null }

describe('createFaultBox', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('meets as many requests as it was told to', () => {
    const { box, kinds } = setUp()
    const id = box.add({ kind: 'drop-after', times: 2 })

    expect([kinds(), kinds(), kinds()]).toEqual([['drop-after'], ['drop-after'], []])
    expect(box.list()).toEqual([{ id, fault: { kind: 'drop-after', times: 2 }, met: 2, left: 0 }])
  })

  it('lets several faults meet one request', () => {
    const { box, kinds } = setUp()
    box.add({ kind: 'latency', delayMs: 1 })
    box.add({ kind: 'drop-after' })

    expect(kinds()).toEqual(['latency', 'drop-after'])
  })

  it('leaves it to chance when told so, and counts only what it met', () => {
    const { box, kinds, roll } = setUp()
    box.add({ kind: 'drop-after', probability: 0.3, times: 1 })

    roll(0.3)
    expect(kinds()).toEqual([])
    roll(0.29)
    expect(kinds()).toEqual(['drop-after'])
    expect(kinds()).toEqual([])
  })

  it('ends by itself after its time, also for a request that it holds up', () => {
    const { box, kinds } = setUp()
    box.add({ kind: 'stall', durationMs: 1000 })
    const [met] = box.take(subject)
    vi.advanceTimersByTime(999)
    expect([kinds(), met?.signal.aborted]).toEqual([['stall'], false])
    vi.advanceTimersByTime(1)

    expect([kinds(), met?.signal.aborted]).toEqual([[], true])
  })

  it('ends when removed, and says whether there was anything to remove', () => {
    const { box, kinds } = setUp()
    const id = box.add({ kind: 'stall', times: 1 })
    const [met] = box.take(subject)

    expect([box.remove(id), box.remove(id)]).toEqual([true, false])
    expect(met?.signal.aborted).toBe(true)
    expect(kinds()).toEqual([])
  })

  it('cuts the network once when told to, and knows for how long', () => {
    const { box, cuts } = setUp()
    box.add({ kind: 'network-cut', durationMs: 1000 })

    expect([box.isCut(), cuts()]).toEqual([true, 1])
    vi.advanceTimersByTime(1000)
    expect([box.isCut(), cuts()]).toEqual([false, 1])
  })

  it('forgets everything when cleared', () => {
    const { box, kinds } = setUp()
    box.add({ kind: 'drop-after' })
    box.add({ kind: 'network-cut' })
    box.clear()

    expect(kinds()).toEqual([])
    expect(box.isCut()).toBe(false)
    expect(box.list()).toEqual([])
  })
})

function setUp() {
  let dice = 0
  const onCut = vi.fn<() => void>()
  const box = createFaultBox({ random: () => dice, onCut })
  return {
    box,
    kinds: () => box.take(subject).map(({ fault }) => fault.kind),
    roll: (value: number) => {
      dice = value
    },
    cuts: () => onCut.mock.calls.length,
  }
}
