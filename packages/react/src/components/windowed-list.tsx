import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual'
import {
  useCallback,
  useEffect,
  useRef,
  useState,
  type HTMLAttributes,
  type ReactElement,
  type RefObject,
} from 'react'
import type { Upload } from '@resumable-upload/core'
import type { ListType } from './props/rendering-props.ts'
import type { RowPlace } from './upload-list-item.tsx'

/** Pixels, until a row is measured. */
const estimates = { text: 72, picture: 88, 'picture-card': 212, table: 52 } as const

/** A card is at least this wide, in pixels. */
const cardWidth = 176

/** Rows beyond the edges: the Tab key finds the next one there. */
const overscan = 6

/**
 * What this file needs comes as props and not as imports: a bundler would cut all that it shares with
 * the page into a file of its own.
 */
export interface WindowedListProps {
  readonly uploads: readonly Upload[]
  readonly listType: ListType
  readonly list: HTMLAttributes<HTMLUListElement>
  readonly renderRow: (upload: Upload, place: RowPlace) => ReactElement
}

/** The rows in sight, in a list that scrolls by itself. The one with the focus is never taken away. */
export function WindowedList(props: WindowedListProps): ReactElement {
  const { uploads, listType, list, renderRow } = props
  const scroller = useRef<HTMLDivElement>(null)
  const width = useWidthOf(scroller)
  const lanes = listType === 'picture-card' ? Math.max(1, Math.floor(width / cardWidth)) : 1
  const focused = useRef<string | undefined>(undefined)

  const rangeExtractor = useCallback(
    (range: Range) => {
      const indexes = defaultRangeExtractor(range)
      if (focused.current === undefined) return indexes
      // By its id: where it lies changes with every row that goes.
      const kept = uploads.findIndex(({ id }) => id === focused.current)
      if (kept < 0 || indexes.includes(kept)) return indexes
      return [...indexes, kept].sort((a, b) => a - b)
    },
    [uploads],
  )
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
    focused.current = uploads[Number(row?.dataset['index'] ?? -1)]?.id
  }

  return (
    <div
      ref={scroller}
      className="ru-scroller"
      onFocus={keep}
      onBlur={() => (focused.current = undefined)}
    >
      <ul {...list} data-windowed style={{ ...list.style, blockSize: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start, lane }) => {
          const upload = uploads[index]
          const place = { index, count: uploads.length, start, lane, lanes, measure }
          return upload && renderRow(upload, place)
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
