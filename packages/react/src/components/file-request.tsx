import type { ReactElement } from 'react'
import type { Upload, UploadSnapshot } from '@resumable-upload/core'
import type { PickedFile } from '../files/picked-file.ts'
import { describeRequest } from '../locale/describe-request.ts'
import { useWords } from '../locale/use-words.ts'
import { FileButton } from './file-button.tsx'
import { useRoot } from './root-context.ts'

export interface FileRequestProps {
  readonly upload: Upload
  readonly snapshot: UploadSnapshot
}

/** "Choose report.zip again", and where the file itself is the trouble, "start over". */
export function FileRequest({ upload, snapshot }: FileRequestProps): ReactElement {
  const { uploader, format, accept, add, attempt } = useRoot()
  const locale = useWords()
  const { actions } = locale
  const { name } = snapshot.file

  function resume(files: readonly PickedFile[]): void {
    for (const { file, handle } of files.slice(0, 1))
      attempt(file.name, () => upload.resume(file, handle && { handle }))
  }

  function startOver(files: readonly PickedFile[]): void {
    attempt(name, () => {
      // In this order: while the old upload is on the list, the same file again means that one.
      uploader.remove(upload.id)
      void add(files)
    })
  }

  return (
    <div className="ru-request">
      <FileButton
        kind="plain"
        accept={accept}
        aria-label={describeRequest([snapshot], locale, format)}
        onPick={resume}
      >
        {actions.chooseAgain(name)}
      </FileButton>
      {snapshot.status === 'failed' && (
        <FileButton kind="plain" accept={accept} onPick={startOver}>
          {actions.startOver(name)}
        </FileButton>
      )}
    </div>
  )
}
