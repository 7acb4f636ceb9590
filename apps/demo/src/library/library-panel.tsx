import { objectsQuery } from '@resumable-upload/react/query'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState, type JSX, type ReactNode } from 'react'
import { api, type Config, type LibraryObject } from '../api.ts'
import { Panel } from '../parts/panel.tsx'
import { useWording } from '../wording.tsx'
import { ObjectPreview } from './object-preview.tsx'
import { ObjectTable } from './object-table.tsx'
import { Pager } from './pager.tsx'
import { RemoveDialog } from './remove-dialog.tsx'
import { useCallbacks } from './use-callbacks.ts'

/** Rows on one page. */
const pageLength = 12

/** The finished objects, as the backend lists them: a page has no right to. */
export function LibraryPanel({ config }: { readonly config: Config }): JSX.Element {
  const { say } = useWording()
  const [opened, setOpened] = useState<Opened | null>(null)
  const close = (): void => setOpened(null)
  return (
    <Panel kind="library" title={say('library')}>
      <FocusKeeper isAway={opened !== null}>
        <LibraryContent config={config} onOpen={setOpened} />
      </FocusKeeper>
      {opened?.what === 'preview' && <ObjectPreview object={opened.object} onClose={close} />}
      {opened?.what === 'remove' && <RemoveDialog object={opened.object} onClose={close} />}
    </Panel>
  )
}

/** Takes the focus when what had it before a dialog is gone. */
function FocusKeeper({
  isAway,
  children,
}: {
  readonly isAway: boolean
  readonly children: ReactNode
}): JSX.Element {
  const keeper = useRef<HTMLDivElement>(null)
  const wasAway = useRef(false)
  useEffect(() => {
    const isLost = document.activeElement === document.body
    if (wasAway.current && !isAway && isLost) keeper.current?.focus()
    wasAway.current = isAway
  }, [isAway])
  return (
    <div ref={keeper} className="library-content" tabIndex={-1}>
      {children}
    </div>
  )
}

type Opened = { readonly what: 'preview' | 'remove'; readonly object: LibraryObject }

interface LibraryContentProps {
  readonly config: Config
  readonly onOpen: (opened: Opened) => void
}

function LibraryContent({ config, onOpen }: LibraryContentProps): JSX.Element {
  const { say } = useWording()
  const [first, setFirst] = useState(0)
  const callbacks = useCallbacks(config)
  const { data, error, refetch } = useQuery(
    objectsQuery({ queryKey: ['storage', 'objects', config.user], list: api.library }),
  )

  if (error) {
    return (
      <>
        <p role="alert">{say('libraryFailed', { reason: error.message })}</p>
        <button type="button" className="button" onClick={() => void refetch()}>
          {say('tryAgain')}
        </button>
      </>
    )
  }
  if (!data) return <p className="quiet library-wait">{say('loading')}</p>
  const { objects, truncated } = data
  if (objects.length === 0) {
    return (
      <p className="library-wait">
        <span className="quiet">{say('libraryEmpty')}</span>{' '}
        <a href="#/uploads">{say('goUpload')}</a>
      </p>
    )
  }
  // The list may have become shorter since.
  const from = first < objects.length ? first : 0
  return (
    <>
      <ObjectTable
        objects={objects.slice(from, from + pageLength)}
        callbacks={callbacks}
        onPreview={(object) => onOpen({ what: 'preview', object })}
        onRemove={(object) => onOpen({ what: 'remove', object })}
      />
      <Pager first={from} length={pageLength} all={objects.length} onChange={setFirst} />
      {truncated && <p className="quiet">{say('libraryTruncated')}</p>}
    </>
  )
}
