import { expect } from 'vitest'
import { page } from 'vitest/browser'
import { StrictMode, type ReactElement, type ReactNode } from 'react'
import { render, type RenderResult } from 'vitest-browser-react'
import type { Uploader } from '@resumable-upload/core'
import { createUploader } from '@resumable-upload/core/browser'
import {
  createMemoryStorage,
  createTestFile,
  type MemoryStorage,
} from '@resumable-upload/core/testing'
import { UploaderProvider } from '../hooks/uploader-provider.tsx'
import '../styles.css'

const partSize = 1024

/** A real engine over a storage in memory, and a page in Strict Mode. */
export interface FormStage {
  readonly storage: MemoryStorage
  readonly uploader: Uploader
  readonly show: (form: ReactElement) => Promise<RenderResult>
  /** Keeps every file from being finished until it is called. */
  readonly holdUploads: () => () => void
}

const opened: Uploader[] = []

export async function closeStages(): Promise<void> {
  await Promise.all(opened.splice(0).map((uploader) => uploader.dispose()))
}

export function openStage(): FormStage {
  const storage = createMemoryStorage({})
  const uploader = createUploader({
    storage,
    scope: crypto.randomUUID(),
    partSize,
    simpleUploadLimit: partSize,
  })
  opened.push(uploader)
  const wrapper = ({ children }: { readonly children: ReactNode }): ReactElement => (
    <StrictMode>
      <UploaderProvider uploader={uploader}>{children}</UploaderProvider>
    </StrictMode>
  )
  return {
    storage,
    uploader,
    show: (form) => render(form, { wrapper }),
    holdUploads() {
      const gate = storage.faults.hold({ op: 'sendPart', times: Infinity })
      return gate.open
    },
  }
}

/** Chooses files in the field of this label, as a person does. */
export async function chooseFor(label: string, ...names: readonly string[]): Promise<void> {
  const field = page.getByLabelText(label, { exact: true })
  await expect.element(field).toBeInTheDocument()
  const input = field.element()
  if (!(input instanceof HTMLInputElement)) throw new TypeError(`${label} is no file field.`)
  const transfer = new DataTransfer()
  for (const [index, name] of names.entries())
    transfer.items.add(createTestFile({ name, size: 4 * partSize, seed: index + 1 }))
  input.files = transfer.files
  input.dispatchEvent(new Event('change', { bubbles: true }))
}
