import type { UploadItem } from '../../items/upload-item.ts'
import type { ItemProgress } from '../../value/track-items.ts'
import type { Trigger } from '../../value/trigger.ts'

export interface ItemsChange {
  /** Of several that were added, started or changed their phase at once, the last. */
  readonly item: UploadItem
  readonly trigger: Trigger
}

/** What the component is in its form. */
export interface ValueProps {
  /**
   * What `onChange` gave, fed back. It may leave items out: they are hidden, and canceled if they
   * were begun in this page. Items that the engine does not know are files stored before.
   * `undefined` after a value is a reset. Nothing stalls if nothing is fed back.
   */
  readonly value?: readonly UploadItem[] | undefined
  /** The same under antd's name; `value` wins. */
  readonly fileList?: readonly UploadItem[] | undefined
  /** Files stored before, where nobody feeds back. */
  readonly defaultValue?: readonly UploadItem[]
  /** Every change of a state, not of a percentage. The items of this group, without canceled ones. */
  readonly onChange?: (items: readonly UploadItem[], change: ItemsChange) => void
  /** At most four times a second for each file. */
  readonly onProgress?: (item: UploadItem, progress: ItemProgress) => void
  /** A native form sends the keys of the stored objects under this name. */
  readonly name?: string
  /** A native form waits for a file. */
  readonly required?: boolean
  /** Nothing can be added or sent; what runs goes on and obeys. @default false */
  readonly disabled?: boolean
  /** Nothing can be added or removed; what is there is sent with the form. @default false */
  readonly readOnly?: boolean
  /** Of the file field, so that a label and an error message find it. */
  readonly id?: string
  readonly 'aria-label'?: string
  readonly 'aria-labelledby'?: string
  readonly 'aria-describedby'?: string
  readonly 'aria-required'?: boolean | 'true' | 'false'
  readonly 'aria-invalid'?: boolean | 'true' | 'false'
}
