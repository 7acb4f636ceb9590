import type { Upload } from '@resumable-upload/core'

const sources = new WeakMap<Upload, Blob>()

/** Keeps what was added at hand for as long as its upload is listed, for thumbnails. */
export function rememberSource(upload: Upload, source: Blob | undefined): void {
  if (source) sources.set(upload, source)
}

/** `undefined` for what an earlier visit left, or another way than ours added. */
export function sourceOf(upload: Upload): Blob | undefined {
  return sources.get(upload)
}
