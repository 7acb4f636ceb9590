import type { UploadItem } from '../../items/upload-item.ts'
import type { Accept } from '../../selection/accepts-file.ts'
import type { Validate } from '../../selection/admit-files.ts'
import type { BeforeUpload } from '../../selection/before-upload.ts'
import type { Duplicate } from '../../selection/duplicates.ts'
import type { FileError } from '../../selection/rejection.ts'

/** Which files can be added, and how. */
export interface SelectionProps {
  /** As on `<input type="file">`, or groups. Drops and pastes are held to it too. */
  readonly accept?: Accept
  /** @default true */
  readonly multiple?: boolean
  /** The picker chooses folders. They can be dropped either way. @default false */
  readonly directory?: boolean
  /** Takes drops: on its own area, or wherever on the page a file is let go. @default true */
  readonly drag?: boolean | 'anywhere'
  /** Takes what is pasted while the focus is inside. @default true */
  readonly pastable?: boolean
  /** On phones opens the camera instead of the picker. */
  readonly capture?: boolean | 'user' | 'environment'
  /** Files in the list. With 1, a new file takes the place of the one before. */
  readonly maxCount?: number
  /** Bytes of one file. */
  readonly minSize?: number
  /** Bytes of one file. */
  readonly maxSize?: number
  /** Bytes of all files in the list. */
  readonly maxTotalSize?: number
  /** antd's contract: `false` lists without starting, `LIST_IGNORE` drops, a `Blob` replaces. */
  readonly beforeUpload?: BeforeUpload
  /** Says what is wrong with a file, in your own words; `null` when nothing is. */
  readonly validate?: Validate
  readonly onReject?: (rejections: readonly FileRejection[]) => void
  /** More files than `maxCount`: those that found no room, and what is listed. */
  readonly onExceed?: (files: readonly File[], items: readonly UploadItem[]) => void
  /** What to do with a file that is listed already. @default 'resume' */
  readonly duplicate?: Duplicate
  /** `false` lists files without starting them: `start()` of the ref does. @default true */
  readonly autoUpload?: boolean
}

/** What was not taken. Messages are in the language of the component. */
export interface FileRejection {
  /** `null` for a folder that was empty, or an entry that could not be opened. */
  readonly file: File | null
  readonly name: string
  readonly errors: readonly FileError[]
}
