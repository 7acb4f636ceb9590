import type { MouseEvent, ReactElement } from 'react'
import { fileKindOf } from '../files/file-kind.ts'
import type { UploadItem } from '../items/upload-item.ts'
import { useValueContext } from '../value/value-context.ts'
import { FileName } from './file-name.tsx'
import { focusNeighbour } from './focus-neighbour.ts'
import { Icon } from './icon.tsx'
import { IconButton } from './icon-button.tsx'
import { useRoot } from './root-context.ts'

/** The files of `value` that were stored before. */
export function StoredList(): ReactElement | null {
  const { stored } = useValueContext()
  const { locale } = useRoot()
  if (stored.length === 0) return null
  return (
    <ul className="ru-list" role="list" aria-label={locale.storedList}>
      {stored.map((item) => (
        <StoredItem key={item.uid} item={item} />
      ))}
    </ul>
  )
}

function StoredItem({ item }: { readonly item: UploadItem }): ReactElement {
  const { locale, format } = useRoot()
  const { removeStored, isClosed } = useValueContext()
  const { name, size, type, url } = item
  const file = { name, size, type, lastModified: 0, relativePath: '' }
  const shownName = <FileName file={file} />

  function remove(event: MouseEvent<HTMLButtonElement>): void {
    focusNeighbour(event.currentTarget.closest('li'))
    removeStored(item)
  }

  return (
    <li className="ru-item" tabIndex={-1} data-status="done" data-stored>
      <span className="ru-item-icon">
        <Icon name={fileKindOf(file)} />
      </span>
      <div className="ru-item-body">
        <div className="ru-item-head">
          {url ? (
            <a className="ru-link" href={url} target="_blank" rel="noreferrer">
              {shownName}
            </a>
          ) : (
            shownName
          )}
          <span className="ru-item-size">{format.bytes(size)}</span>
        </div>
      </div>
      {!isClosed && (
        <div className="ru-actions">
          <IconButton icon="remove" label={locale.actions.remove(name)} onClick={remove} />
        </div>
      )}
    </li>
  )
}
