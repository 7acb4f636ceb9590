import { describe, expect, it } from 'vitest'
import { createMemoryTabs } from './memory-tabs.ts'

const { signal } = new AbortController()

describe('createMemoryTabs', () => {
  it('frees the lock of a tab that is killed, and silences it', async () => {
    const tabs = createMemoryTabs()
    const [tab, other] = [tabs.open(), tabs.open()]
    await Promise.all([tab.join(), other.join()])
    const heard: string[] = []
    tab.subscribe(({ type }) => heard.push(`killed heard ${type}`))
    other.subscribe(({ type }) => heard.push(`other heard ${type}`))
    const waiting = other.untilGone(tab.id, signal)

    tab.kill()
    await waiting
    other.post({ type: 'heard', ask: 'a', isTaken: false })
    tab.post({ type: 'heard', ask: 'b', isTaken: false })
    await Promise.resolve()

    expect(await other.isAlive(tab.id)).toBe(false)
    expect(heard).toEqual([])
  })
})
