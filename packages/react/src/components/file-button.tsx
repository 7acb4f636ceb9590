import { useEffect, type ReactElement, type ReactNode } from 'react'
import { SlotButton } from './slot-button.tsx'
import { useFilePicker, type FilePickerOptions } from '../hooks/use-file-picker.ts'

export interface FileButtonProps extends FilePickerOptions {
  /** A button of the design system, where `components` names one. @default a plain element */
  readonly kind?: 'plain' | 'primary'
  readonly className?: string
  readonly 'aria-label'?: string
  readonly children: ReactNode
  /** Is given what opens the picker, and `null` when the button leaves the page. */
  readonly onOpener?: (open: (() => void) | null) => void
}

/** A real button that opens the file picker. */
export function FileButton(props: FileButtonProps): ReactElement {
  const { onOpener, kind, children, className, 'aria-label': label, ...options } = props
  const { open, inputProps } = useFilePicker(options)

  useEffect(() => {
    onOpener?.(open)
    return () => onOpener?.(null)
  }, [onOpener, open])

  return (
    <>
      {kind ? (
        <SlotButton kind={kind} {...(label !== undefined && { label })} onClick={open}>
          {children}
        </SlotButton>
      ) : (
        <button
          type="button"
          className={className}
          disabled={options.disabled}
          aria-label={label}
          onClick={open}
        >
          {children}
        </button>
      )}
      <input {...inputProps} />
    </>
  )
}
