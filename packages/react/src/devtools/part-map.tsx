import type { ReactElement } from 'react'
import type { PartState, PartsView, Upload } from '@resumable-upload/core'
import { useUpload } from '../hooks/use-upload.ts'
import { useUploadParts } from '../hooks/use-upload-parts.ts'
import { bytesText } from './figures.ts'

/** More cells than this are smaller than a pixel. */
const cellsAtMost = 600

/** Every part as a cell; of very many parts several in one. */
export function PartMap({ upload }: { readonly upload: Upload }): ReactElement {
  const parts = useUploadParts(upload)
  const { file, storedParts, reusedParts, sentBytes, partCount } = useUpload(upload)
  const cells = cellsOf(parts)
  return (
    <section className="rud-box">
      <h3>
        Parts{' '}
        <span className="rud-muted">{`${storedParts} of ${partCount} stored, ${reusedParts} of them earlier · ${bytesText(sentBytes)} of ${bytesText(file.size)}`}</span>
      </h3>
      <div className="rud-parts" role="img" aria-label={`${storedParts} of ${partCount} parts`}>
        {cells.map(({ title, state, isRepeated }) => (
          <span
            key={title}
            title={title}
            data-state={state}
            data-repeated={isRepeated || undefined}
          />
        ))}
      </div>
    </section>
  )
}

interface Cell {
  readonly title: string
  readonly state: PartState
  readonly isRepeated: boolean
}

/** What says most about a group of parts: what is under way, then what is missing. */
const byWeight: readonly PartState[] = ['sending', 'waiting', 'stored', 'reused']

function cellsOf(parts: PartsView): readonly Cell[] {
  const size = Math.max(1, Math.ceil(parts.count / cellsAtMost))
  return Array.from({ length: Math.ceil(parts.count / size) }, (_, index) => {
    const first = index * size
    const last = Math.min(first + size, parts.count) - 1
    const group = Array.from({ length: last - first + 1 }, (__, offset) => parts.at(first + offset))
    const state = byWeight.find((one) => group.some((part) => part.state === one)) ?? 'waiting'
    const repeats = group.reduce((sum, part) => sum + part.repeats, 0)
    const name = first === last ? `Part ${first + 1}` : `Parts ${first + 1}–${last + 1}`
    return {
      title: `${name}: ${state}${repeats > 0 ? `, repeated ${repeats} times` : ''}`,
      state,
      isRepeated: repeats > 0,
    }
  })
}
