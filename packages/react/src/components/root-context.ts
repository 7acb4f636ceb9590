import { createContext, useContext, type Context } from 'react'
import {
  UploadError,
  type Observable,
  type Uploader,
  type UploadSnapshot,
} from '@resumable-upload/core'
import type { PickedFile } from '../files/picked-file.ts'
import type { Format } from '../locale/format.ts'
import type { UploadLocale } from '../locale/upload-locale.ts'
import type { Rejections } from './use-rejections.ts'

/** What the parts of one `<ResumableUpload>` share. */
export interface Root extends Rejections {
  readonly uploader: Uploader
  readonly group: string | undefined
  readonly accept: string | undefined
  readonly multiple: boolean
  readonly directory: boolean
  readonly disabled: boolean
  readonly locale: UploadLocale
  readonly format: Format
  readonly snapshots: Observable<readonly UploadSnapshot[]>
  /** Adds what can be added, and says of the rest why not. */
  readonly add: (files: readonly PickedFile[]) => void
  /** Adds what was dropped or pasted. Call it inside the event. */
  readonly receive: (transfer: DataTransfer) => void
}

export const RootContext: Context<Root | null> = createContext<Root | null>(null)

export function useRoot(): Root {
  const root = useContext(RootContext)
  if (root) return root
  throw new UploadError('misconfigured', 'Render this part inside <UploadRoot>.')
}
