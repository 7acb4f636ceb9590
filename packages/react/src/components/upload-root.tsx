import { useMemo, type ClipboardEvent, type ReactElement, type ReactNode } from 'react'
import { useUploader } from '../hooks/use-uploader.ts'
import { createFormat } from '../locale/format.ts'
import { useLocale } from '../locale/use-locale.ts'
import { observeSnapshots } from '../observe/observe-snapshots.ts'
import type { ResumableUploadProps } from './props/resumable-upload-props.ts'
import { RootContext, type Root } from './root-context.ts'
import { useAddFiles } from './use-add-files.ts'
import { useRejections } from './use-rejections.ts'
import { useRestore } from './use-restore.ts'

export interface UploadRootProps extends ResumableUploadProps {
  readonly children?: ReactNode
}

/** Surrounds the parts of one upload component, and takes what is pasted into any of them. */
export function UploadRoot(props: UploadRootProps): ReactElement {
  const { group, accept, multiple = true, directory = false, disabled = false, children } = props
  const uploader = useUploader()
  const locale = useLocale(props.locale)
  const format = useMemo(() => createFormat(locale.language), [locale])
  const snapshots = useMemo(() => observeSnapshots(uploader, group), [uploader, group])
  const rejections = useRejections()
  const { reject, attempt } = rejections
  const { add, receive } = useAddFiles({ uploader, group, accept, multiple, reject })
  useRestore(uploader, attempt)

  const root = useMemo(
    (): Root => ({
      uploader,
      group,
      accept,
      multiple,
      directory,
      disabled,
      locale,
      format,
      snapshots,
      add,
      receive,
      ...rejections,
    }),
    [
      uploader,
      group,
      accept,
      multiple,
      directory,
      disabled,
      locale,
      format,
      snapshots,
      add,
      receive,
      rejections,
    ],
  )

  function paste(event: ClipboardEvent): void {
    if (disabled || event.clipboardData.files.length === 0) return
    event.preventDefault()
    receive(event.clipboardData)
  }

  return (
    <RootContext.Provider value={root}>
      <section
        id={props.id}
        className={['ru-root', props.className].filter(Boolean).join(' ')}
        style={props.style}
        lang={locale.language}
        onPaste={paste}
      >
        {children}
      </section>
    </RootContext.Provider>
  )
}
