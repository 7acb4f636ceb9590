import { useEffect } from 'react'
import { isRunning, progressOf, type Observable, type UploadSnapshot } from '@resumable-upload/core'
import { useUploader } from '../hooks/use-uploader.ts'
import type { GroupOptions } from '../hooks/use-uploads.ts'
import { observeSnapshots } from '../observe/observe-snapshots.ts'
import { paced } from '../observe/paced.ts'
import { sumTotals } from '../observe/sum-totals.ts'
import { keepAwake } from './keep-awake.ts'

export interface PageProgressOptions extends GroupOptions {
  /** Puts “45 % · ” before the title of the document. @default false */
  readonly title?: boolean
  /** Puts the number of running uploads on the icon of an installed application. @default false */
  readonly badge?: boolean
  /** Keeps the screen on. @default false */
  readonly wakeLock?: boolean
  /** Lets the browser ask whoever closes the page. @default false */
  readonly confirmLeave?: boolean
}

/**
 * Tells beyond the page that something is running, and leaves no trace when nothing is. Belongs near
 * the provider: uploads go on when a component is unmounted.
 */
export function usePageProgress(options: PageProgressOptions): void {
  const { group, title = false, badge = false, wakeLock = false, confirmLeave = false } = options
  const uploader = useUploader()
  useEffect(() => {
    const signs = [
      title && showTitle,
      badge && showBadge,
      wakeLock && keepAwake,
      confirmLeave && holdBack,
    ].filter((sign) => sign !== false)
    if (signs.length === 0) return undefined
    return whileRunning(paced(observeSnapshots(uploader, group)), signs)
  }, [uploader, group, title, badge, wakeLock, confirmLeave])
}

/** Begins when something runs. Returns what is to be done at each change, and how to end. */
export type PageSign = () => {
  readonly update?: (running: readonly UploadSnapshot[]) => void
  readonly end: () => void
}

function whileRunning(
  observable: Observable<readonly UploadSnapshot[]>,
  signs: readonly PageSign[],
): () => void {
  let shown: readonly ReturnType<PageSign>[] = []

  function look(): void {
    const running = observable.getSnapshot().filter(({ status }) => isRunning(status))
    if (running.length === 0) return end()
    if (shown.length === 0) shown = signs.map((sign) => sign())
    for (const sign of shown) sign.update?.(running)
  }

  function end(): void {
    for (const sign of shown) sign.end()
    shown = []
  }

  look()
  const stop = observable.subscribe(look)
  return () => {
    stop()
    end()
  }
}

function showTitle(): ReturnType<PageSign> {
  let prefix = ''
  const format = new Intl.NumberFormat(document.documentElement.lang || undefined, {
    style: 'percent',
  })

  /** The application may have changed the title meanwhile: only what is ours is taken away. */
  function put(next: string): void {
    const { title } = document
    document.title = next + (title.startsWith(prefix) ? title.slice(prefix.length) : title)
    prefix = next
  }

  return {
    update(running) {
      const { bytes } = sumTotals(running)
      const sent = running.reduce((sum, one) => sum + progressOf(one) * one.file.size, 0)
      put(`${format.format(bytes === 0 ? 0 : Math.floor((sent / bytes) * 100) / 100)} · `)
    },
    end: () => put(''),
  }
}

function showBadge(): ReturnType<PageSign> {
  const ignore = (): void => {} // Not installed, or not allowed: there is no icon to write on.
  return {
    update: ({ length }) => void navigator.setAppBadge?.(length).catch(ignore),
    end: () => void navigator.clearAppBadge?.().catch(ignore),
  }
}

function holdBack(): ReturnType<PageSign> {
  const ask = (event: BeforeUnloadEvent): void => event.preventDefault()
  addEventListener('beforeunload', ask)
  return { end: () => removeEventListener('beforeunload', ask) }
}
