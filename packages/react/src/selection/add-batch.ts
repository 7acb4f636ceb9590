import { isSettled, type Upload, type Uploader } from '@resumable-upload/core'
import type { SelectionProps } from '../components/props/selection-props.ts'
import type { TransferProps } from '../components/props/transfer-props.ts'
import type { PickedFile } from '../files/picked-file.ts'
import { inGroup } from '../items/in-group.ts'
import { addInSlices } from './add-in-slices.ts'
import { admitFiles } from './admit-files.ts'
import { sortDuplicates } from './duplicates.ts'
import type { Rejection } from './rejection.ts'

export type AddProps = Omit<SelectionProps, 'onReject' | 'onExceed'> & TransferProps

export interface Batch {
  readonly uploads: readonly Upload[]
  readonly rejections: readonly Rejection[]
}

/** Adds of these files what the rules allow. Batches of one component must not overlap. */
export async function addBatch(
  uploader: Uploader,
  files: readonly PickedFile[],
  props: AddProps,
): Promise<Batch> {
  const { group, duplicate = 'resume', maxCount } = props
  const present = uploader.getSnapshot().filter((upload) => counts(upload, group))
  const admission = await admitFiles(files, props, {
    files: present.length,
    bytes: present.reduce((sum, upload) => sum + upload.getSnapshot().file.size, 0),
  })
  const sorted = sortDuplicates(admission.admitted, present, duplicate)

  const isExchange = maxCount === 1 && sorted.files.length > 0
  for (const upload of isExchange ? present : sorted.replaced) await leave(uploader, upload)
  const uploads = await addInSlices(uploader, sorted.files, props)
  return { uploads, rejections: [...admission.rejections, ...sorted.rejections] }
}

function counts(upload: Upload, group: string | undefined): boolean {
  const snapshot = upload.getSnapshot()
  return snapshot.status !== 'canceled' && inGroup(group, snapshot)
}

async function leave(uploader: Uploader, upload: Upload): Promise<void> {
  const { status } = upload.getSnapshot()
  if (!isSettled(status)) await upload.cancel()
  uploader.remove(upload.id)
}
