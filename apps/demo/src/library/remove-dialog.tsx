import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { JSX } from 'react'
import { api, type LibraryObject } from '../api.ts'
import { Modal } from '../parts/modal.tsx'
import { useWording } from '../wording.tsx'

export interface RemoveDialogProps {
  readonly object: LibraryObject
  readonly onClose: () => void
}

/** Asks before a file is gone for good. */
export function RemoveDialog({ object, onClose }: RemoveDialogProps): JSX.Element {
  const { say } = useWording()
  const queries = useQueryClient()
  const remove = useMutation({
    mutationFn: api.remove,
    async onSuccess() {
      await queries.invalidateQueries({ queryKey: ['storage'] })
      onClose()
    },
  })
  return (
    <Modal title={say('removeTitle')} onClose={onClose}>
      <p>{say('removeText', { name: object.name })}</p>
      {remove.error && <p role="alert">{say('removeFailed', { reason: remove.error.message })}</p>}
      <div className="modal-actions">
        <button type="button" className="button" onClick={onClose}>
          {say('cancel')}
        </button>
        <button
          type="button"
          className="button danger"
          disabled={remove.isPending}
          onClick={() => remove.mutate(object)}
        >
          {say('remove')}
        </button>
      </div>
    </Modal>
  )
}
