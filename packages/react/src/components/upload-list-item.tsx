import { memo, useRef, type NamedExoticComponent } from 'react'
import { remedyFor, type Upload, type UploadSnapshot } from '@resumable-upload/core'
import { fileKindOf } from '../files/file-kind.ts'
import { needsFile } from '../files/needs-file.ts'
import { useUpload } from '../hooks/use-upload.ts'
import { usePace } from '../progress/use-pace.ts'
import { FailureDetails } from './failure-details.tsx'
import { FileName } from './file-name.tsx'
import { FileRequest } from './file-request.tsx'
import { Icon } from './icon.tsx'
import { useRoot } from './root-context.ts'
import { UploadActions } from './upload-actions.tsx'
import { UploadProgress } from './upload-progress.tsx'
import { UploadStatusLine } from './upload-status-line.tsx'
import { useKeptFocus } from './use-kept-focus.ts'

export interface UploadListItemProps {
  readonly upload: Upload
}

/** One row. It alone renders when its upload changes. */
export const UploadListItem: NamedExoticComponent<UploadListItemProps> = memo(
  function UploadListItem({ upload }: UploadListItemProps) {
    const { format } = useRoot()
    const row = useRef<HTMLLIElement>(null)
    const keptFocus = useKeptFocus(row)
    const snapshot = useUpload(upload)
    const pace = usePace(snapshot)
    const { file, status, begunElsewhereAt } = snapshot

    return (
      <li
        {...keptFocus}
        ref={row}
        className="ru-item"
        tabIndex={-1}
        data-status={status}
        data-waiting-for={snapshot.waitingFor ?? undefined}
      >
        <span className="ru-item-icon">
          <Icon name={fileKindOf(file)} />
        </span>
        <div className="ru-item-body">
          <div className="ru-item-head">
            <FileName file={file} />
            {begunElsewhereAt === null && (
              <span className="ru-item-size">{format.bytes(file.size)}</span>
            )}
          </div>
          {hasProgress(snapshot) && <UploadProgress snapshot={snapshot} pace={pace} />}
          <UploadStatusLine snapshot={snapshot} pace={pace} />
          {asksForFile(snapshot) && <FileRequest upload={upload} snapshot={snapshot} />}
          {status === 'failed' && <FailureDetails file={file} failure={snapshot.error} />}
        </div>
        <UploadActions upload={upload} snapshot={snapshot} />
      </li>
    )
  },
)

function hasProgress({ status, begunElsewhereAt }: UploadSnapshot): boolean {
  return begunElsewhereAt === null && status !== 'done' && status !== 'canceled'
}

function asksForFile(snapshot: UploadSnapshot): boolean {
  if (snapshot.status === 'failed') return remedyFor(snapshot.error.code) === 'ask'
  return needsFile(snapshot)
}
