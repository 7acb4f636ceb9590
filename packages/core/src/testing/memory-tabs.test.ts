import { describe, expect, it } from 'vitest'
import { createMemoryTabs } from './memory-tabs.ts'

const { signal } = new AbortController()

describe('createMemoryTabs', () => {
  it('frees the lock of a tab that is killed, and silences it', async () => {
    const tabs = createMemoryTabs()
    const [tab, other] = [tabs.open(), tabs.open()]
    await Promise.all([tab.join(), other.join()])
    const heard: string[] = []
    tab.subscribe(({ id }) => heard.push(`killed heard ${id}`))
    other.subscribe(({ id }) => heard.push(`other heard ${id}`))
    const waiting = other.untilGone(tab.id, signal)

    tab.kill()
    await waiting
    other.post({ type: 'cancel', id: 'a' })
    tab.post({ type: 'cancel', id: 'b' })
    await Promise.resolve()

    expect(await other.isAlive(tab.id)).toBe(false)
    expect(heard).toEqual([])
  })
})
