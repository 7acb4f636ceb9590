import { useMemo, type RefObject } from 'react'
import type { Upload } from '@resumable-upload/core'
import type { ItemActions } from './props/rendering-props.ts'
import { useRoot } from './root-context.ts'
import { useRowCommands } from './use-row-commands.ts'

/** What `itemRender` may do with its row. */
export function useItemActions(upload: Upload, row: RefObject<HTMLElement | null>): ItemActions {
  const { commands, events, attempt } = useRoot()
  const { leave } = useRowCommands(upload)
  return useMemo(
    () => ({
      pause: () => commands.pause(upload.id),
      resume: () => {
        commands.start(upload.id)
        commands.resume(upload.id)
      },
      retry: () => commands.retry(upload.id),
      remove: () => leave(row.current),
      reselect: (file) => attempt(file.name, () => upload.resume(file)),
      preview: () => events.preview(upload),
      download: () => events.download(upload),
    }),
    [upload, row, commands, events, attempt, leave],
  )
}
