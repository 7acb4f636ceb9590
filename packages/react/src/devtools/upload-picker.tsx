import type { ReactElement } from 'react'
import { progressOf, type Upload } from '@resumable-upload/core'
import { useUpload } from '../hooks/use-upload.ts'

export interface UploadPickerProps {
  readonly uploads: readonly Upload[]
  readonly chosen: Upload | undefined
  readonly onChoose: (id: string) => void
}

/** More are not looked through one by one. */
const shownAtMost = 200

export function UploadPicker({ uploads, chosen, onChoose }: UploadPickerProps): ReactElement {
  return (
    <nav className="rud-picker" aria-label="Uploads">
      {uploads.slice(-shownAtMost).map((upload) => (
        <Choice
          key={upload.id}
          upload={upload}
          isChosen={upload === chosen}
          onChoose={() => onChoose(upload.id)}
        />
      ))}
      {uploads.length > shownAtMost && <p>{uploads.length - shownAtMost} older ones</p>}
    </nav>
  )
}

interface ChoiceProps {
  readonly upload: Upload
  readonly isChosen: boolean
  readonly onChoose: () => void
}

function Choice({ upload, isChosen, onChoose }: ChoiceProps): ReactElement {
  const snapshot = useUpload(upload)
  const { file, status, waitingFor } = snapshot
  const percent = Math.floor(progressOf(snapshot) * 100)
  return (
    <button
      type="button"
      className="rud-choice"
      aria-pressed={isChosen}
      data-status={status}
      onClick={onChoose}
    >
      <span className="rud-name">{file.name}</span>
      <span className="rud-muted">
        {status}
        {waitingFor && ` · waits for ${waitingFor}`} · {percent} %
      </span>
    </button>
  )
}
