import { useEffect, useState, type ReactElement } from 'react'
import { collectNews, milestonesOf } from '../announce/collect-news.ts'
import { useWords } from '../locale/use-words.ts'
import { useRoot } from './root-context.ts'

/** Milliseconds in which news are gathered: a screen reader drops what comes faster. */
const batchTime = 800

/** Tells those who cannot see the list what happened, a few words for many uploads. */
export function UploadAnnouncer(): ReactElement {
  const { snapshots } = useRoot()
  const locale = useWords()
  const [news, setNews] = useState({ count: 0, text: '' })

  useEffect(() => {
    let known = milestonesOf(snapshots.getSnapshot())
    let timer: ReturnType<typeof setTimeout> | undefined

    function tell(): void {
      timer = undefined
      const now = snapshots.getSnapshot()
      const text = collectNews(known, now, locale)
      known = milestonesOf(now)
      if (text) setNews((before) => ({ count: before.count + 1, text }))
    }

    const stop = snapshots.subscribe(() => {
      timer ??= setTimeout(tell, batchTime)
    })
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [snapshots, locale])

  return (
    <div className="ru-announcer" role="status" aria-live="polite">
      {/* A new element each time: the same words twice in a row are news twice. */}
      {news.text && <p key={news.count}>{news.text}</p>}
    </div>
  )
}
