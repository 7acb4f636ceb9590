import {
  memo,
  useCallback,
  useRef,
  type CSSProperties,
  type MemoExoticComponent,
  type ReactElement,
} from 'react'
import type { Upload } from '@resumable-upload/core'
import { useUpload } from '../hooks/use-upload.ts'
import { toUploadItem } from '../items/upload-item.ts'
import { itemsOf } from '../items/items-of.ts'
import { UploadItemContent } from './upload-item-content.tsx'
import { lookOf, useRoot } from './root-context.ts'
import { useItemActions } from './use-item-actions.ts'
import { useKeptFocus } from './use-kept-focus.ts'

export interface UploadListItemProps {
  readonly upload: Upload
  /** Where it lies in a list that shows only what is in sight. */
  readonly place?: RowPlace | undefined
}

export interface RowPlace {
  readonly index: number
  readonly count: number
  /** Pixels from the begin of the list. */
  readonly start: number
  readonly lane: number
  readonly lanes: number
  readonly measure: (row: HTMLElement | null) => void
}

/** One row. It alone renders when its upload changes. */
export const UploadListItem: MemoExoticComponent<(props: UploadListItemProps) => ReactElement> =
  memo(
    function UploadListItem({ upload, place }: UploadListItemProps) {
      const measure = place?.measure
      const root = useRoot()
      const { itemRender, snapshots } = root
      const row = useRef<HTMLLIElement>(null)
      const keptFocus = useKeptFocus(row)
      const snapshot = useUpload(upload)
      const actions = useItemActions(upload, row)
      const look = lookOf(root, 'item', 'ru-item')
      const setRow = useCallback(
        (element: HTMLLIElement | null) => {
          row.current = element
          measure?.(element)
        },
        [measure],
      )

      const origin = <UploadItemContent upload={upload} snapshot={snapshot} />
      return (
        <li
          {...keptFocus}
          ref={setRow}
          className={look.className}
          style={place ? { ...look.style, ...styleOf(place) } : look.style}
          tabIndex={-1}
          data-status={snapshot.status}
          data-waiting-for={snapshot.waitingFor ?? undefined}
          data-owner={snapshot.owner}
          {...(place && {
            'data-index': place.index,
            'aria-posinset': place.index + 1,
            'aria-setsize': place.count,
          })}
        >
          {itemRender
            ? itemRender(origin, toUploadItem(snapshot), itemsOf(snapshots.getSnapshot()), actions)
            : origin}
        </li>
      )
    },
    (before, after) => before.upload === after.upload && isSamePlace(before.place, after.place),
  )

/** Every scroll makes new places; most say the same. */
function isSamePlace(one: RowPlace | undefined, other: RowPlace | undefined): boolean {
  if (!one || !other) return one === other
  return (
    one.index === other.index &&
    one.count === other.count &&
    one.start === other.start &&
    one.lane === other.lane &&
    one.lanes === other.lanes &&
    one.measure === other.measure
  )
}

function styleOf({ start, lane, lanes }: RowPlace): CSSProperties {
  return {
    transform: `translateY(${start}px)`,
    insetInlineStart: `${(lane * 100) / lanes}%`,
    inlineSize: `${100 / lanes}%`,
  }
}
