import { useCallback, useMemo, useRef, type InputHTMLAttributes, type RefCallback } from 'react'
import { canPickWithHandles, pickWithHandles } from '../files/pick-with-handles.ts'
import { pickedFrom, type PickedFile } from '../files/picked-file.ts'
import { acceptAttribute, type Accept } from '../selection/accepts-file.ts'
import { useLatest } from './use-latest.ts'

export interface FilePickerOptions {
  readonly onPick: (files: readonly PickedFile[]) => void
  readonly accept?: Accept | undefined
  readonly multiple?: boolean | undefined
  readonly directory?: boolean | undefined
  readonly capture?: boolean | 'user' | 'environment' | undefined
  readonly disabled?: boolean | undefined
}

export interface FilePicker {
  /** Call it inside a click. */
  readonly open: () => void
  /** For an `<input>` that has to be on the page, in sight or not. */
  readonly inputProps: FileInputProps
}

export type FileInputProps = InputHTMLAttributes<HTMLInputElement> & {
  readonly ref: RefCallback<HTMLInputElement>
}

/** The browser's picker, one that gives handles where there is such a one. */
export function useFilePicker(options: FilePickerOptions): FilePicker {
  const { accept, multiple = false, directory = false, capture, disabled = false } = options
  const input = useRef<HTMLInputElement | null>(null)
  const latest = useLatest(options)

  const open = useCallback(() => {
    const asked = latest.current
    // Folders, cameras and loose types are asked for with the input, which says them everywhere.
    const needsInput = asked.directory || asked.capture || typeof asked.accept === 'string'
    if (asked.disabled) return
    if (needsInput || !canPickWithHandles()) input.current?.click()
    else void openWithHandles()

    async function openWithHandles(): Promise<void> {
      const groups = typeof asked.accept === 'object' ? asked.accept : null
      const files = await pickWithHandles({ multiple: asked.multiple ?? false, groups })
      if (!files) input.current?.click()
      else if (files.length > 0) latest.current.onPick(files)
    }
  }, [latest])

  const ref = useCallback(
    (element: HTMLInputElement | null) => {
      if (!element) return
      input.current = element
      // Not by React, and never taken back: somebody may choose when the input has left the page.
      element.onchange = () => {
        const files = pickedFrom(element.files ?? [])
        // Emptied, so that choosing the same file again is a change again.
        element.value = ''
        if (files.length > 0) latest.current.onPick(files)
      }
    },
    [latest],
  )

  const inputProps = useMemo(
    (): FileInputProps => ({
      ref,
      type: 'file',
      className: 'ru-file-input',
      tabIndex: -1,
      'aria-hidden': true,
      accept: acceptAttribute(accept),
      multiple,
      disabled,
      capture,
      ...(directory && { webkitdirectory: '' }),
    }),
    [accept, multiple, directory, capture, disabled, ref],
  )
  return { open, inputProps }
}
