import type { AddOptions, Upload, Uploader } from '@resumable-upload/core'
import { rememberSource } from '../files/sources.ts'
import { letOthersRun } from '../commands/let-others-run.ts'

export interface Addition {
  readonly source: File | Blob
  readonly options: AddOptions
  readonly isHeld: boolean
}

/** Files added before the page may draw and answer again. */
const sliceLength = 100

/** Ten thousand files never hold the page up: rows appear a slice at a time. */
export async function addInSlices(
  uploader: Uploader,
  additions: readonly Addition[],
): Promise<readonly Upload[]> {
  const uploads: Upload[] = []
  for (let start = 0; start < additions.length; start += sliceLength) {
    if (start > 0) await letOthersRun()
    uploads.push(...addSlice(uploader, additions.slice(start, start + sliceLength)))
  }
  return uploads
}

function addSlice(uploader: Uploader, slice: readonly Addition[]): readonly Upload[] {
  const sources = slice.map(({ source }) => source)
  const uploads = uploader.addAll(sources, (_, index) => slice[index]?.options ?? {})
  for (const [index, upload] of uploads.entries()) {
    const { source, isHeld } = slice[index] ?? {}
    rememberSource(upload, source)
    if (isHeld) upload.pause()
  }
  return uploads
}
