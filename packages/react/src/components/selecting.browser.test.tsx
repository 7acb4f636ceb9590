import { createRef } from 'react'
import { describe, expect, it, vi } from 'vitest'
import { page } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import { LIST_IGNORE } from '../selection/before-upload.ts'
import { createDrivenUploader, type DrivenUploader } from '../testing/fake-uploader.ts'
import { carry } from '../testing/drag-files.ts'
import { inputOf, Page, renderPage } from '../testing/render-page.tsx'
import type { ResumableUploadHandle } from './props/resumable-upload-handle.ts'
import type { ResumableUploadProps } from './props/resumable-upload-props.ts'
import type { FileRejection } from './props/selection-props.ts'

const note = new File(['hi'], 'note.txt', { type: 'text/plain' })
const report = new File(['hello, world'], 'report.zip', { type: 'application/zip' })
const photo = new File(['photo'], 'photo.png', { type: 'image/png' })

describe('the limits of a selection', () => {
  it('are said in words, with their numbers, and told to the application', async () => {
    const onReject = vi.fn<(rejections: readonly FileRejection[]) => void>()
    const { uploader, handle } = await setUp({ minSize: 3, maxSize: 10, onReject })

    await handle.add([note, report, photo])

    await expect
      .element(page.getByRole('alert'))
      .toHaveTextContent('note.txt Smaller than 3 bytes.report.zip Larger than 10 bytes.')
    expect(namesIn(uploader)).toEqual(['photo.png'])
    expect(onReject).toHaveBeenCalledExactlyOnceWith([
      {
        file: note,
        name: 'note.txt',
        errors: [{ code: 'too-small', message: 'Smaller than 3 bytes.' }],
      },
      {
        file: report,
        name: 'report.zip',
        errors: [{ code: 'too-large', message: 'Larger than 10 bytes.' }],
      },
    ])
  })

  it('count what is listed, whichever way it came', async () => {
    const onExceed = vi.fn<NonNullable<ResumableUploadProps['onExceed']>>()
    const { uploader, handle } = await setUp({ maxCount: 2, onExceed })
    uploader.add(note)

    await Promise.all([handle.add([report]), handle.add([photo])])

    expect(namesIn(uploader)).toEqual(['note.txt', 'report.zip'])
    await expect.element(page.getByText('There is room for 2 files only.')).toBeVisible()
    const [files, items] = onExceed.mock.calls[0] ?? []
    expect(files).toEqual([photo])
    expect(items?.map(({ name }) => name)).toEqual(['note.txt', 'report.zip'])
  })

  it('let a new file take the place of the one before where there is one place', async () => {
    const { uploader, handle } = await setUp({ maxCount: 1 })
    await handle.add([note])
    const first = uploader.find('note.txt')

    await handle.add([report])

    expect(namesIn(uploader)).toEqual(['report.zip'])
    expect(first.commands).toEqual(['cancel'])
  })
})

describe('what the application says of a file', () => {
  it('is shown in its own words', async () => {
    const { handle } = await setUp({
      validate: ({ name }) =>
        name.startsWith('note') ? { code: 'no-notes', message: 'No notes.' } : null,
    })
    await handle.add([note])
    await expect.element(page.getByRole('alert')).toHaveTextContent('note.txt No notes.')
  })

  it('drops, holds back or replaces it before it is uploaded', async () => {
    const { uploader, handle } = await setUp({
      beforeUpload: ({ name }) => {
        if (name === 'note.txt') return LIST_IGNORE
        return name === 'report.zip' ? false : new Blob(['a smaller photo'])
      },
    })

    await handle.add([note, report, photo])

    expect(namesIn(uploader)).toEqual(['report.zip', 'photo.png'])
    await expect.element(page.getByText('Ready to start.')).toBeVisible()
    expect(uploader.find('photo.png').getSnapshot().file.size).toBe(15)
    await page.getByRole('button', { name: 'Start report.zip' }).click()
    expect(uploader.find('report.zip').getSnapshot().status).toBe('queued')
  })

  it('stops nothing when it throws', async () => {
    const { handle } = await setUp({
      validate() {
        throw new Error('A bug.')
      },
    })
    await handle.add([note])
    await expect
      .element(page.getByRole('alert'))
      .toHaveTextContent('Something unforeseen happened.')
  })
})

describe('files that are not to be started', () => {
  it('wait for the application, or for “Start all”', async () => {
    const { uploader, handle } = await setUp({ autoUpload: false })
    await handle.add([note, report, photo])
    expect(statuses(uploader)).toEqual(['paused', 'paused', 'paused'])

    handle.start(uploader.find('photo.png').id)
    expect(statuses(uploader)).toEqual(['paused', 'paused', 'queued'])

    await page.getByRole('button', { name: 'Start all' }).click()
    expect(statuses(uploader)).toEqual(['queued', 'queued', 'queued'])
  })
})

describe('dragging', () => {
  it('says before the drop that nothing of it would be taken', async () => {
    await setUp({ accept: 'image/*' })
    drag(dropzone(), 'dragover', [report])
    await expect.element(page.getByText('Files of this type are not accepted here')).toBeVisible()
    drag(dropzone(), 'dragover', [photo])
    await expect.element(page.getByText('Release to upload')).toBeVisible()
  })

  it('takes drops anywhere on the page, once, where that is asked for', async () => {
    const onDrop = vi.fn<() => void>()
    const { uploader } = await setUp({ drag: 'anywhere', onDrop })

    drag(document.body, 'dragover', [photo])
    await expect.element(page.getByText('Release to upload')).toBeVisible()
    drag(document.body, 'drop', [photo])
    await expect.poll(() => namesIn(uploader)).toEqual(['photo.png'])

    drag(dropzone(), 'drop', [note])
    await expect.poll(() => namesIn(uploader)).toEqual(['photo.png', 'note.txt'])
    expect(onDrop).toHaveBeenCalledTimes(2)
  })

  it('is a plain button where it is switched off', async () => {
    const { uploader } = await setUp({ drag: false })
    const button = page.getByRole('button', { name: 'choose files' })
    await expect.element(button).toBeVisible()
    drag(button.element(), 'drop', [photo])
    expect(namesIn(uploader)).toEqual([])
  })
})

it('leaves pasted files alone where pasting is switched off', async () => {
  const { uploader } = await setUp({ pastable: false })
  const paste = new ClipboardEvent('paste', {
    clipboardData: carry(photo),
    bubbles: true,
    cancelable: true,
  })
  expect(dropzone().dispatchEvent(paste)).toBe(true)
  expect(namesIn(uploader)).toEqual([])
})

it('opens the camera on phones where that is asked for', async () => {
  await renderPage(createDrivenUploader(), { accept: 'image/*', capture: 'environment' })
  expect(inputOf(dropzone()).getAttribute('capture')).toBe('environment')
})

it('gives Chromium’s picker the groups of types, so that its files can be opened again', async () => {
  const picker = vi.fn<(wishes: unknown) => Promise<never[]>>(async () => [])
  vi.stubGlobal('showOpenFilePicker', picker)
  const accept = { 'image/*': ['.png', '.jpg'] }
  await renderPage(createDrivenUploader(), { accept })
  await page.getByRole('button', { name: 'Drop files here' }).click()
  expect(picker).toHaveBeenCalledWith({ multiple: true, types: [{ accept }] })
  vi.unstubAllGlobals()
})

describe('the ref', () => {
  it('opens the picker, lists, and commands one or all', async () => {
    vi.stubGlobal('showOpenFilePicker', undefined)
    const { uploader, handle } = await setUp()
    const opened = vi.fn<(event: Event) => void>((event) => event.preventDefault())
    inputOf(dropzone()).addEventListener('click', opened)
    handle.open()
    expect(opened).toHaveBeenCalledOnce()

    const items = await handle.add([note, report])
    expect(items).toMatchObject([{ name: 'note.txt', status: 'uploading' }, { name: 'report.zip' }])
    uploader.find('note.txt').report({ status: 'uploading', sentBytes: 1 })
    handle.pause()
    expect(statuses(uploader)).toEqual(['paused', 'paused'])
    handle.resume(uploader.find('note.txt').id)
    expect(statuses(uploader)).toEqual(['queued', 'paused'])
    await handle.cancel()
    expect(statuses(uploader)).toEqual(['canceled', 'canceled'])
    handle.clear()
    expect(handle.getItems()).toEqual([])
    expect(handle.nativeElement?.tagName).toBe('SECTION')
    vi.unstubAllGlobals()
  })
})

async function setUp(
  props: ResumableUploadProps = {},
): Promise<{ uploader: DrivenUploader; handle: ResumableUploadHandle }> {
  const uploader = createDrivenUploader()
  const ref = createRef<ResumableUploadHandle>()
  await render(<Page uploader={uploader} {...props} handle={ref} />)
  if (!ref.current) throw new TypeError('The ref was not set.')
  return { uploader, handle: ref.current }
}

function dropzone(): Element {
  return page
    .getByRole('button', { name: /Drop files here|Release to upload|not accepted/ })
    .element()
}

function drag(target: Element, type: 'dragover' | 'drop', files: readonly File[]): void {
  const dataTransfer = carry(...files)
  target.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }))
}

function namesIn(uploader: DrivenUploader): readonly string[] {
  return uploader.getSnapshot().map((upload) => upload.getSnapshot().file.name)
}

function statuses(uploader: DrivenUploader): readonly string[] {
  return uploader.getSnapshot().map((upload) => upload.getSnapshot().status)
}
