import { describe, expect, it, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import type { Upload } from '@resumable-upload/core'
import { carry } from '../testing/drag-files.ts'
import { createDrivenUploader } from '../testing/fake-uploader.ts'
import { storedObject } from '../testing/samples.ts'
import { UploaderProvider } from './uploader-provider.tsx'
import { useResumableUpload, type UseResumableUploadOptions } from './use-resumable-upload.ts'
import { useUpload } from './use-upload.ts'

const report = new File(['hello'], 'report.zip', { type: 'application/zip' })
const photo = new File(['world'], 'photo.png', { type: 'image/png' })

describe('useResumableUpload', () => {
  it('makes an upload component of anybody’s own elements', async () => {
    const { uploader } = await setUp()

    await userEvent.upload(page.getByLabelText('Picker'), report)

    await expect.element(page.getByText('report.zip: queued')).toBeVisible()
    await page.getByRole('button', { name: 'Pause' }).click()
    await expect.element(page.getByText('report.zip: paused')).toBeVisible()
    expect(uploader.find('report.zip').getSnapshot().group).toBe('mine')
  })

  it('opens the picker by its trigger, and runs the handler that was there before', async () => {
    vi.stubGlobal('showOpenFilePicker', undefined)
    const { onClick } = await setUp()
    const opened = vi.fn<(event: Event) => void>((event) => event.preventDefault())
    page.getByLabelText('Picker').element().addEventListener('click', opened)
    await page.getByRole('button', { name: 'Add files' }).click()
    expect(onClick).toHaveBeenCalledOnce()
    expect(opened).toHaveBeenCalledOnce()
    vi.unstubAllGlobals()
  })

  it('takes drops and pastes, and says what it did not take', async () => {
    const onReject = vi.fn<NonNullable<UseResumableUploadOptions['onReject']>>()
    await setUp({ accept: 'image/*', onReject })
    const area = page.getByTestId('area').element()

    area.dispatchEvent(
      new DragEvent('drop', { dataTransfer: carry(report), bubbles: true, cancelable: true }),
    )
    await expect
      .element(page.getByText('report.zip was not taken: type-not-accepted'))
      .toBeVisible()
    expect(onReject.mock.calls[0]?.[0]).toMatchObject([{ name: 'report.zip', file: report }])

    area.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: carry(photo), bubbles: true, cancelable: true }),
    )
    await expect.element(page.getByText('photo.png: queued')).toBeVisible()
  })

  it('tells what happens', async () => {
    const onEvent = vi.fn<NonNullable<UseResumableUploadOptions['onEvent']>>()
    const { uploader } = await setUp({ onEvent })
    await userEvent.upload(page.getByLabelText('Picker'), report)
    await expect.element(page.getByText('report.zip: queued')).toBeVisible()
    uploader.find('report.zip').report({ status: 'done', object: storedObject })
    await expect
      .poll(() => onEvent.mock.calls.map(([event]) => event))
      .toEqual(['start', 'success'])
  })
})

function Row({ upload }: { readonly upload: Upload }) {
  const { file, status } = useUpload(upload)
  return (
    <li>
      {file.name}: {status}
    </li>
  )
}

function Own({
  onClick,
  ...options
}: UseResumableUploadOptions & { readonly onClick: () => void }) {
  const { uploads, rejections, pause, ...props } = useResumableUpload({ group: 'mine', ...options })
  return (
    <div {...props.getRootProps()} data-testid="area">
      <button {...props.getTriggerProps({ onClick })}>Add files</button>
      <input {...props.getInputProps()} aria-hidden={false} aria-label="Picker" />
      <ul>
        {uploads.map((upload) => (
          <Row key={upload.id} upload={upload} />
        ))}
      </ul>
      {rejections.map(({ name, reason }) => (
        <p key={name}>
          {name} was not taken: {typeof reason === 'string' ? reason : reason.message}
        </p>
      ))}
      <button type="button" onClick={() => pause()}>
        Pause
      </button>
    </div>
  )
}

async function setUp(options: UseResumableUploadOptions = {}) {
  const uploader = createDrivenUploader()
  const onClick = vi.fn<() => void>()
  await render(
    <UploaderProvider uploader={uploader}>
      <Own {...options} onClick={onClick} />
    </UploaderProvider>,
  )
  return { uploader, onClick }
}
