import { useRef, type ReactElement } from 'react'
import type { UploadSnapshot } from '@resumable-upload/core'
import { matchFiles } from '../files/match-files.ts'
import { needsFile } from '../files/needs-file.ts'
import type { PickedFile } from '../files/picked-file.ts'
import { useObservable } from '../hooks/use-observable.ts'
import { FileButton } from './file-button.tsx'
import { focusNeighbour } from './focus-neighbour.ts'
import { Icon } from './icon.tsx'
import { useRoot, type Root } from './root-context.ts'

const none: readonly UploadSnapshot[] = []

/** "3 uploads were interrupted", with one picker for all their files. */
export function RestoreBanner(): ReactElement | null {
  const root = useRoot()
  const { uploader, locale, snapshots, attempt, reject } = root
  const banner = useRef<HTMLDivElement>(null)
  const waiting = useObservable(snapshots, none).filter(needsFile)
  if (waiting.length === 0) return null

  function resume(files: readonly PickedFile[]): void {
    const { pairs, unmatched } = matchFiles(
      files.map(({ file }) => file),
      waiting,
    )
    if (pairs.length === waiting.length) focusNeighbour(banner.current)
    for (const { id, file } of pairs) attempt(file.name, () => uploader.get(id)?.resume(file))
    reject(unmatched.map(({ name }) => ({ name, reason: 'not-interrupted' as const })))
  }

  return (
    <div ref={banner} className="ru-banner" data-uploads={waiting.length}>
      <Icon name="interrupted" />
      <p className="ru-banner-text">
        <strong>{locale.restore.interrupted(waiting.length)}</strong> {locale.restore.hint}
      </p>
      <FileButton className="ru-button ru-button-primary" multiple onPick={resume}>
        {describeRequest(waiting, root)}
      </FileButton>
    </div>
  )
}

function describeRequest(
  [first, ...others]: readonly UploadSnapshot[],
  { locale, format }: Root,
): string {
  if (!first || others.length > 0) return locale.restore.chooseAll(others.length + 1)
  const { name, size, lastModified } = first.file
  return locale.actions.chooseAgainWithFacts(name, format.bytes(size), format.date(lastModified))
}
