import { useCallback, useEffect, useRef } from 'react'
import { UploadError, type Upload, type Uploader } from '@resumable-upload/core'
import type { PickedFile } from '../files/picked-file.ts'
import { readDrop } from '../files/read-drop.ts'
import { useLatest } from '../hooks/use-latest.ts'
import type { AddProps } from './add-batch.ts'
import type { Rejection } from './rejection.ts'

export interface AddFilesOptions extends AddProps {
  readonly uploader: Uploader
  readonly reject: (rejections: readonly Rejection[]) => void
}

export interface AddFiles {
  /** Adds what can be added, and says of the rest why not. Resolves with what is listed now. */
  readonly add: (files: readonly PickedFile[]) => Promise<readonly Upload[]>
  /** Adds what was dropped or pasted. Call it inside the event. */
  readonly receive: (transfer: DataTransfer) => void
}

/** The ways in: picker, drop and paste come together here. */
export function useAddFiles(options: AddFilesOptions): AddFiles {
  const latest = useLatest(options)
  const last = useRef<Promise<unknown>>(Promise.resolve())

  useEffect(() => {
    // So that it is at hand when somebody chooses a file; if this fails, that tries again.
    loadAddBatch().catch(() => {})
  }, [])

  const add = useCallback(
    (files: readonly PickedFile[]) => {
      // One batch after the other: each counts what the one before has added.
      const batch = last.current.then(() => addNow(files))
      last.current = batch
      return batch
    },
    // oxlint-disable-next-line react/exhaustive-deps -- `addNow` reads the latest options.
    [],
  )

  const receive = useCallback(
    (transfer: DataTransfer) => {
      void readDrop(transfer).then(async ({ files, emptyFolders, unreadable }) => {
        const { reject } = latest.current
        reject([
          ...emptyFolders.map((name) => ({ name, reason: 'empty-folder' as const })),
          ...unreadable.map((name) => ({ name, reason: 'file-unreadable' as const })),
        ])
        await add(files)
      })
    },
    [add, latest],
  )

  return { add, receive }

  async function addNow(files: readonly PickedFile[]): Promise<readonly Upload[]> {
    const { uploader, reject, ...props } = latest.current
    try {
      const { addBatch } = await loadAddBatch()
      const { uploads, rejections } = await addBatch(uploader, files, props)
      reject(rejections)
      return uploads
    } catch (thrown) {
      // What the application was asked, or told of a file, threw.
      reject([{ name: '', reason: UploadError.from(thrown).code }])
      return []
    }
  }
}

/** Nobody chooses a file before the page is drawn: it is not loaded before that either. */
function loadAddBatch(): Promise<typeof import('./add-batch.ts')> {
  return import('./add-batch.ts')
}
