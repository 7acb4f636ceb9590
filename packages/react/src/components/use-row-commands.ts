import { useMemo } from 'react'
import type { Upload } from '@resumable-upload/core'
import { exitOf, onwardOf } from '../items/allowed-actions.ts'
import { focusNeighbour } from './focus-neighbour.ts'
import { useRoot } from './root-context.ts'

export interface RowCommands {
  /** The one way on that its state allows. */
  readonly go: () => void
  /** Cancels it or takes it off the list, if the application agrees; the focus goes to a neighbour. */
  readonly leave: (row: Element | null) => void
}

export function useRowCommands(upload: Upload): RowCommands {
  const { uploader, attempt, events } = useRoot()
  return useMemo(() => {
    const nameOf = () => upload.getSnapshot().file.name
    return {
      go: () =>
        attempt(nameOf(), () =>
          onwardOf(upload.getSnapshot()) === 'pause' ? upload.pause() : upload.resume(),
        ),
      leave: (row) =>
        attempt(nameOf(), async () => {
          const answer = events.mayRemove(upload)
          // Not awaited without need: the focus has to move before the row goes.
          if (!(answer === true || (await answer))) return
          const exit = exitOf(upload.getSnapshot())
          if (exit === 'cancel') await upload.cancel()
          if (exit !== 'remove') return
          if (row?.contains(document.activeElement)) focusNeighbour(row)
          uploader.remove(upload.id)
        }),
    }
  }, [upload, uploader, attempt, events])
}
