import type { JSX } from 'react'
import { downloadUrl, type LibraryObject } from '../api.ts'
import { useWording } from '../wording.tsx'

export interface ObjectTableProps {
  readonly objects: readonly LibraryObject[]
  /** When OSS told of each, by key. ISO 8601. */
  readonly callbacks: ReadonlyMap<string, string>
  readonly onPreview: (object: LibraryObject) => void
  readonly onRemove: (object: LibraryObject) => void
}

export function ObjectTable({ objects, ...row }: ObjectTableProps): JSX.Element {
  const { say } = useWording()
  return (
    <table className="library">
      <thead>
        <tr>
          <th scope="col">{say('name')}</th>
          <th scope="col">{say('size')}</th>
          <th scope="col">{say('stored')}</th>
          <th scope="col">{say('proofs')}</th>
          <th scope="col">
            <span className="hidden">{say('actions')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {objects.map((object) => (
          <ObjectRow key={object.key} object={object} {...row} />
        ))}
      </tbody>
    </table>
  )
}

interface ObjectRowProps extends Omit<ObjectTableProps, 'objects'> {
  readonly object: LibraryObject
}

function ObjectRow({ object, callbacks, onPreview, onRemove }: ObjectRowProps): JSX.Element {
  const { say, size, moment } = useWording()
  const { key, name, storedAt, crc64 } = object
  const toldAt = callbacks.get(key)
  return (
    <tr>
      <th scope="row" title={key}>
        {name}
      </th>
      <td>{size(object.size)}</td>
      <td>
        <time dateTime={storedAt}>{moment(new Date(storedAt))}</time>
      </td>
      <td className="marks">
        {crc64 !== null && (
          <span className="mark" title={say('checksumTitle', { crc64 })}>
            CRC-64
          </span>
        )}
        {toldAt !== undefined && (
          <span className="mark" title={say('callbackTitle', { time: moment(new Date(toldAt)) })}>
            {say('callbackMark')}
          </span>
        )}
      </td>
      <td className="row-actions">
        <button
          type="button"
          className="link"
          aria-label={say('previewOf', { name })}
          onClick={() => onPreview(object)}
        >
          {say('preview')}
        </button>
        <a href={downloadUrl(object)} download aria-label={say('downloadOf', { name })}>
          {say('download')}
        </a>
        <button
          type="button"
          className="link danger"
          aria-label={say('removeOfObject', { name })}
          onClick={() => onRemove(object)}
        >
          {say('remove')}
        </button>
      </td>
    </tr>
  )
}
