import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual'
import { useCallback, useEffect, useRef, useState, type ReactElement, type RefObject } from 'react'
import type { Upload } from '@resumable-upload/core'
import { lookOf, useRoot } from './root-context.ts'
import { UploadListItem } from './upload-list-item.tsx'

/** Pixels, until a row is measured. */
const estimates = { text: 72, picture: 88, 'picture-card': 212, table: 52 } as const

/** A card is at least this wide, in pixels. */
const cardWidth = 176

/** Rows beyond the edges: the Tab key finds the next one there. */
const overscan = 6

/** The rows in sight, in a list that scrolls by itself. The one with the focus is never taken away. */
export function WindowedList({ uploads }: { readonly uploads: readonly Upload[] }): ReactElement {
  const root = useRoot()
  const { locale, listType = 'text' } = root
  const scroller = useRef<HTMLDivElement>(null)
  const width = useWidthOf(scroller)
  const lanes = listType === 'picture-card' ? Math.max(1, Math.floor(width / cardWidth)) : 1
  const focused = useRef(-1)

  const rangeExtractor = useCallback((range: Range) => {
    const indexes = defaultRangeExtractor(range)
    const kept = focused.current
    const isGone = kept < 0 || kept >= range.count || indexes.includes(kept)
    return isGone ? indexes : [...indexes, kept].sort((a, b) => a - b)
  }, [])
  // oxlint-disable-next-line react/incompatible-library -- Its functions are called in this render alone.
  const virtualizer = useVirtualizer({
    count: uploads.length,
    lanes,
    overscan,
    rangeExtractor,
    getScrollElement: () => scroller.current,
    estimateSize: () => estimates[listType],
    getItemKey: (index) => uploads[index]?.id ?? index,
  })
  const { measureElement: measure } = virtualizer

  function keep({ target }: { readonly target: EventTarget }): void {
    const row = target instanceof Element ? target.closest<HTMLElement>('[data-index]') : null
    focused.current = Number(row?.dataset['index'] ?? -1)
  }

  return (
    <div
      ref={scroller}
      className="ru-scroller"
      onFocus={keep}
      onBlur={() => (focused.current = -1)}
    >
      <ul
        {...lookOf(root, 'list', 'ru-list')}
        role="list"
        aria-label={locale.list}
        data-list-type={listType}
        data-windowed
        style={{ blockSize: virtualizer.getTotalSize() }}
      >
        {virtualizer.getVirtualItems().map(({ key, index, start, lane }) => {
          const upload = uploads[index]
          return (
            upload && (
              <UploadListItem
                key={key}
                upload={upload}
                place={{ index, count: uploads.length, start, lane, lanes, measure }}
              />
            )
          )
        })}
      </ul>
    </div>
  )
}

function useWidthOf(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0)
  useEffect(() => {
    if (!element.current) return undefined
    const observer = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? 0))
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [element])
  return width
}
