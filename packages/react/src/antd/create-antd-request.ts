import {
  progressOf,
  UploadError,
  type AddOptions,
  type StoredObject,
  type Upload,
  type Uploader,
} from '@resumable-upload/core'
import type { UploadLocale } from '../locale/upload-locale.ts'

/** What antd 5 and 6 hand to a `customRequest`, as far as it is needed here. */
export interface AntdRequestOptions {
  readonly file: File | Blob | string
  readonly onProgress?: (event: { readonly percent: number }) => void
  readonly onSuccess?: (body: StoredObject) => void
  readonly onError?: (error: UploadError, body?: string) => void
}

export interface AntdRequestSettings {
  /** Group, key, metadata and headers of the file that is sent. @default none */
  readonly addOptions?: (file: File | Blob) => AddOptions
  /** Says why a file failed in the words of this language. @default the error's English message */
  readonly locale?: UploadLocale
}

/** A `customRequest` for antd's `<Upload>`. */
export interface AntdRequest {
  (options: AntdRequestOptions): { abort(): void }
  /**
   * For the prop of this name: a file that somebody removes from the list is canceled for good.
   * Without it its upload is paused and its parts stay, since antd aborts alike when a file is
   * removed and when the page is left.
   */
  readonly onRemove: (file: { readonly uid: string }) => void
}

/** One row of an antd list that is told of its upload. */
interface Row {
  readonly upload: Upload
  /** Tells it nothing more; returns whether it was told until now. */
  readonly leave: () => boolean
}

/**
 * Lets an existing `<Upload>` send with `uploader`: a file that was interrupted, here or at an
 * earlier visit, continues where it stopped once it is chosen again. Its row shows the progress;
 * `file.response` is the stored object.
 */
export function createAntdRequest(
  uploader: Uploader,
  { addOptions, locale }: AntdRequestSettings = {},
): AntdRequest {
  const told = new Set<Row>()
  const rows = new Map<string, Row>()

  function request(options: AntdRequestOptions): { abort(): void } {
    const file = typeof options.file === 'string' ? new Blob([options.file]) : options.file
    const upload = uploader.add(file, addOptions?.(file))
    const stop = reportProgress(upload, options)
    const row: Row = {
      upload,
      leave() {
        stop()
        return told.delete(row)
      },
    }
    told.add(row)
    const uid = uidOf(file)
    if (uid) rows.set(uid, row)

    upload.settled().then(
      (object) => row.leave() && options.onSuccess?.(object),
      (thrown: unknown) => {
        const error = UploadError.from(thrown)
        if (row.leave()) options.onError?.(error, locale?.errors[error.code])
      },
    )
    return {
      abort() {
        if (row.leave() && isUnseen(upload)) upload.pause()
      },
    }
  }

  function onRemove({ uid }: { readonly uid: string }): void {
    const row = rows.get(uid)
    if (!row) return
    rows.delete(uid)
    // First: antd takes the row away a moment later, and it must not turn red before.
    row.leave()
    if (isUnseen(row.upload)) void row.upload.cancel()
  }

  /** The same file chosen twice is two rows of one upload. */
  function isUnseen(upload: Upload): boolean {
    return Array.from(told).every((row) => row.upload !== upload)
  }

  return Object.assign(request, { onRemove })
}

/** Returns what ends the reports. */
function reportProgress(upload: Upload, { onProgress }: AntdRequestOptions): () => void {
  let reported = -1
  function report(): void {
    const percent = Math.floor(progressOf(upload.getSnapshot()) * 100)
    if (percent === reported) return
    reported = percent
    onProgress?.({ percent })
  }
  return upload.subscribe(report)
}

/** antd marks its files with the id of their row. */
function uidOf(file: File | Blob): string | null {
  return 'uid' in file && typeof file.uid === 'string' ? file.uid : null
}
