import type { JSX } from 'react'
import { useWording } from '../wording.tsx'

export interface PagerProps {
  /** Index of the first row that is shown. */
  readonly first: number
  /** Rows on one page. */
  readonly length: number
  readonly all: number
  readonly onChange: (first: number) => void
}

/** Nothing, where everything fits on one page. */
export function Pager({ first, length, all, onChange }: PagerProps): JSX.Element | null {
  const { say, count } = useWording()
  if (all <= length) return null
  const last = Math.min(all, first + length)
  return (
    <nav className="pager" aria-label={say('pages')}>
      <button
        type="button"
        className="button"
        disabled={first === 0}
        onClick={() => onChange(Math.max(0, first - length))}
      >
        {say('previous')}
      </button>
      <span role="status">
        {say('pageOf', { from: count(first + 1), to: count(last), all: count(all) })}
      </span>
      <button
        type="button"
        className="button"
        disabled={last === all}
        onClick={() => onChange(first + length)}
      >
        {say('next')}
      </button>
    </nav>
  )
}
