import { useEffect, useRef, useState, type ReactElement } from 'react'
import type { FileInfo, Upload } from '@resumable-upload/core'
import { fileKindOf } from '../files/file-kind.ts'
import { sourceOf } from '../files/sources.ts'
import { Icon } from './icon.tsx'
import { useRoot } from './root-context.ts'

export interface UploadThumbnailProps {
  readonly upload: Upload
  readonly file: FileInfo
}

/** A small picture where the list shows pictures and the file is one, else what kind of file it is. */
export function UploadThumbnail({ upload, file }: UploadThumbnailProps): ReactElement {
  const { listType = 'text' } = useRoot()
  const kind = fileKindOf(file)
  const isWanted = kind === 'image' && listType.startsWith('picture')
  const canvas = useRef<HTMLCanvasElement>(null)
  const [isShown, setShown] = useState(false)

  useEffect(() => {
    const source = sourceOf(upload)
    if (!isWanted || !source) return undefined
    const gone = new AbortController()
    void draw(source, gone.signal).catch(() => {}) // Scrolled out of sight before its turn.
    return () => gone.abort()

    async function draw(image: Blob, signal: AbortSignal): Promise<void> {
      const { loadThumbnail } = await import('../thumbnails/load-thumbnail.ts')
      const picture = await loadThumbnail(image, signal)
      const context = canvas.current?.getContext('2d')
      if (!picture || !context || signal.aborted) return
      context.canvas.width = picture.width
      context.canvas.height = picture.height
      context.drawImage(picture, 0, 0)
      setShown(true)
    }
  }, [upload, isWanted])

  return (
    <span className="ru-item-icon" data-kind={kind}>
      {!isShown && <Icon name={kind} />}
      {isWanted && <canvas ref={canvas} className="ru-thumbnail" hidden={!isShown} />}
    </span>
  )
}
