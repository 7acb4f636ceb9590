import { afterEach, describe, expect, it, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { carry } from '../testing/drag-files.ts'
import { createDrivenUploader, type DrivenUploader } from '../testing/fake-uploader.ts'
import { inputOf, renderPage } from '../testing/render-page.tsx'

const report = new File(['hello'], 'report.zip', { type: 'application/zip' })
const photo = new File(['world'], 'photo.png', { type: 'image/png' })

afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

describe('adding files', () => {
  it('takes the files that somebody chooses, into the group of the component', async () => {
    const uploader = createDrivenUploader()
    await renderPage(uploader, { group: 'attachments' })

    await userEvent.upload(picker(), [report, photo])

    await expect.element(page.getByText('report.zip')).toBeVisible()
    expect(namesIn(uploader)).toEqual(['report.zip', 'photo.png'])
    expect(uploader.find('report.zip').getSnapshot().group).toBe('attachments')
  })

  it('takes the same file again after it was removed', async () => {
    const uploader = createDrivenUploader()
    await renderPage(uploader)
    await userEvent.upload(picker(), report)
    await page.getByRole('button', { name: 'Cancel report.zip' }).click()
    await page.getByRole('button', { name: 'Remove report.zip' }).click()
    expect(namesIn(uploader)).toEqual([])

    await userEvent.upload(picker(), report)

    await expect.element(page.getByText('Waiting for its turn.')).toBeVisible()
  })

  it('opens the picker by click, Enter and Space', async () => {
    vi.stubGlobal('showOpenFilePicker', undefined)
    await renderPage(createDrivenUploader())
    let opened = 0
    // Counts, and keeps the browser's own window closed.
    picker().addEventListener('click', (event) => {
      event.preventDefault()
      opened += 1
    })

    await dropzone().click()
    await userEvent.keyboard('{Enter}')
    await userEvent.keyboard(' ')

    expect(opened).toBe(3)
  })

  it('keeps the handles of the picker that has some', async () => {
    const handle = await createHandle('picked.txt')
    vi.stubGlobal('showOpenFilePicker', async () => [handle])
    const uploader = createDrivenUploader()
    await renderPage(uploader)

    await dropzone().click()

    await expect.element(page.getByText('picked.txt')).toBeVisible()
    expect(uploader.find('picked.txt').handles).toEqual([handle])
  })

  it('does nothing when that picker is closed, and opens the plain one where it is not to be had', async () => {
    const showOpenFilePicker = vi.fn<() => Promise<never>>()
    vi.stubGlobal('showOpenFilePicker', showOpenFilePicker)
    await renderPage(createDrivenUploader())
    const plain = vi.fn<(event: Event) => void>((event) => event.preventDefault())
    picker().addEventListener('click', plain)

    showOpenFilePicker.mockRejectedValue(new DOMException('Closed.', 'AbortError'))
    await dropzone().click()
    expect(plain).not.toHaveBeenCalled()

    showOpenFilePicker.mockRejectedValue(new DOMException('In a frame.', 'SecurityError'))
    await dropzone().click()
    await expect.poll(() => plain.mock.calls).toHaveLength(1)
  })

  it('keeps the handles of what is dropped, asked for every item before the event is over', async () => {
    const handles = [await createHandle('a.txt'), await createHandle('b.txt')]
    const asked: DataTransferItem[] = []
    // A drop that a test makes up has no handles of its own.
    vi.spyOn(prototypeOfItems, 'getAsFileSystemHandle').mockImplementation(function (
      this: DataTransferItem,
    ) {
      asked.push(this)
      return Promise.resolve(handles[asked.length - 1])
    })
    const uploader = createDrivenUploader()
    await renderPage(uploader)

    drag('drop', carry(...(await Promise.all(handles.map((handle) => handle.getFile())))))
    expect(asked).toHaveLength(2)

    await expect.element(page.getByText('b.txt')).toBeVisible()
    expect(uploader.find('a.txt').handles).toEqual([handles[0]])
    expect(uploader.find('b.txt').handles).toEqual([handles[1]])
  })

  it('takes dropped files, and shows where they would land', async () => {
    const uploader = createDrivenUploader()
    await renderPage(uploader)
    const dragged = carry(report, photo)

    drag('dragover', dragged)
    await expect.element(page.getByText('Release to upload')).toBeVisible()
    drag('drop', dragged)

    await expect.element(page.getByText('photo.png')).toBeVisible()
    await expect.element(page.getByText('Release to upload')).not.toBeInTheDocument()
    expect(namesIn(uploader)).toEqual(['report.zip', 'photo.png'])
  })

  it('leaves text that is dragged over it alone', async () => {
    await renderPage(createDrivenUploader())
    const text = new DataTransfer()
    text.setData('text/plain', 'hello')
    expect(drag('dragover', text)).toBe(true)
  })

  it('takes pasted files', async () => {
    const uploader = createDrivenUploader()
    await renderPage(uploader)
    const paste = { clipboardData: carry(photo), bubbles: true, cancelable: true }
    dropzone().element().dispatchEvent(new ClipboardEvent('paste', paste))
    await expect.element(page.getByText('photo.png')).toBeVisible()
  })

  it('takes nothing while disabled, and keeps a dropped file from replacing the page', async () => {
    const uploader = createDrivenUploader()
    await renderPage(uploader, { disabled: true })

    expect(drag('drop', carry(report))).toBe(false)
    await expect.element(dropzone()).toBeDisabled()
    await Promise.resolve()
    expect(namesIn(uploader)).toEqual([])
  })

  it('says which files are not of the asked type, and takes the others', async () => {
    const uploader = createDrivenUploader()
    await renderPage(uploader, { accept: 'image/*' })

    drag('drop', carry(report, photo))

    await expect
      .element(page.getByRole('alert'))
      .toHaveTextContent('report.zip Files of this type are not accepted here.')
    expect(namesIn(uploader)).toEqual(['photo.png'])
    await page.getByRole('button', { name: 'Dismiss' }).click()
    await expect.element(page.getByRole('alert')).toHaveTextContent('')
  })

  it('takes one file of many where one is asked for, and says so', async () => {
    const uploader = createDrivenUploader()
    await renderPage(uploader, { multiple: false })
    drag('drop', carry(report, photo))
    await expect
      .element(page.getByRole('alert'))
      .toHaveTextContent('photo.png Only one file can be added at a time.')
    expect(namesIn(uploader)).toEqual(['report.zip'])
  })

  it('chooses folders where folders are asked for', async () => {
    await renderPage(createDrivenUploader(), { directory: true })
    expect(picker().webkitdirectory).toBe(true)
    await expect.element(page.getByRole('button', { name: 'choose a folder' })).toBeVisible()
  })
})

/** Not in TypeScript's DOM. */
const prototypeOfItems = DataTransferItem.prototype as unknown as {
  getAsFileSystemHandle(): Promise<unknown>
}

async function createHandle(name: string): Promise<FileSystemFileHandle> {
  const folder = await navigator.storage.getDirectory()
  return folder.getFileHandle(name, { create: true })
}

function dropzone() {
  return page.getByRole('button', { name: /Drop files here|Release to upload/ })
}

function picker(): HTMLInputElement {
  return inputOf(dropzone().element())
}

/** Returns whether the browser would go on and do what it does by itself. */
function drag(type: 'dragover' | 'drop', dataTransfer: DataTransfer): boolean {
  const event = new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true })
  return dropzone().element().dispatchEvent(event)
}

function namesIn(uploader: DrivenUploader): readonly string[] {
  return uploader.getSnapshot().map((upload) => upload.getSnapshot().file.name)
}
