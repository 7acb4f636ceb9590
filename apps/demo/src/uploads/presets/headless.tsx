import { progressOf, type Upload } from '@resumable-upload/core'
import {
  useResumableUpload,
  useUpload,
  type ResumableUploadControls,
} from '@resumable-upload/react'
import type { JSX } from 'react'
import { locales } from '../../locales.ts'
import { useWording } from '../../wording.tsx'
import './headless.css'

/** Nothing of ours is seen: the hooks give state and handlers, the rest is yours. */
export function Headless(): JSX.Element {
  const { say } = useWording()
  const controls = useResumableUpload({ group: 'headless' })
  const { uploads, dragState, getRootProps, getTriggerProps, getInputProps } = controls
  return (
    <section {...getRootProps({ className: 'hl-card' })} data-drag={dragState}>
      <header className="hl-head">
        <p>{say('headlessDrop')}</p>
        <input {...getInputProps()} />
        <button {...getTriggerProps({ className: 'hl-button' })}>{say('headlessBrowse')}</button>
      </header>
      {uploads.length === 0 && <p className="hl-empty">{say('headlessEmpty')}</p>}
      <ul className="hl-rows">
        {uploads.map((upload) => (
          <Row key={upload.id} upload={upload} controls={controls} />
        ))}
      </ul>
    </section>
  )
}

interface RowProps {
  readonly upload: Upload
  readonly controls: ResumableUploadControls
}

function Row({ upload, controls }: RowProps): JSX.Element {
  const { say, language, percent } = useWording()
  const snapshot = useUpload(upload)
  const { id, status, file } = snapshot
  const { name } = file
  const share = progressOf(snapshot)
  return (
    <li className="hl-row" data-status={status}>
      <span className="hl-name">{name}</span>
      <span className="hl-status">
        {locales[language].statuses[status]} {status === 'uploading' && percent(share)}
      </span>
      <progress value={share} aria-label={name} />
      <div className="hl-actions">
        {status === 'uploading' && (
          <button
            type="button"
            className="hl-button"
            aria-label={say('pauseOf', { name })}
            onClick={() => controls.pause(id)}
          >
            ❚❚
          </button>
        )}
        {status === 'paused' && (
          <button
            type="button"
            className="hl-button"
            aria-label={say('resumeOf', { name })}
            onClick={() => controls.resume(id)}
          >
            ▶
          </button>
        )}
        {status !== 'done' && status !== 'canceled' && (
          <button
            type="button"
            className="hl-button"
            aria-label={say('removeOf', { name })}
            onClick={() => void controls.cancel(id)}
          >
            ✕
          </button>
        )}
      </div>
    </li>
  )
}
