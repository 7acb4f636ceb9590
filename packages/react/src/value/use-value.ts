import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import {
  isSettled,
  type Observable,
  type Uploader,
  type UploadSnapshot,
} from '@resumable-upload/core'
import type { ValueProps } from '../components/props/value-props.ts'
import { useLatest } from '../hooks/use-latest.ts'
import { useUploader } from '../hooks/use-uploader.ts'
import { inGroup } from '../items/in-group.ts'
import type { UploadItem } from '../items/upload-item.ts'
import { observeSnapshots } from '../observe/observe-snapshots.ts'
import { paced } from '../observe/paced.ts'
import { hiddenUploadsOf, type HiddenUploads } from './hidden-uploads.ts'
import { trackItems } from './track-items.ts'
import type { Trigger } from './trigger.ts'
import { viewOf } from './view-of.ts'

/** What a form sees of one component. */
export interface Value {
  /** The uploader without what the form has let go of. */
  readonly view: Uploader
  /** Files that were stored before, which the engine does not know. */
  readonly stored: readonly UploadItem[]
  readonly removeStored: (item: UploadItem) => void
  /** Nothing can be added. */
  readonly isClosed: boolean
  /** Nothing can be removed either, nor canceled. */
  readonly isReadOnly: boolean
  /** The uploads of this component, as the form knows them. */
  readonly uploads: Observable<readonly UploadItem[]>
  /** A native form was reset. */
  readonly reset: () => void
}

const none: readonly UploadItem[] = []

/** Keeps `value` and the engine together. The engine is the truth: what it has, the form is told. */
export function useValue(props: ValueProps & { readonly group?: string | undefined }): Value {
  const { group, defaultValue = none } = props
  const { disabled = false, readOnly: isReadOnly = false } = props
  const isClosed = disabled || isReadOnly
  const given = props.value ?? props.fileList
  const uploader = useUploader()
  const hidden = hiddenUploadsOf(uploader, group)
  const view = useMemo(() => viewOf(uploader, hidden), [uploader, hidden])
  const uploads = useMemo(
    () => trackItems(paced(observeSnapshots(view, group), hasNewState)),
    [view, group],
  )
  const [own, setOwn] = useState(defaultValue)
  const isControlled = useEver(given !== undefined)
  const all = given ?? (isControlled ? none : own)
  const stored = useMemo(
    () => all.filter(({ uid }) => !uploads.hasSeen(uid) && !uploader.get(uid)),
    [all, uploads, uploader],
  )
  const latest = useLatest({ props, given, stored })

  const tell = useCallback(
    (item: UploadItem, trigger: Trigger, rows = latest.current.stored) => {
      if (trigger === 'restore' && isKnown(item, latest.current.given)) return
      const items = rows.length > 0 ? [...rows, ...uploads.getSnapshot()] : uploads.getSnapshot()
      latest.current.props.onChange?.(items, { item, trigger })
    },
    [latest, uploads],
  )

  const letGo = useCallback(
    (uids: ReadonlySet<string>) => {
      uploads.forget(uids)
      hidden.hide(uids)
      for (const uid of uids) abandon(uploader, uid)
    },
    [uploader, uploads, hidden],
  )

  const letAllGo = useCallback(() => {
    const shown = view.getSnapshot().map((upload) => upload.getSnapshot())
    const ours = shown.filter((upload) => inGroup(group, upload))
    letGo(new Set(ours.map(({ id }) => id)))
  }, [letGo, view, group])

  useFedBack(given, { letGo, letAllGo, hidden })

  // Of ten thousand files nobody has to be told where nobody listens.
  const isHeard = Boolean(props.onChange || props.onProgress || props.name || props.required)
  useEffect(() => {
    if (!isHeard) return
    return uploads.watch({
      onChange: tell,
      onProgress: (item, progress) => latest.current.props.onProgress?.(item, progress),
    })
  }, [isHeard, uploads, tell, latest])

  const removeStored = useCallback(
    (item: UploadItem) => {
      const rows = latest.current.stored.filter(({ uid }) => uid !== item.uid)
      setOwn(rows)
      tell({ ...item, status: 'removed' }, 'remove', rows)
    },
    [latest, tell],
  )

  const reset = useCallback(() => {
    if (isControlled) return
    letAllGo()
    setOwn(latest.current.props.defaultValue ?? none)
  }, [isControlled, letAllGo, latest])

  return useMemo(
    () => ({ view, stored, removeStored, isClosed, isReadOnly, uploads, reset }),
    [view, stored, removeStored, isClosed, isReadOnly, uploads, reset],
  )
}

interface FeedbackCommands {
  readonly letGo: (uids: ReadonlySet<string>) => void
  readonly letAllGo: () => void
  readonly hidden: HiddenUploads
}

/**
 * Obeys what the parent took out of `value`. Only what it had there can be taken out: a parent that
 * never feeds back takes nothing out.
 */
function useFedBack(
  given: readonly UploadItem[] | undefined,
  { letGo, letAllGo, hidden }: FeedbackCommands,
): void {
  const fedBack = useRef<readonly UploadItem[] | undefined>(undefined)

  useEffect(() => {
    const before = fedBack.current
    fedBack.current = given
    if (!given) {
      if (before || replaced.has(hidden)) letAllGo()
      return
    }
    const now = new Set(given.map(({ uid }) => uid))
    const gone = (before ?? none).map(({ uid }) => uid).filter((uid) => !now.has(uid))
    hidden.show(now)
    if (gone.length > 0) letGo(new Set(gone))
  }, [given, letGo, letAllGo, hidden])

  useEffect(
    () => () => {
      if (fedBack.current) markReplaced(hidden)
    },
    [hidden],
  )
}

/**
 * Components that had a value and left the page in this tick. antd resets a field by putting a new
 * component in the place of the old one, with no value; one that comes back later was not reset.
 */
const replaced = new WeakSet<HiddenUploads>()

function markReplaced(hidden: HiddenUploads): void {
  replaced.add(hidden)
  queueMicrotask(() => replaced.delete(hidden))
}

/** A state is told at once: a form must not be sent with an older one. */
function hasNewState(shown: readonly UploadSnapshot[], next: readonly UploadSnapshot[]): boolean {
  return (
    shown.length !== next.length ||
    next.some(({ id, status }, index) => id !== shown[index]?.id || status !== shown[index].status)
  )
}

/** What an earlier visit left is only hidden: nobody began it here, and its progress may be large. */
function abandon(uploader: Uploader, uid: string): void {
  const upload = uploader.get(uid)
  const status = upload?.getSnapshot().status
  if (!status || isSettled(status) || status === 'interrupted') return
  void upload?.cancel()
}

function isKnown({ uid, phase }: UploadItem, given: readonly UploadItem[] = none): boolean {
  return given.some((item) => item.uid === uid && item.phase === phase)
}

/** Whether it was true at any time. */
function useEver(isNow: boolean): boolean {
  const [wasEver, setEver] = useState(isNow)
  if (isNow && !wasEver) setEver(true)
  return wasEver || isNow
}
