import type { ReactElement } from 'react'
import { useFileDrop } from '../hooks/use-file-drop.ts'
import { FileButton } from './file-button.tsx'
import { Icon } from './icon.tsx'
import { lookOf, useRoot } from './root-context.ts'

/** Takes files by drop and by its button: click, Enter or Space. */
export function UploadDropzone(): ReactElement {
  const root = useRoot()
  const {
    accept,
    directory = false,
    disabled,
    drag,
    locale,
    add,
    receive,
    setOpener,
    events,
  } = root
  const { drop, choose, chooseFolder, release, refuse, hint } = locale.dropzone
  const { state, dropProps } = useFileDrop({
    accept,
    disabled,
    anywhere: drag === 'anywhere',
    onDrop(transfer, event) {
      receive(transfer)
      events.drop(event)
    },
  })

  return (
    <div
      {...lookOf(root, 'dropzone', 'ru-dropzone')}
      {...dropProps}
      data-dragging={state === 'over' || undefined}
      data-rejecting={state === 'rejecting' || undefined}
      data-disabled={disabled || undefined}
    >
      <FileButton
        className="ru-dropzone-button"
        accept={accept}
        multiple={root.multiple}
        directory={directory}
        capture={root.capture}
        disabled={disabled}
        onOpener={setOpener}
        onPick={(files) => void add(files)}
      >
        <span className="ru-dropzone-icon">
          <Icon name={state === 'rejecting' ? 'problem' : 'upload'} />
        </span>
        <span className="ru-dropzone-text">
          {state === 'over' && release}
          {state === 'rejecting' && refuse}
          {state === 'idle' && (
            <>
              {drop} <span className="ru-link">{directory ? chooseFolder : choose}</span>
            </>
          )}
        </span>
        <span className="ru-dropzone-hint">{hint}</span>
      </FileButton>
    </div>
  )
}
