import type { JSX } from 'react'
import { downloadUrl, type LibraryObject } from '../api.ts'
import { Modal } from '../parts/modal.tsx'
import { useWording } from '../wording.tsx'
import { previewKindOf } from './preview-kind.ts'
import { TextPreview } from './text-preview.tsx'

export interface ObjectPreviewProps {
  readonly object: LibraryObject
  readonly onClose: () => void
}

/** Shows an object by a link that the backend signs anew for each request, so that none expires. */
export function ObjectPreview({ object, onClose }: ObjectPreviewProps): JSX.Element {
  const { say } = useWording()
  return (
    <Modal title={object.name} onClose={onClose}>
      <div className="preview">
        <Content object={object} />
      </div>
      <p>
        <a href={downloadUrl(object)} download>
          {say('download')}
        </a>
      </p>
    </Modal>
  )
}

function Content({ object }: { readonly object: LibraryObject }): JSX.Element {
  const { say } = useWording()
  const url = downloadUrl(object)
  switch (previewKindOf(object.name)) {
    case 'image':
      return <img src={url} alt={object.name} />
    case 'video':
      return <video src={url} controls preload="metadata" aria-label={object.name} />
    case 'audio':
      return <audio src={url} controls preload="metadata" aria-label={object.name} />
    case 'text':
      return <TextPreview object={object} />
    case 'none':
      return <p className="quiet">{say('previewNone')}</p>
  }
}
