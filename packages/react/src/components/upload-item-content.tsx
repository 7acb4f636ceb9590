import type { ReactElement } from 'react'
import { remedyFor, type Upload, type UploadSnapshot } from '@resumable-upload/core'
import { needsFile } from '../files/needs-file.ts'
import { toUploadItem } from '../items/upload-item.ts'
import { usePace } from '../progress/use-pace.ts'
import { FileName } from './file-name.tsx'
import { useRoot } from './root-context.ts'
import { UploadActions } from './upload-actions.tsx'
import { UploadProgress } from './upload-progress.tsx'
import { UploadStatusLine } from './upload-status-line.tsx'
import { UploadThumbnail } from './upload-thumbnail.tsx'
import { useLaterParts } from './use-later-parts.ts'

export interface UploadItemContentProps {
  readonly upload: Upload
  readonly snapshot: UploadSnapshot
}

/** What a row shows: the file, how far it is, one sentence, and what can be done. */
export function UploadItemContent({ upload, snapshot }: UploadItemContentProps): ReactElement {
  const { format, locale, events, showUploadList } = useRoot()
  const { showParts = true, extra } = typeof showUploadList === 'object' ? showUploadList : {}
  const pace = usePace(snapshot)
  const { FailureDetails, FileRequest, PartStrip } = useLaterParts() ?? {}
  const { file, status, begunElsewhereAt } = snapshot
  const isUnderWay = hasProgress(snapshot)
  const name = <FileName file={file} />

  return (
    <>
      <UploadThumbnail upload={upload} file={file} />
      <div className="ru-item-body">
        <div className="ru-item-head">
          {status === 'done' && events.canPreview ? (
            <button
              type="button"
              className="ru-name-button"
              aria-label={locale.actions.preview(file.name)}
              onClick={() => events.preview(upload)}
            >
              {name}
            </button>
          ) : (
            name
          )}
          {begunElsewhereAt === null && (
            <span className="ru-item-size">{format.bytes(file.size)}</span>
          )}
        </div>
        {isUnderWay && <UploadProgress snapshot={snapshot} pace={pace} />}
        {PartStrip && isUnderWay && showParts && snapshot.partCount > 1 && (
          <PartStrip upload={upload} />
        )}
        <UploadStatusLine snapshot={snapshot} pace={pace} />
        {FileRequest && asksForFile(snapshot) && (
          <FileRequest upload={upload} snapshot={snapshot} />
        )}
        {FailureDetails && status === 'failed' && (
          <FailureDetails file={file} failure={snapshot.error} />
        )}
        {extra?.(toUploadItem(snapshot))}
      </div>
      <UploadActions upload={upload} snapshot={snapshot} />
    </>
  )
}

function hasProgress({ status, begunElsewhereAt }: UploadSnapshot): boolean {
  return begunElsewhereAt === null && status !== 'done' && status !== 'canceled'
}

function asksForFile(snapshot: UploadSnapshot): boolean {
  if (snapshot.status === 'failed') return remedyFor(snapshot.error.code) === 'ask'
  return needsFile(snapshot)
}
