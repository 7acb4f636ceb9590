import { useCallback, useEffect, useMemo, type ClipboardEvent, type HTMLAttributes } from 'react'
import type { Upload } from '@resumable-upload/core'
import { createGroupCommands, type GroupCommands } from '../commands/group-commands.ts'
import type { SelectionProps } from '../components/props/selection-props.ts'
import type { TransferProps } from '../components/props/transfer-props.ts'
import { watchEvents } from '../events/watch-events.ts'
import type { UploadEventName } from '../events/upload-events.ts'
import { pickedFrom } from '../files/picked-file.ts'
import type { UploadItem } from '../items/upload-item.ts'
import { observeSnapshots } from '../observe/observe-snapshots.ts'
import { paced } from '../observe/paced.ts'
import type { Rejection } from '../selection/rejection.ts'
import { useAddFiles } from '../selection/use-add-files.ts'
import { useRejections } from '../selection/use-rejections.ts'
import { useFileDrop, type DropProps, type FileDrop } from './use-file-drop.ts'
import { useFilePicker, type FileInputProps } from './use-file-picker.ts'
import { useLatest } from './use-latest.ts'
import { useRestore } from './use-restore.ts'
import { useUploader } from './use-uploader.ts'
import { useUploads } from './use-uploads.ts'

export interface UseResumableUploadOptions
  extends Omit<SelectionProps, 'onReject' | 'onExceed'>, TransferProps {
  /** Nothing can be added. @default false */
  readonly disabled?: boolean
  /** Codes and limits; `describeRejection` says them in a language. */
  readonly onReject?: (rejections: readonly Rejection[]) => void
  /** What happens to the uploads of the group, by name. */
  readonly onEvent?: (event: UploadEventName, item: UploadItem) => void
  readonly onRestore?: (items: readonly UploadItem[]) => void
}

export interface ResumableUploadControls extends GroupCommands {
  /** Of the group, in the order they were added; `useUpload` follows one of them. */
  readonly uploads: readonly Upload[]
  /** What was not taken, until it is dismissed. */
  readonly rejections: readonly Rejection[]
  readonly dismissRejections: () => void
  readonly dragState: FileDrop['state']
  readonly add: (files: Iterable<File>) => Promise<readonly Upload[]>
  /** Opens the picker; call it inside a click. Needs the input on the page. */
  readonly open: () => void
  /** For what takes drops and pastes. Your own handlers run, too. */
  readonly getRootProps: <Props extends HTMLAttributes<HTMLElement>>(
    own?: Props,
  ) => Props & DropProps & HTMLAttributes<HTMLElement>
  /** For the button that opens the picker. */
  readonly getTriggerProps: <Props extends HTMLAttributes<HTMLElement>>(
    own?: Props,
  ) => Props & TriggerProps
  /** For an `<input>`, which has to be on the page, and out of sight. */
  readonly getInputProps: () => FileInputProps
}

export interface TriggerProps {
  readonly type: 'button'
  readonly disabled: boolean
  readonly onClick: HTMLAttributes<HTMLElement>['onClick']
}

/** Everything that the component does, and nothing of what it shows. */
export function useResumableUpload(
  options: UseResumableUploadOptions = {},
): ResumableUploadControls {
  const { group, disabled = false, drag, pastable = true, multiple = true } = options
  const uploader = useUploader()
  const uploads = useUploads({ group })
  const latest = useLatest(options)
  const { rejections, dismissRejections, attempt, reject: keepRejections } = useRejections()

  const reject = useCallback(
    (rejected: readonly Rejection[]) => {
      keepRejections(rejected)
      if (rejected.length > 0) latest.current.onReject?.(rejected)
    },
    [keepRejections, latest],
  )
  const { add, receive } = useAddFiles({ ...options, uploader, reject })
  const { open, inputProps } = useFilePicker({
    ...options,
    multiple,
    onPick: (files) => void add(files),
  })
  const { state: dragState, dropProps } = useFileDrop({
    accept: options.accept,
    disabled: disabled || drag === false,
    anywhere: drag === 'anywhere',
    onDrop: receive,
  })
  useRestore({ uploader, group, mode: options.restore, onRestore: options.onRestore, attempt })

  const isHeard = Boolean(options.onEvent)
  useEffect(() => {
    if (!isHeard) return undefined
    return watchEvents(paced(observeSnapshots(uploader, group)), (event, item) =>
      latest.current.onEvent?.(event, item),
    )
  }, [uploader, group, isHeard, latest])

  const commands = useMemo(
    () => createGroupCommands(uploader, group, attempt),
    [uploader, group, attempt],
  )

  function paste(event: ClipboardEvent<HTMLElement>): void {
    if (disabled || !pastable || event.clipboardData.files.length === 0) return
    event.preventDefault()
    receive(event.clipboardData)
  }

  return {
    ...commands,
    uploads,
    rejections,
    dismissRejections,
    dragState,
    open,
    add: (files) => add(pickedFrom(files)),
    getInputProps: () => inputProps,
    getRootProps: (own) => both({ ...dropProps, onPaste: paste }, own),
    getTriggerProps: (own) => both({ type: 'button' as const, disabled, onClick: open }, own),
  }
}

/** Handlers of both run, theirs first. */
function both<Ours extends object, Own extends object>(
  ours: Ours,
  own: Own | undefined,
): Ours & Own {
  const merged = { ...ours, ...own } as Record<string, unknown> // Read and written by name below.
  for (const [name, handler] of Object.entries(ours)) {
    const theirs: unknown = own && Reflect.get(own, name)
    if (typeof handler !== 'function' || typeof theirs !== 'function') continue
    merged[name] = (event: unknown) => {
      theirs(event)
      handler(event)
    }
  }
  return merged as Ours & Own // It has the keys of both.
}
