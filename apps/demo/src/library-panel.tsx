import { objectsQuery } from '@resumable-upload/react/query'
import { useQuery } from '@tanstack/react-query'
import type { JSX } from 'react'
import { api, downloadUrl, type LibraryObject } from './api.ts'
import { Panel } from './panel.tsx'
import { useWording } from './wording.tsx'

/** The finished objects of this user, as the backend lists them. */
export function LibraryPanel({ user }: { readonly user: string }): JSX.Element {
  const { say } = useWording()
  return (
    <Panel kind="library" title={say('library')}>
      <LibraryContent user={user} />
    </Panel>
  )
}

function LibraryContent({ user }: { readonly user: string }): JSX.Element {
  const { say } = useWording()
  const { data, error } = useQuery(
    objectsQuery({ queryKey: ['storage', 'objects', user], list: api.library }),
  )

  if (error) {
    return <p role="alert">{say('libraryFailed', { reason: error.message })}</p>
  }
  if (!data) return <p className="quiet">{say('loading')}</p>
  if (data.objects.length === 0) return <p className="quiet">{say('libraryEmpty')}</p>
  return (
    <>
      <table className="library">
        <thead>
          <tr>
            <th scope="col">{say('name')}</th>
            <th scope="col">{say('size')}</th>
            <th scope="col">{say('stored')}</th>
            <th scope="col">{say('checksum')}</th>
            <th scope="col">
              <span className="hidden">{say('download')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {data.objects.map((object) => (
            <LibraryRow key={object.key} object={object} />
          ))}
        </tbody>
      </table>
      {data.truncated && <p className="quiet">{say('libraryTruncated')}</p>}
    </>
  )
}

function LibraryRow({ object }: { readonly object: LibraryObject }): JSX.Element {
  const { say, size, moment } = useWording()
  const { name, crc64, storedAt } = object
  return (
    <tr>
      <th scope="row" title={object.key}>
        {name}
      </th>
      <td>{size(object.size)}</td>
      <td>
        <time dateTime={storedAt}>{moment(new Date(storedAt))}</time>
      </td>
      <td>
        {crc64 === null ? (
          <span className="quiet">{say('checksumNone')}</span>
        ) : (
          <span className="mark" title={say('checksumTitle', { crc64 })}>
            CRC-64
          </span>
        )}
      </td>
      <td>
        <a href={downloadUrl(object)} download aria-label={say('downloadOf', { name })}>
          {say('download')}
        </a>
      </td>
    </tr>
  )
}
