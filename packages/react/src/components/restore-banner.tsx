import { useRef, type ReactElement } from 'react'
import type { UploadSnapshot } from '@resumable-upload/core'
import { matchFiles } from '../files/match-files.ts'
import { needsClick, needsFile } from '../files/needs-file.ts'
import type { PickedFile } from '../files/picked-file.ts'
import { useObservable } from '../hooks/use-observable.ts'
import { describeRequest } from '../locale/describe-request.ts'
import { useWords } from '../locale/use-words.ts'
import { FileButton } from './file-button.tsx'
import { focusNeighbour } from './focus-neighbour.ts'
import { Icon } from './icon.tsx'
import { lookOf, useRoot } from './root-context.ts'
import { SlotButton } from './slot-button.tsx'

const none: readonly UploadSnapshot[] = []

/** "3 uploads were interrupted": one click for those that can be opened, one picker for the others. */
export function RestoreBanner(): ReactElement | null {
  const root = useRoot()
  const { uploader, format, snapshots, attempt, reject } = root
  const locale = useWords()
  const banner = useRef<HTMLDivElement>(null)
  const all = useObservable(snapshots, none)
  const ready = all.filter(needsClick)
  const fileless = all.filter(needsFile)
  const waiting = [...ready, ...fileless]
  if (waiting.length === 0) return null

  function resume(files: readonly PickedFile[]): void {
    const { pairs, unmatched } = matchFiles(files, waiting)
    if (pairs.length === waiting.length) focusNeighbour(banner.current)
    for (const { id, picked } of pairs) {
      const { file, handle } = picked
      attempt(file.name, () => uploader.get(id)?.resume(file, handle && { handle }))
    }
    reject(unmatched.map(({ file }) => ({ name: file.name, reason: 'not-interrupted' as const })))
  }

  /** All in one click: each asks for its permission while that counts. */
  function open(): void {
    if (fileless.length === 0) focusNeighbour(banner.current)
    for (const { id, file } of ready) attempt(file.name, () => uploader.get(id)?.resume())
  }

  return (
    <div {...lookOf(root, 'banner', 'ru-banner')} ref={banner} data-uploads={waiting.length}>
      <Icon name="interrupted" />
      <p className="ru-banner-text">
        <strong>{locale.restore.interrupted(waiting.length)}</strong>{' '}
        {fileless.length > 0 ? locale.restore.hint : locale.restore.readyHint}
      </p>
      {ready.length > 0 && (
        <SlotButton kind="primary" onClick={open}>
          {locale.restore.goOn(ready.length)}
        </SlotButton>
      )}
      {fileless.length > 0 && (
        <FileButton kind={ready.length > 0 ? 'plain' : 'primary'} multiple onPick={resume}>
          {describeRequest(fileless, locale, format)}
        </FileButton>
      )}
    </div>
  )
}
