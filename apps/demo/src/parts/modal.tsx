import { useId, useLayoutEffect, useRef, type JSX, type ReactNode } from 'react'
import { useWording } from '../wording.tsx'
import './modal.css'

export interface ModalProps {
  readonly title: string
  /** Also called for Escape. */
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A dialog before everything else, for as long as it is rendered. */
export function Modal({ title, onClose, children }: ModalProps): JSX.Element {
  const { say } = useWording()
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()

  // A layout effect: closed before it leaves the page, the dialog gives the focus back.
  useLayoutEffect(() => {
    const element = dialog.current
    element?.showModal()
    return () => element?.close()
  }, [])

  return (
    <dialog
      ref={dialog}
      className="modal"
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      <header className="modal-head">
        <h2 id={titleId}>{title}</h2>
        <button type="button" className="button" onClick={onClose}>
          {say('close')}
        </button>
      </header>
      {children}
    </dialog>
  )
}
