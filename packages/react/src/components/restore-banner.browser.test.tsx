import { describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { UploadError } from '@resumable-upload/core'
import {
  createDrivenUploader,
  type DrivenUploader,
  type DrivenUploaderOptions,
} from '../testing/fake-uploader.ts'
import { inputOf, renderPage } from '../testing/render-page.tsx'
import { fileInfo, thirdOfMay } from '../testing/samples.ts'

describe('RestoreBanner', () => {
  it('asks for the one file that was interrupted, with what tells it apart', async () => {
    const uploader = await setUp(['report.zip'])
    await expect.element(page.getByText('1 upload was interrupted')).toBeVisible()

    await pick('Choose report.zip again (5 bytes, changed May 3)', [fileOf('report.zip')])

    await expect.element(page.getByText('Waiting for its turn.')).toBeVisible()
    await expect.element(page.getByText('1 upload was interrupted')).not.toBeInTheDocument()
    expect(uploader.find('report.zip').resumedWith).toHaveLength(1)
  })

  it('continues several by one picker', async () => {
    const uploader = await setUp(['a.zip', 'b.zip', 'c.zip'])
    await expect.element(page.getByText('3 uploads were interrupted')).toBeVisible()

    await pick('Choose the 3 files again', [fileOf('c.zip'), fileOf('a.zip')])

    await expect.element(page.getByText('1 upload was interrupted')).toBeVisible()
    expect(uploader.find('a.zip').resumedWith).toHaveLength(1)
    expect(uploader.find('b.zip').resumedWith).toHaveLength(0)
    expect(uploader.find('c.zip').resumedWith).toHaveLength(1)
  })

  it('continues several by one drop, and adds what is new', async () => {
    const uploader = await setUp(['a.zip', 'b.zip'])
    const dataTransfer = new DataTransfer()
    for (const name of ['a.zip', 'b.zip', 'new.zip']) dataTransfer.items.add(fileOf(name))
    const drop = new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true })
    page.getByRole('button', { name: 'Drop files here' }).element().dispatchEvent(drop)

    await expect.element(page.getByText('new.zip')).toBeVisible()
    expect(uploader.find('a.zip').resumedWith).toHaveLength(1)
    expect(uploader.find('b.zip').resumedWith).toHaveLength(1)
    expect(uploader.getSnapshot()).toHaveLength(3)
  })

  it('says of a file of another size that it is none of them, and sends nothing', async () => {
    const uploader = await setUp(['a.zip', 'b.zip'])

    await pick('Choose the 2 files again', [new File(['other size'], 'a.zip')])

    await expect
      .element(page.getByRole('alert'))
      .toHaveTextContent('a.zip This is none of the interrupted files.')
    expect(uploader.find('a.zip').commands).toEqual([])
    expect(uploader.getSnapshot()).toHaveLength(2)
  })

  it('says in words that a look-alike was refused, and leaves the upload as it was', async () => {
    const uploader = await setUp(['a.zip', 'b.zip'], {
      refuseResume: () => new UploadError('wrong-file', 'The digests differ.'),
    })

    await pick('Choose a.zip again (5 bytes, changed May 3)', [fileOf('a.zip')])

    await expect
      .element(page.getByRole('alert'))
      .toHaveTextContent('a.zip This is not the file the upload began with. Choose the original.')
    expect(uploader.find('a.zip').getSnapshot().status).toBe('interrupted')
  })

  it('continues all that the browser can open with one click, and asks for the rest', async () => {
    const uploader = await setUp(['a.zip', 'b.zip', 'c.zip'])
    for (const name of ['a.zip', 'b.zip']) uploader.find(name).report({ fileAt: 'click' })
    await expect.element(page.getByText('3 uploads were interrupted')).toBeVisible()
    await expect
      .element(page.getByText('Interrupted at 0%. One click continues it.').first())
      .toBeVisible()

    await page.getByRole('button', { name: 'Continue 2 uploads' }).click()

    expect(uploader.find('a.zip').commands).toEqual(['resume'])
    expect(uploader.find('b.zip').commands).toEqual(['resume'])
    expect(uploader.find('c.zip').commands).toEqual([])
    await expect.element(page.getByText('1 upload was interrupted')).toBeVisible()
    await expect
      .element(page.getByRole('button', { name: 'Continue', exact: true }))
      .not.toBeInTheDocument()
  })

  it('asks for the file once the person refused to have it opened', async () => {
    const uploader = await setUp(['a.zip'])
    uploader.find('a.zip').report({ fileAt: 'click' })
    await expect.element(page.getByRole('button', { name: 'Continue', exact: true })).toBeVisible()

    uploader.find('a.zip').report({ fileAt: 'none' })

    const choose = page.getByRole('button', { name: 'Choose a.zip again (5 bytes, changed May 3)' })
    await expect.element(choose.first()).toBeVisible()
  })

  it('is not there for what goes on by itself', async () => {
    const uploader = await setUp(['a.zip'])
    uploader.find('a.zip').report({ fileAt: 'hand', waitingFor: null })

    await expect.element(page.getByText('1 upload was interrupted')).not.toBeInTheDocument()
  })

  it('offers what another browser began, of which only the name and what is stored are known', async () => {
    const uploader = createDrivenUploader()
    const begunElsewhereAt = thirdOfMay
    uploader.place(
      { status: 'interrupted' },
      { file: fileInfo('film.mov', 3), waitingFor: 'file', begunElsewhereAt },
    )
    await renderPage(uploader)
    await expect
      .element(page.getByText('Begun in another browser on May 3, 3 bytes are stored.'))
      .toBeVisible()
    await expect.element(page.getByRole('progressbar')).not.toBeInTheDocument()

    const banner = document.querySelector('.ru-banner')
    await userEvent.upload(
      inputOf(banner?.querySelector('button') ?? document.body),
      fileOf('film.mov'),
    )

    expect(uploader.find('film.mov').resumedWith).toHaveLength(1)
  })

  it('is not there while an earlier upload may be found finished', async () => {
    const uploader = await setUp(['a.zip'])
    uploader.find('a.zip').report({ waitingFor: 'network' })
    await expect.element(page.getByText('1 upload was interrupted')).not.toBeInTheDocument()
  })
})

function fileOf(name: string): File {
  const { lastModified } = fileInfo(name, 5)
  return new File(['12345'], name, { lastModified })
}

async function pick(buttonName: string, files: File[]): Promise<void> {
  const button = page.getByRole('button', { name: buttonName, exact: true })
  await userEvent.upload(inputOf(button.element()), files)
}

async function setUp(
  names: readonly string[],
  options?: DrivenUploaderOptions,
): Promise<DrivenUploader> {
  const uploader = createDrivenUploader(options)
  for (const name of names) {
    uploader.place({ status: 'interrupted' }, { file: fileInfo(name, 5), waitingFor: 'file' })
  }
  await renderPage(uploader)
  return uploader
}
