import { describe, expect, it } from 'vitest'
import type { TabMessage } from '../ports/tabs.ts'
import { TabNews } from './tab-news.ts'

describe('TabNews', () => {
  it('tells other tabs of an end only once somebody was heard, and knows of it either way', () => {
    const posted: TabMessage[] = []
    const news = new TabNews({ post: (message) => void posted.push(message) })

    expect(news.tell('first', { object: null })).toEqual({ isHeard: false })
    news.heardSomebody()
    expect(news.tell('second', { object: null })).toEqual({ isHeard: true })

    expect(posted).toEqual([{ type: 'settled', id: 'second', object: null }])
    expect(news.of('first')).toEqual({ object: null })
  })

  it('keeps nothing of an end that is shown', () => {
    const news = new TabNews({ post: () => {} })
    news.tell('first', { object: null })

    news.over('first')

    expect(news.of('first')).toBeUndefined()
  })
})
