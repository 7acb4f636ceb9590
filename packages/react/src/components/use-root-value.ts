import { useCallback, useMemo, useRef } from 'react'
import type { Upload } from '@resumable-upload/core'
import { createGroupCommands } from '../commands/group-commands.ts'
import { useLatest } from '../hooks/use-latest.ts'
import { useStable } from '../hooks/use-stable.ts'
import { useUploader } from '../hooks/use-uploader.ts'
import { toUploadItem } from '../items/upload-item.ts'
import { createFormat } from '../locale/format.ts'
import { useLocale } from '../locale/use-locale.ts'
import { observeSnapshots } from '../observe/observe-snapshots.ts'
import { paced } from '../observe/paced.ts'
import { useAddFiles } from '../selection/use-add-files.ts'
import { useRejections } from '../selection/use-rejections.ts'
import type { ResumableUploadProps } from './props/resumable-upload-props.ts'
import type { Root, RootEvents } from './root-context.ts'
import { useReports } from './use-reports.ts'

/** What the parts share, the same object for as long as none of it changes. */
export function useRootValue(props: ResumableUploadProps): Root {
  const { group, disabled = false, multiple = true, directory, drag, capture } = props
  const uploader = useUploader()
  const locale = useLocale(props.locale)
  const format = useMemo(() => createFormat(locale.language), [locale.language])
  const snapshots = useMemo(() => paced(observeSnapshots(uploader, group)), [uploader, group])
  const state = useRejections()
  const reports = useReports({ props, state, uploader, locale, format })
  const { attempt } = reports
  const adding = useAddFiles({ ...props, uploader, reject: reports.reject })
  const commands = useMemo(
    () => createGroupCommands(uploader, group, attempt),
    [uploader, group, attempt],
  )
  const events = useRootEvents(props)
  const opening = useOpening()
  const { listType, showUploadList, itemRender, classNames, styles, components, virtualize } = props
  const look = useStable({
    listType,
    showUploadList,
    itemRender,
    classNames,
    styles,
    components,
    virtualize,
  })
  const selection = useStable({ accept: props.accept, multiple, directory, drag, capture })

  return useStable({
    uploader,
    group,
    disabled,
    locale,
    format,
    snapshots,
    commands,
    events,
    ...look,
    ...selection,
    ...reports,
    ...adding,
    ...opening,
  })
}

function useOpening(): Pick<Root, 'open' | 'setOpener'> {
  const opener = useRef<(() => void) | null>(null)
  const open = useCallback(() => opener.current?.(), [])
  const setOpener = useCallback<Root['setOpener']>((given) => {
    opener.current = given
  }, [])
  return { open, setOpener }
}

function useRootEvents(props: ResumableUploadProps): RootEvents {
  const latest = useLatest(props)
  const canPreview = Boolean(props.onPreview)
  const canDownload = Boolean(props.onDownload)
  return useMemo(() => {
    const itemOf = (upload: Upload) => toUploadItem(upload.getSnapshot())
    return {
      canPreview,
      canDownload,
      preview: (upload) => latest.current.onPreview?.(itemOf(upload)),
      download: (upload) => latest.current.onDownload?.(itemOf(upload)),
      drop: (event) => latest.current.onDrop?.(event),
      mayRemove(upload) {
        const answer = latest.current.onRemove?.(itemOf(upload))
        if (answer instanceof Promise) return answer.then((said) => said !== false)
        return answer !== false
      },
    }
  }, [latest, canPreview, canDownload])
}
