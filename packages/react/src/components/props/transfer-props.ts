import type { AddOptions } from '@resumable-upload/core'

/** Where the files go. Destination and engine are options of the uploader, not props. */
export interface TransferProps {
  /** Shows and adds the uploads of this group alone. @default all are shown, added to no group */
  readonly group?: string
  /** The object's key. @default the storage decides */
  readonly objectKey?: string | ((file: File) => string)
  /** The application's own data, handed to the uploader's `confirm`. */
  readonly metadata?: AddOptions['metadata'] | ((file: File) => AddOptions['metadata'])
  /** Headers of the object. */
  readonly headers?: AddOptions['headers']
  /** Higher goes first. @default 0 */
  readonly priority?: number | ((file: File) => number)
  /**
   * What earlier visits left: `auto` lists it, and what needs nobody goes on; `prompt` lists it and
   * waits for a click; `manual` leaves it to `uploader.restore()`. The first component on a page to
   * ask decides for its uploader. @default 'auto'
   */
  readonly restore?: 'auto' | 'prompt' | 'manual'
}
