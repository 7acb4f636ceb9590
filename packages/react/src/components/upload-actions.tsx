import type { MouseEvent, ReactElement } from 'react'
import type { Upload, UploadSnapshot } from '@resumable-upload/core'
import { exitOf, onwardOf } from '../items/allowed-actions.ts'
import { useValueContext } from '../value/value-context.ts'
import { IconButton } from './icon-button.tsx'
import { lookOf, useRoot } from './root-context.ts'
import { useRowCommands } from './use-row-commands.ts'

export interface UploadActionsProps {
  readonly upload: Upload
  readonly snapshot: UploadSnapshot
}

/** What the machine allows now: at most one way on and one way out, always in the same two places. */
export function UploadActions({ upload, snapshot }: UploadActionsProps): ReactElement {
  const root = useRoot()
  const { locale, events, showUploadList } = root
  const shown = typeof showUploadList === 'object' ? showUploadList : {}
  const { showPauseIcon = true, showRemoveIcon = true, showDownloadIcon = true } = shown
  const { isReadOnly } = useValueContext()
  const { go, leave } = useRowCommands(upload)
  const { name } = snapshot.file
  const { actions } = locale
  const onward = onwardOf(snapshot)
  const exit = exitOf(snapshot)

  function leaveRow(event: MouseEvent<HTMLElement>): void {
    leave(event.currentTarget.closest('li'))
  }

  return (
    <div {...lookOf(root, 'actions', 'ru-actions')}>
      {snapshot.status === 'done' && events.canDownload && showDownloadIcon && (
        <IconButton
          icon="download"
          label={actions.download(name)}
          onClick={() => events.download(upload)}
        />
      )}
      {onward && showPauseIcon && (
        <IconButton icon={onward} label={actions[onward](name)} onClick={go} />
      )}
      {exit && showRemoveIcon && !isReadOnly && (
        <IconButton
          icon={exit === 'cancel' ? 'close' : 'remove'}
          label={actions[exit](name)}
          onClick={leaveRow}
        />
      )}
    </div>
  )
}
