/** Answer of `beforeUpload` that drops the file without a word. antd's own works as well. */
export const LIST_IGNORE = '__LIST_IGNORE__'

/**
 * antd's contract, called once for each file with all files of the batch. `false`, or a rejected
 * promise: listed but not started. `LIST_IGNORE`: not even listed. A `File` or `Blob` is uploaded in
 * its place.
 */
export type BeforeUpload = (
  file: File,
  batch: readonly File[],
) => BeforeUploadAnswer | Promise<BeforeUploadAnswer>

// oxlint-disable-next-line typescript/no-invalid-void-type -- A callback that returns nothing is one.
export type BeforeUploadAnswer = boolean | string | File | Blob | void

export interface Verdict {
  /** What is to be uploaded; `null` when nothing is. */
  readonly source: File | Blob | null
  readonly isHeld: boolean
}

export async function askBeforeUpload(
  file: File,
  batch: readonly File[],
  beforeUpload: BeforeUpload,
): Promise<Verdict> {
  try {
    const answer = await beforeUpload(file, batch)
    if (typeof answer === 'string' && answer.startsWith(ignored))
      return { source: null, isHeld: false }
    return { source: answer instanceof Blob ? answer : file, isHeld: answer === false }
  } catch {
    return { source: file, isHeld: true }
  }
}

/** antd appends a time stamp to it. */
const ignored = '__LIST_IGNORE_'
