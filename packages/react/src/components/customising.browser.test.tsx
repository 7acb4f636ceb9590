import { describe, expect, it, vi } from 'vitest'
import { page } from 'vitest/browser'
import type { PartProgress } from '@resumable-upload/core'
import { createDrivenUploader } from '../testing/fake-uploader.ts'
import { renderPage } from '../testing/render-page.tsx'
import { fileInfo, storedObject } from '../testing/samples.ts'
import type { ButtonSlotProps, ProgressSlotProps } from './props/upload-components.ts'

const file = fileInfo('report.zip', 300)

describe('customising', () => {
  it('puts the application’s own button, progress and icon in the place of ours', async () => {
    const { upload } = await setUp({
      components: {
        Button: ({ kind, icon, children, onClick, 'aria-label': label }: ButtonSlotProps) => (
          <button type="button" aria-label={label} data-kind={kind} onClick={onClick}>
            {icon}
            {children}
          </button>
        ),
        Progress: ({ percent, 'aria-label': label }: ProgressSlotProps) => (
          <progress aria-label={label} max={100} value={percent ?? undefined} />
        ),
        Icon: ({ name }) => <i data-icon={name} />,
      },
    })
    upload.report({ sentBytes: 150 })

    await expect.element(page.getByRole('progressbar')).toHaveAttribute('value', '50')
    const pause = page.getByRole('button', { name: 'Pause report.zip' })
    await expect.element(pause).toHaveAttribute('data-kind', 'icon')
    expect(pause.element().querySelector('[data-icon=pause]')).not.toBeNull()
    await pause.click()
    expect(upload.commands).toEqual(['pause'])
  })

  it('adds class names and styles to each part', async () => {
    const { container } = await setUp({
      classNames: { list: 'my-list', item: 'my-item', dropzone: 'my-zone' },
      styles: { actions: { color: 'red' } },
      className: 'mine',
    })
    expect(container.querySelector('section')?.className).toBe('ru-root mine')
    expect(container.querySelector('.my-zone .ru-dropzone-button')).not.toBeNull()
    expect(container.querySelector('.my-list .my-item')).not.toBeNull()
    expect(container.querySelector<HTMLElement>('.ru-actions')?.style.color).toBe('red')
  })

  it('renders rows as the application says, around ours', async () => {
    const { upload } = await setUp({
      itemRender: (origin, item, items, actions) => (
        <div>
          <b>
            {item.name} is one of {items.length}: {item.percent} %
          </b>
          {origin}
          <button type="button" onClick={actions.pause}>
            Hold
          </button>
        </div>
      ),
    })
    upload.report({ sentBytes: 150 })
    await expect.element(page.getByText('report.zip is one of 1: 50 %')).toBeVisible()
    await page.getByRole('button', { name: 'Hold' }).click()
    expect(upload.commands).toEqual(['pause'])
  })

  it('leaves out what is not wanted', async () => {
    await setUp({ showUploadList: { showPauseIcon: false, extra: ({ name }) => <em>{name}!</em> } })
    await expect.element(page.getByText('report.zip!')).toBeVisible()
    await expect.element(page.getByRole('button', { name: 'Pause' })).not.toBeInTheDocument()
    await expect.element(page.getByRole('button', { name: 'Cancel report.zip' })).toBeVisible()
  })

  it('shows no list where none is wanted', async () => {
    await setUp({ showUploadList: false })
    await expect.element(page.getByRole('list', { name: 'Uploads' })).not.toBeInTheDocument()
    await expect.element(page.getByRole('button', { name: 'Drop files here' })).toBeVisible()
  })

  it('previews and downloads what is done', async () => {
    const onPreview = vi.fn<(item: object) => void>()
    const onDownload = vi.fn<(item: object) => void>()
    const { upload } = await setUp({ onPreview, onDownload })
    upload.report({ status: 'done', object: storedObject })
    await page.getByRole('button', { name: 'Preview report.zip' }).click()
    await page.getByRole('button', { name: 'Download report.zip' }).click()
    expect(onPreview.mock.calls).toMatchObject([[{ url: storedObject.url, percent: 100 }]])
    expect(onDownload).toHaveBeenCalledOnce()
  })

  it('asks the application before a person removes a row', async () => {
    const answers = [Promise.resolve(false), true]
    const { uploader, upload } = await setUp({ onRemove: () => answers.shift() })
    const cancel = page.getByRole('button', { name: 'Cancel report.zip' })
    await cancel.click()
    expect(upload.commands).toEqual([])
    await cancel.click()
    expect(upload.commands).toEqual(['cancel'])
    expect(uploader.getSnapshot()).toHaveLength(1)
  })
})

describe('the cells of the parts', () => {
  it('say how many are stored, and are painted as one', async () => {
    const { container, upload } = await setUp()
    upload.report({ partCount: 4, storedParts: 2 })
    upload.showParts([
      part({ state: 'reused', sentBytes: 10 }),
      part({ state: 'stored', sentBytes: 10 }),
      part({ state: 'sending', sentBytes: 5 }),
      part({ state: 'waiting', repeats: 1 }),
    ])
    await expect
      .element(page.getByRole('img', { name: '2 of 4 parts stored, 1 on the way' }))
      .toBeVisible()
    const strip = container.querySelector('.ru-parts')
    expect(strip?.childElementCount).toBe(0)
    expect(getComputedStyle(strip ?? document.body).backgroundImage).toContain('25%')
  })

  it('are not there for a file that goes in one request', async () => {
    const { upload } = await setUp()
    upload.report({ partCount: 1 })
    await expect.element(page.getByRole('progressbar')).toBeVisible()
    await expect.element(page.getByRole('img')).not.toBeInTheDocument()
  })
})

describe('a list of pictures', () => {
  it('draws small ones of image files, and icons of the others', async () => {
    const uploader = createDrivenUploader()
    const { container } = await renderPage(uploader, { listType: 'picture-card' })
    const input = container.querySelector('input')
    const chosen = new DataTransfer()
    chosen.items.add(await drawPicture('photo.png'))
    chosen.items.add(new File(['no picture'], 'broken.png', { type: 'image/png' }))
    if (input) input.files = chosen.files
    input?.dispatchEvent(new Event('change', { bubbles: true }))

    await expect.element(page.getByText('photo.png')).toBeVisible()
    await expect.poll(() => container.querySelectorAll('canvas:not([hidden])').length).toBe(1)
    const canvas = container.querySelector<HTMLCanvasElement>('canvas:not([hidden])')
    const [red, green, blue] = canvas?.getContext('2d')?.getImageData(5, 5, 1, 1).data ?? []
    expect([red, green, blue]).toEqual([0, 128, 0])
    expect(container.querySelectorAll('[data-status] .ru-item-icon > .ru-icon')).toHaveLength(1)
  })
})

function part(change: Partial<PartProgress>): PartProgress {
  return { number: 1, state: 'waiting', sentBytes: 0, size: 10, repeats: 0, ...change }
}

async function drawPicture(name: string): Promise<File> {
  const canvas = new OffscreenCanvas(300, 200)
  const context = canvas.getContext('2d')
  if (!context) throw new TypeError('There is no canvas here.')
  context.fillStyle = 'green'
  context.fillRect(0, 0, 300, 200)
  return new File([await canvas.convertToBlob()], name, { type: 'image/png' })
}

async function setUp(props: Parameters<typeof renderPage>[1] = {}) {
  const uploader = createDrivenUploader()
  const upload = uploader.place({ status: 'uploading' }, { file })
  const { container } = await renderPage(uploader, props)
  return { uploader, upload, container }
}
