import { useState, type DragEvent, type ReactElement } from 'react'
import { FileButton } from './file-button.tsx'
import { Icon } from './icon.tsx'
import { useRoot } from './root-context.ts'

/** Takes files by drop and by its button: click, Enter or Space. */
export function UploadDropzone(): ReactElement {
  const { accept, multiple, directory, disabled, locale, add, receive } = useRoot()
  const [isDragging, setDragging] = useState(false)
  const { drop, choose, chooseFolder, release, hint } = locale.dropzone

  function drag(event: DragEvent<HTMLDivElement>): void {
    if (!event.dataTransfer.types.includes('Files')) return
    // Also when disabled: a file dropped beside its mark would replace the page.
    event.preventDefault()
    event.dataTransfer.dropEffect = disabled ? 'none' : 'copy'
    setDragging(!disabled)
  }

  function leave(event: DragEvent<HTMLDivElement>): void {
    const { relatedTarget } = event
    const isInside = relatedTarget instanceof Node && event.currentTarget.contains(relatedTarget)
    if (!isInside) setDragging(false)
  }

  function receiveDrop(event: DragEvent<HTMLDivElement>): void {
    if (!event.dataTransfer.types.includes('Files')) return
    event.preventDefault()
    setDragging(false)
    if (!disabled) receive(event.dataTransfer)
  }

  return (
    <div
      className="ru-dropzone"
      data-dragging={isDragging || undefined}
      data-disabled={disabled || undefined}
      onDragEnter={drag}
      onDragOver={drag}
      onDragLeave={leave}
      onDrop={receiveDrop}
    >
      <FileButton
        className="ru-dropzone-button"
        accept={accept}
        multiple={multiple}
        directory={directory}
        disabled={disabled}
        onPick={add}
      >
        <span className="ru-dropzone-icon">
          <Icon name="upload" />
        </span>
        <span className="ru-dropzone-text">
          {isDragging ? (
            release
          ) : (
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
