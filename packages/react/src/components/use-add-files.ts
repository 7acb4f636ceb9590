import { useCallback } from 'react'
import { UploadError, type Uploader } from '@resumable-upload/core'
import { acceptsFile } from '../files/accepts-file.ts'
import type { PickedFile } from '../files/picked-file.ts'
import { readDrop } from '../files/read-drop.ts'
import type { Root } from './root-context.ts'
import type { Rejection } from './use-rejections.ts'

export interface AddFilesOptions {
  readonly uploader: Uploader
  readonly group: string | undefined
  readonly accept: string | undefined
  readonly multiple: boolean
  readonly reject: (rejections: readonly Rejection[]) => void
}

/** The ways in: picker, drop and paste come together here. */
export function useAddFiles(options: AddFilesOptions): Pick<Root, 'add' | 'receive'> {
  const { uploader, group, accept, multiple, reject } = options

  const add = useCallback(
    (files: readonly PickedFile[]) => {
      const rejected: Rejection[] = []
      let added = 0
      for (const picked of files) {
        const { file, relativePath } = picked
        const reason = addOne(picked, added > 0 && !multiple)
        if (reason) rejected.push({ name: relativePath || file.name, reason })
        else added += 1
      }
      reject(rejected)

      function addOne(
        { file, relativePath, handle }: PickedFile,
        isFull: boolean,
      ): Rejection['reason'] | null {
        if (!acceptsFile(file, accept)) return 'type-not-accepted'
        if (isFull) return 'one-file-only'
        try {
          uploader.add(file, {
            ...(group !== undefined && { group }),
            ...(relativePath && { relativePath }),
            ...(handle && { handle }),
          })
          return null
        } catch (thrown) {
          return UploadError.from(thrown).code
        }
      }
    },
    [uploader, group, accept, multiple, reject],
  )

  const receive = useCallback(
    (transfer: DataTransfer) => {
      void readDrop(transfer).then(({ files, emptyFolders, unreadable }) => {
        add(files)
        reject(emptyFolders.map((name) => ({ name, reason: 'empty-folder' as const })))
        reject(unreadable.map((name) => ({ name, reason: 'file-unreadable' as const })))
      })
    },
    [add, reject],
  )

  return { add, receive }
}
