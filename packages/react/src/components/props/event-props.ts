import type { DragEvent } from 'react'
import type { UploadItem } from '../../items/upload-item.ts'

/** What happens to the uploads that this component shows, and what people do with them. */
export interface EventProps {
  readonly onStart?: (item: UploadItem) => void
  readonly onSuccess?: (item: UploadItem) => void
  /** `item.error` says why. */
  readonly onError?: (item: UploadItem) => void
  readonly onPause?: (item: UploadItem) => void
  readonly onResume?: (item: UploadItem) => void
  readonly onRetry?: (item: UploadItem) => void
  /** Before a person cancels or removes it; it stays if this returns, or resolves to, `false`. */
  readonly onRemove?: (item: UploadItem) => RemoveAnswer | Promise<RemoveAnswer>
  /** Makes the names of finished files buttons. */
  readonly onPreview?: (item: UploadItem) => void
  /** Adds a button to finished files. */
  readonly onDownload?: (item: UploadItem) => void
  readonly onDrop?: (event: DragEvent | globalThis.DragEvent) => void
  /** What earlier visits left unfinished, once it is listed. */
  readonly onRestore?: (items: readonly UploadItem[]) => void
}

// oxlint-disable-next-line typescript/no-invalid-void-type -- A callback that returns nothing is one.
export type RemoveAnswer = boolean | void
