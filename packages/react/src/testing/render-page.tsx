import type { Uploader } from '@resumable-upload/core'
import type { ReactElement, Ref } from 'react'
import { render, type RenderResult } from 'vitest-browser-react'
import type { ResumableUploadHandle } from '../components/props/resumable-upload-handle.ts'
import type { ResumableUploadProps } from '../components/props/resumable-upload-props.ts'
import { ResumableUpload } from '../components/resumable-upload.tsx'
import { UploaderProvider } from '../hooks/uploader-provider.tsx'
import '../styles.css'

export interface PageProps extends ResumableUploadProps {
  readonly uploader: Uploader
  readonly handle?: Ref<ResumableUploadHandle>
}

/** What an application writes. */
export function Page({ uploader, handle, ...props }: PageProps): ReactElement {
  return (
    <UploaderProvider uploader={uploader}>
      <ResumableUpload {...props} ref={handle} />
    </UploaderProvider>
  )
}

/** A page, in English where no other language is asked for, with one upload component. */
export function renderPage(
  uploader: Uploader,
  props: ResumableUploadProps = {},
): Promise<RenderResult> {
  return render(<Page uploader={uploader} {...props} />)
}

/** The hidden input that belongs to the button of this name. */
export function inputOf(button: Element): HTMLInputElement {
  const input = button.nextElementSibling
  if (input instanceof HTMLInputElement) return input
  throw new TypeError('This button opens no picker.')
}
