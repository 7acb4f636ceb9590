import { useCallback, useEffect, useRef } from 'react'
import {
  loadAhead,
  loadOnce,
  UploadError,
  type Upload,
  type Uploader,
} from '@resumable-upload/core'
import type { PickedFile } from '../files/picked-file.ts'
import { loadReader, readDrop } from '../files/read-drop.ts'
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
    // So that they are at hand when somebody chooses a file; if this fails, that tries again.
    loadAhead(loadAddBatch)
    loadAhead(loadReader)
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
      void readDrop(transfer).then(({ files, emptyFolders, unreadable }) => {
        latest.current.reject([
          ...emptyFolders.map((name) => ({ name, reason: 'empty-folder' as const })),
          ...unreadable.map((name) => ({ name, reason: 'file-unreadable' as const })),
        ])
        return add(files)
      }, refuse)
    },
    // oxlint-disable-next-line react/exhaustive-deps -- `refuse` reads the latest options.
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
      refuse(thrown)
      return []
    }
  }

  /** A script could not be loaded; or what the application was asked, or told of a file, threw. */
  function refuse(thrown: unknown): void {
    latest.current.reject([{ name: '', reason: UploadError.from(thrown).code }])
  }
}

/** Nobody chooses a file before the page is drawn: it is not loaded before that either. */
const loadAddBatch = loadOnce(() => import('./add-batch.ts'))
