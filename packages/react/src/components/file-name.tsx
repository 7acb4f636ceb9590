import type { ReactElement } from 'react'
import type { FileInfo } from '@resumable-upload/core'
import { splitName } from '../files/split-name.ts'

/** A name too long for its place loses its middle: the end tells versions and kinds apart. */
export function FileName({ file }: { readonly file: FileInfo }): ReactElement {
  const [head, tail] = splitName(file.name)
  return (
    <span className="ru-name" title={file.relativePath || file.name} dir="auto">
      <span className="ru-name-head">{head}</span>
      {tail && <span className="ru-name-tail">{tail}</span>}
    </span>
  )
}
