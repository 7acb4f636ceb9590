import type { Upload, Uploader } from '@resumable-upload/core'
import type { SelectionProps } from '../components/props/selection-props.ts'
import type { TransferProps } from '../components/props/transfer-props.ts'
import { inTurns } from './in-turns.ts'
import { rememberSource } from '../files/sources.ts'
import { addOptionsOf } from './add-options.ts'
import type { NamedFile } from './duplicates.ts'

type AddProps = TransferProps & Pick<SelectionProps, 'autoUpload'>

/** So many rows fill what is in sight. */
const firstRows = 20

/** Ten thousand files never hold the page up: the first rows are there at once, the others by and by. */
export async function addInSlices(
  uploader: Uploader,
  files: readonly NamedFile[],
  props: AddProps,
): Promise<readonly Upload[]> {
  const uploads: Upload[] = []
  const add = (slice: Iterable<NamedFile>) => uploads.push(...addSlice(uploader, slice, props))
  await inTurns(files, add, firstRows)
  return uploads
}

function addSlice(
  uploader: Uploader,
  slice: Iterable<NamedFile>,
  props: AddProps,
): readonly Upload[] {
  const { autoUpload = true } = props
  const added: NamedFile[] = []
  function* sources(): Iterable<File | Blob> {
    for (const file of slice) {
      added.push(file)
      yield file.source
    }
  }
  const uploads = uploader.addAll(sources(), (_, index) => {
    const file = added[index]
    return file ? addOptionsOf(file, props) : {}
  })
  for (const [index, upload] of uploads.entries()) {
    const { source, isHeld = false } = added[index] ?? {}
    rememberSource(upload, source)
    if (isHeld || !autoUpload) upload.pause()
  }
  return uploads
}
