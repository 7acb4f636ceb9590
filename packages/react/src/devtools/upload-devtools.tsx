import { lazy, Suspense, useState, type ReactElement } from 'react'
import type { DevtoolsPanelProps } from './devtools-panel.tsx'

export interface UploadDevtoolsProps extends DevtoolsPanelProps {
  /** @default false */
  readonly initialIsOpen?: boolean
}

const Panel = lazy(async () => {
  const { DevtoolsPanel } = await import('./devtools-panel.tsx')
  return { default: DevtoolsPanel }
})

const buttonStyle = `
.rud { all: initial; }
.rud-toggle { position: fixed; inset-block-end: 12px; inset-inline-end: 12px; z-index: 2147483001;
  padding: 6px 12px; border: 1px solid #484f58; border-radius: 999px; background: #161b22;
  color: #e6edf3 !important; font: 600 12px/1.4 system-ui, sans-serif !important; }
`

/**
 * A button in the corner, and behind it what the engine does. The panel is loaded when it is first
 * opened. In English, as developers' tools are.
 */
export function UploadDevtools(props: UploadDevtoolsProps): ReactElement {
  const { initialIsOpen = false, ...panel } = props
  const [isOpen, setOpen] = useState(initialIsOpen)
  return (
    <section className="rud" aria-label="Upload devtools" lang="en">
      <style nonce={panel.nonce}>{buttonStyle}</style>
      {isOpen && (
        <Suspense fallback={null}>
          <Panel {...panel} />
        </Suspense>
      )}
      <button
        type="button"
        className="rud-toggle"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {isOpen ? 'Close' : 'Uploads'}
      </button>
    </section>
  )
}
