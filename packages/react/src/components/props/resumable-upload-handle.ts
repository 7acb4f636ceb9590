import type { GroupCommands } from '../../commands/group-commands.ts'
import type { UploadItem } from '../../items/upload-item.ts'

/** What a `ref` on `<ResumableUpload>` is given. */
export interface ResumableUploadHandle extends GroupCommands {
  /** Opens the picker; call it inside a click. */
  readonly open: () => void
  /** Adds what the rules allow. Resolves with what is listed of it now. */
  readonly add: (files: Iterable<File>) => Promise<readonly UploadItem[]>
  readonly nativeElement: HTMLElement | null
}
