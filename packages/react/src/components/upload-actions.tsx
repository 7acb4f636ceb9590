import type { MouseEvent, ReactElement } from 'react'
import type { Upload, UploadSnapshot } from '@resumable-upload/core'
import { exitOf, onwardOf } from './allowed-actions.ts'
import { focusNeighbour } from './focus-neighbour.ts'
import { IconButton } from './icon-button.tsx'
import { useRoot } from './root-context.ts'

export interface UploadActionsProps {
  readonly upload: Upload
  readonly snapshot: UploadSnapshot
}

/** What the machine allows now: at most one way on and one way out, always in the same two places. */
export function UploadActions({ upload, snapshot }: UploadActionsProps): ReactElement {
  const { uploader, locale, attempt } = useRoot()
  const { name } = snapshot.file
  const onward = onwardOf(snapshot)
  const exit = exitOf(snapshot)

  function go(): void {
    attempt(name, () => (onward === 'pause' ? upload.pause() : upload.resume()))
  }

  function leave(event: MouseEvent<HTMLButtonElement>): void {
    if (exit === 'cancel') return attempt(name, () => upload.cancel())
    focusNeighbour(event.currentTarget.closest('li'))
    attempt(name, () => uploader.remove(upload.id))
  }

  return (
    <div className="ru-actions">
      {onward && <IconButton icon={onward} label={say(onward)} onClick={go} />}
      {exit && (
        <IconButton
          icon={exit === 'cancel' ? 'close' : 'remove'}
          label={say(exit)}
          onClick={leave}
        />
      )}
    </div>
  )

  function say(action: 'pause' | 'resume' | 'retry' | 'cancel' | 'remove'): string {
    return locale.actions[action](name)
  }
}
