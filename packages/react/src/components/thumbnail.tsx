import { useEffect, useRef, useState, type ReactElement, type ReactNode } from 'react'
import type { Upload } from '@resumable-upload/core'
import { sourceOf } from '../files/sources.ts'
import { loadThumbnail } from '../thumbnails/load-thumbnail.ts'

export interface ThumbnailProps {
  readonly upload: Upload
  /** Shown until the picture is there. */
  readonly children: ReactNode
}

/** A small picture of an image that is at hand. */
export function Thumbnail({ upload, children }: ThumbnailProps): ReactElement {
  const canvas = useRef<HTMLCanvasElement>(null)
  const [isShown, setShown] = useState(false)

  useEffect(() => {
    const source = sourceOf(upload)
    if (!source) return undefined
    const gone = new AbortController()
    void draw(source, gone.signal).catch(() => {}) // Scrolled out of sight before its turn.
    return () => gone.abort()

    async function draw(image: Blob, signal: AbortSignal): Promise<void> {
      const picture = await loadThumbnail(image, signal)
      const context = canvas.current?.getContext('2d')
      if (!picture || !context || signal.aborted) return
      context.canvas.width = picture.width
      context.canvas.height = picture.height
      context.drawImage(picture, 0, 0)
      setShown(true)
    }
  }, [upload])

  return (
    <>
      {!isShown && children}
      <canvas ref={canvas} className="ru-thumbnail" hidden={!isShown} />
    </>
  )
}
