import { useId, type JSX, type ReactNode } from 'react'

export interface PanelProps {
  readonly title: string
  readonly hint?: string
  /** Names the panel for styling. */
  readonly kind: string
  readonly children: ReactNode
}

/** A titled card of the dashboard. */
export function Panel({ title, hint, kind, children }: PanelProps): JSX.Element {
  const titleId = useId()
  return (
    <section className="panel" data-kind={kind} aria-labelledby={titleId}>
      <header className="panel-head">
        <h2 id={titleId}>{title}</h2>
        {hint !== undefined && <p>{hint}</p>}
      </header>
      {children}
    </section>
  )
}
