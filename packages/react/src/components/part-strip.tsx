import type { CSSProperties, ReactElement } from 'react'
import type { Upload } from '@resumable-upload/core'
import { useUploadParts } from '../hooks/use-upload-parts.ts'
import { useWords } from '../locale/use-words.ts'
import { cellsOf } from '../parts/cells-of.ts'
import { maskGaps, paintCells } from '../parts/paint-cells.ts'

export interface PartStripProps {
  readonly upload: Upload
}

/** Gaps between more cells than these would leave nothing of the cells. */
const maxGaps = 100

/**
 * A cell for each part: waiting, on its way, stored, stored at an earlier visit, or to be sent again.
 * Nothing for a file that goes in one request.
 */
export function PartStrip({ upload }: PartStripProps): ReactElement | null {
  const locale = useWords()
  const parts = useUploadParts(upload)
  if (parts.count < 2) return null

  const cells = cellsOf(parts)
  // Custom properties of CSS, which React's types do not know.
  const style = {
    '--ru-parts': paintCells(cells),
    ...(cells.length <= maxGaps && { '--ru-gaps': maskGaps(cells) }),
  } as CSSProperties
  return <div className="ru-parts" role="img" aria-label={describeParts()} style={style} />

  function describeParts(): string {
    const states = Array.from({ length: parts.count }, (_, index) => parts.at(index).state)
    const sending = states.filter((state) => state === 'sending').length
    const waiting = states.filter((state) => state === 'waiting').length
    return locale.parts(parts.count - sending - waiting, parts.count, sending)
  }
}
