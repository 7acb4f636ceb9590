import { isSettled, type Upload, type UploadSnapshot, type Uploader } from '@resumable-upload/core'
import { onwardOf } from '../items/allowed-actions.ts'
import { inGroup } from '../items/in-group.ts'
import { toUploadItem, type UploadItem } from '../items/upload-item.ts'
import { letOthersRun } from './let-others-run.ts'

/** Commands for one upload by its id, or for all of the group that they apply to. */
export interface GroupCommands {
  /** What `autoUpload={false}` or `beforeUpload` held back. */
  readonly start: (id?: string) => void
  readonly pause: (id?: string) => void
  /** Call it inside a click: the browser may ask for files that it can open again. */
  readonly resume: (id?: string) => void
  readonly retry: (id?: string) => void
  readonly cancel: (id?: string) => Promise<void>
  /** Takes what is done or canceled off the list. */
  readonly clear: () => void
  readonly getItems: () => readonly UploadItem[]
}

export type GroupCommand = Exclude<keyof GroupCommands, 'getItems'>

/** Whether a command would do something to an upload. */
export function applies(command: GroupCommand, snapshot: UploadSnapshot): boolean {
  const isOver = isSettled(snapshot.status)
  if (command === 'clear') return isOver
  if (command === 'cancel') return !isOver && snapshot.status !== 'finishing'
  return onwardOf(snapshot) === command
}

/** `attempt` hears what could not be done, with the name of the file. */
export function createGroupCommands(
  uploader: Uploader,
  group: string | undefined,
  attempt: (name: string, command: () => unknown) => void,
): GroupCommands {
  const goOn = (upload: Upload): void => upload.resume()
  return {
    start: (id) => runFor('start', goOn, id),
    pause: (id) => runFor('pause', (upload) => upload.pause(), id),
    resume: (id) => runFor('resume', goOn, id),
    retry: (id) => runFor('retry', goOn, id),
    async cancel(id) {
      await Promise.all(meant('cancel', id).map((upload) => upload.cancel()))
    },
    clear: () => runFor('clear', ({ id }) => uploader.remove(id)),
    getItems: () => listed().map((upload) => toUploadItem(upload.getSnapshot())),
  }

  function listed(): readonly Upload[] {
    return uploader.getSnapshot().filter((upload) => inGroup(group, upload.getSnapshot()))
  }

  function meant(command: GroupCommand, id: string | undefined): readonly Upload[] {
    const uploads = id === undefined ? listed() : [uploader.get(id) ?? []].flat()
    return uploads.filter((upload) => applies(command, upload.getSnapshot()))
  }

  function runFor(command: GroupCommand, run: (upload: Upload) => unknown, id?: string): void {
    const uploads = meant(command, id)
    // From the end: pausing the first one first would let the next one in line begin.
    void inSlices(command === 'pause' ? uploads.toReversed() : uploads, (upload) =>
      attempt(upload.getSnapshot().file.name, () => run(upload)),
    )
  }
}

/** How many uploads are told something before the page may draw and answer again. */
const sliceLength = 250

async function inSlices(uploads: readonly Upload[], run: (upload: Upload) => void): Promise<void> {
  for (const [index, upload] of uploads.entries()) {
    if (index > 0 && index % sliceLength === 0) await letOthersRun()
    run(upload)
  }
}
