import {
  useRef,
  type ButtonHTMLAttributes,
  type ChangeEvent,
  type ReactElement,
  type ReactNode,
} from 'react'
import { canPickWithHandles, pickWithHandles } from '../files/pick-with-handles.ts'
import { pickedFrom, type PickedFile } from '../files/picked-file.ts'

export interface FileButtonProps {
  readonly onPick: (files: readonly PickedFile[]) => void
  readonly accept?: string | undefined
  readonly multiple?: boolean
  readonly directory?: boolean
  readonly disabled?: boolean
  readonly className?: string
  readonly 'aria-label'?: string
  readonly children: ReactNode
}

/** A real button that opens the file picker, one that gives handles where there is such a one. */
export function FileButton(props: FileButtonProps): ReactElement {
  const { onPick, accept, multiple = false, directory = false, disabled = false, children } = props
  const input = useRef<HTMLInputElement>(null)
  const button: ButtonHTMLAttributes<HTMLButtonElement> = {
    className: props.className,
    disabled,
    'aria-label': props['aria-label'],
  }

  function pick(event: ChangeEvent<HTMLInputElement>): void {
    const files = pickedFrom(event.currentTarget.files ?? [])
    // Emptied, so that choosing the same file again is a change again.
    event.currentTarget.value = ''
    if (files.length > 0) onPick(files)
  }

  async function pickWithHandlesOrInput(): Promise<void> {
    const files = await pickWithHandles(multiple)
    if (!files) input.current?.click()
    else if (files.length > 0) onPick(files)
  }

  function open(): void {
    // Types and folders are asked for with the input, which says them in one way everywhere.
    if (directory || accept || !canPickWithHandles()) input.current?.click()
    else void pickWithHandlesOrInput()
  }

  return (
    <>
      <button {...button} type="button" onClick={open}>
        {children}
      </button>
      <input
        ref={input}
        type="file"
        className="ru-file-input"
        tabIndex={-1}
        aria-hidden="true"
        accept={accept}
        multiple={multiple}
        disabled={disabled}
        onChange={pick}
        {...(directory && { webkitdirectory: '' })}
      />
    </>
  )
}
