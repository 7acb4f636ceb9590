import {
  forwardRef,
  useEffect,
  useImperativeHandle,
  useRef,
  type ClipboardEvent,
  type ForwardRefExoticComponent,
  type ReactNode,
  type RefAttributes,
} from 'react'
import type { UploadEventName } from '../events/upload-events.ts'
import { watchEvents } from '../events/watch-events.ts'
import { pickedFrom } from '../files/picked-file.ts'
import { useLatest } from '../hooks/use-latest.ts'
import { useRestore } from '../hooks/use-restore.ts'
import { UploaderContext } from '../hooks/uploader-provider.tsx'
import { toUploadItem, type UploadItem } from '../items/upload-item.ts'
import { useValue } from '../value/use-value.ts'
import { useValueContext, ValueContext } from '../value/value-context.ts'
import type { ResumableUploadHandle } from './props/resumable-upload-handle.ts'
import type { ResumableUploadProps } from './props/resumable-upload-props.ts'
import { lookOf, RootContext } from './root-context.ts'
import { fieldPropsOf, UploadField } from './upload-field.tsx'
import { useRootValue } from './use-root-value.ts'

export interface UploadRootProps extends ResumableUploadProps {
  readonly children?: ReactNode
}

/** Surrounds the parts of one upload component, and takes what is pasted into any of them. */
export const UploadRoot: ForwardRefExoticComponent<
  UploadRootProps & RefAttributes<ResumableUploadHandle>
> = forwardRef(function UploadRoot(props, ref) {
  const value = useValue(props)
  return (
    <ValueContext.Provider value={value}>
      <UploaderContext.Provider value={value.view}>
        <RootOfView {...props} ref={ref} />
      </UploaderContext.Provider>
    </ValueContext.Provider>
  )
})

/** Knows of no form: its uploader is the one that the form sees. */
const RootOfView = forwardRef<ResumableUploadHandle, UploadRootProps>(
  function RootOfView(props, ref) {
    const { pastable = true, style, children } = props
    const { isClosed } = useValueContext()
    const root = useRootValue({ ...props, disabled: isClosed })
    const { uploader, group, disabled, locale, snapshots, attempt, add, receive } = root
    const { commands, open } = root
    const section = useRef<HTMLElement>(null)
    useRestore({ uploader, group, mode: props.restore, onRestore: props.onRestore, attempt })

    const latest = useLatest(props)
    useEffect(
      () => watchEvents(snapshots, (event, item) => tell(latest.current, event, item)),
      [snapshots, latest],
    )

    useImperativeHandle(
      ref,
      () => ({
        ...commands,
        open,
        async add(files) {
          const uploads = await add(pickedFrom(files))
          return uploads.map((upload) => toUploadItem(upload.getSnapshot()))
        },
        get nativeElement() {
          return section.current
        },
      }),
      [commands, open, add],
    )

    function paste(event: ClipboardEvent): void {
      if (disabled || !pastable || event.clipboardData.files.length === 0) return
      event.preventDefault()
      receive(event.clipboardData)
    }

    const look = lookOf(root, 'root', ['ru-root', props.className].filter(Boolean).join(' '))
    return (
      <RootContext.Provider value={root}>
        <section
          ref={section}
          className={look.className}
          style={{ ...look.style, ...style }}
          lang={locale.language}
          onPaste={paste}
        >
          {children}
          <UploadField {...fieldPropsOf(props)} />
        </section>
      </RootContext.Provider>
    )
  },
)

function tell(props: ResumableUploadProps, event: UploadEventName, item: UploadItem): void {
  switch (event) {
    case 'start':
      return props.onStart?.(item)
    case 'success':
      return props.onSuccess?.(item)
    case 'error':
      return props.onError?.(item)
    case 'pause':
      return props.onPause?.(item)
    case 'resume':
      return props.onResume?.(item)
    case 'retry':
      return props.onRetry?.(item)
  }
}
