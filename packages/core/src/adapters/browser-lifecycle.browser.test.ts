import { describe, expect, it } from 'vitest'
import type { LifecycleChange } from '../ports/lifecycle.ts'
import { browserLifecycle } from './browser-lifecycle.ts'

describe('browserLifecycle', () => {
  it('tells of the back/forward cache and of freezing, until it is stopped', () => {
    const heard: LifecycleChange[] = []
    const stop = browserLifecycle.subscribe((change) => heard.push(change))
    const play = (): void => {
      dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))
      dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
      document.dispatchEvent(new Event('freeze'))
      document.dispatchEvent(new Event('resume'))
    }

    play()
    stop()
    play()

    expect(heard).toEqual(['left', 'returned', 'frozen', 'thawed'])
  })

  it('says nothing of a page that ends or begins', () => {
    const heard: LifecycleChange[] = []
    const stop = browserLifecycle.subscribe((change) => heard.push(change))

    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: false }))
    dispatchEvent(new PageTransitionEvent('pagehide', { persisted: false }))
    stop()

    expect(heard).toEqual([])
  })
})
