import { describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { uploadErrorCodes } from '@resumable-upload/core'
import { enUS } from '../locale/en-us.ts'
import type { UploadLocale } from '../locale/upload-locale.ts'
import { zhCN } from '../locale/zh-cn.ts'
import { createDrivenUploader, type DrivenUpload } from '../testing/fake-uploader.ts'
import { inputOf, renderPage } from '../testing/render-page.tsx'
import { accessDenied, fileInfo, storedObject } from '../testing/samples.ts'

const file = fileInfo('report.zip', 300_000_000)

describe('a row', () => {
  it('shows how far it is, how fast, and how long it takes', async () => {
    const { upload } = await setUp()
    upload.report({ sentBytes: 135_000_000, rate: 20_000_000, secondsLeft: 115 })

    const bar = page.getByRole('progressbar', { name: 'report.zip' })
    await expect.element(bar).toHaveAttribute('aria-valuenow', '45')
    await expect.element(bar).toHaveAttribute('aria-valuetext', '45%, 2 minutes left')
    await expect
      .element(page.getByText('135 MB of 300 MB · 20 MB/s · 2 minutes left'))
      .toBeVisible()
  })

  it('never shows 100 % before the object exists', async () => {
    const { upload } = await setUp()
    upload.report({ sentBytes: 300_000_000 })
    await expect.element(bar()).toHaveAttribute('aria-valuenow', '99')
    upload.report({ status: 'done', object: storedObject })
    await expect.element(bar()).not.toBeInTheDocument()
    await expect.element(page.getByText('Uploaded.', { exact: true })).toBeVisible()
  })

  it.each(['preparing', 'finishing'] as const)('gives no number while %s', async (status) => {
    const { upload } = await setUp()
    upload.report({ status, sentBytes: 100 })
    await expect.element(page.getByText(enUS.statuses[status])).toBeVisible()
    await expect.element(bar()).not.toHaveAttribute('aria-valuenow')
    await expect.element(bar()).not.toHaveAttribute('aria-valuetext')
  })

  it('keeps the speed still while it wanders a little', async () => {
    const { upload } = await setUp()
    for (const rate of [20, 20.9, 19.2, 21.6]) {
      upload.report({ rate: rate * 1_000_000, sentBytes: rate * 1_000_000 })
      await expect.element(page.getByText(`${rate} MB of 300 MB · 20 MB/s`)).toBeVisible()
    }
    upload.report({ rate: 31_000_000 })
    await expect.element(page.getByText('31 MB/s')).toBeVisible()
  })

  it('pauses, resumes and cancels by buttons that name the file', async () => {
    const { upload } = await setUp()
    upload.report({ partCount: 40 })
    await click('Pause report.zip')
    await expect.element(page.getByText('Paused.')).toBeVisible()
    await click('Resume report.zip')
    await expect.element(page.getByText('Waiting for its turn.')).toBeVisible()
    await click('Cancel report.zip')
    await expect.element(page.getByText('Canceled.')).toBeVisible()
    expect(upload.commands).toEqual(['pause', 'resume', 'cancel'])
  })

  it('offers nothing that cannot be done while it finishes', async () => {
    const { upload } = await setUp()
    upload.report({ status: 'finishing' })
    await expect.element(page.getByText(enUS.statuses.finishing)).toBeVisible()
    await expect.element(page.getByRole('button', { name: 'report.zip' })).not.toBeInTheDocument()
  })

  it('tells what it waits for', async () => {
    const { upload } = await setUp()
    upload.report({ waitingFor: 'network' })
    await expect
      .element(page.getByText('Waiting for the network. Continues by itself.'))
      .toBeVisible()
  })

  it('says that another tab drives it, and commands that tab', async () => {
    const { upload } = await setUp()
    upload.report({ owner: 'elsewhere', sentBytes: 135_000_000 })
    await expect
      .element(
        page.getByText('Another tab uploads this file. If that tab closes, it continues here.'),
      )
      .toBeVisible()
    await click('Pause report.zip')
    await expect.element(page.getByText('The buttons work here too.')).toBeVisible()
    expect(upload.commands).toEqual(['pause'])
  })

  it('offers to continue here when the other tab does not answer', async () => {
    const { upload } = await setUp()
    upload.report({ owner: 'silent' })
    await expect.element(page.getByText('The other tab does not answer.')).toBeVisible()
    await click('Resume report.zip')
    expect(upload.commands).toEqual(['resume'])
  })

  it('says what was stored already, and that a browser without memory must stay open', async () => {
    const { upload } = await setUp()
    upload.report({ reusedParts: 12, partCount: 40 })
    await expect
      .element(page.getByText('Continued: 12 of 40 parts were stored already.'))
      .toBeVisible()
    upload.report({ journal: 'unavailable' })
    await expect.element(page.getByText('stay on this page')).toBeVisible()
  })

  it.each([
    [enUS, 'This browser keeps no memory of it'],
    [zhCN, '浏览器无法记住进度'],
  ])('says in $language that the browser keeps no memory', async (locale, words) => {
    const { upload } = await setUp(locale)
    upload.report({ journal: 'unavailable' })
    await expect.element(page.getByText(words)).toBeVisible()
  })

  it('can be used by keyboard alone, and keeps the focus when its button goes away', async () => {
    const { upload } = await setUp()
    upload.report({ partCount: 40 })
    await userEvent.tab()
    await userEvent.tab()
    await expect.element(button('Pause report.zip')).toHaveFocus()
    await userEvent.keyboard('{Enter}')
    await expect.element(button('Resume report.zip')).toHaveFocus()
    await userEvent.keyboard(' ')
    await expect.element(button('Pause report.zip')).toHaveFocus()

    upload.report({ status: 'done', object: storedObject })

    await expect.element(button('Remove report.zip')).toHaveFocus()
  })

  it('hands the focus to its neighbour when it is removed', async () => {
    const { uploader, upload } = await setUp()
    upload.report({ status: 'done', object: storedObject })
    uploader.place({ status: 'paused' }, { file: fileInfo('photo.png', 5), sentBytes: 1 })
    await click('Remove report.zip')
    await expect.element(button('Resume photo.png')).toHaveFocus()

    await click('Cancel photo.png')
    await click('Remove photo.png')
    await expect.element(page.getByRole('button', { name: 'Drop files here' })).toHaveFocus()
  })
})

describe('a failed row', () => {
  it('says what happened, and shows support the details', async () => {
    const { upload } = await setUp()
    upload.report({ status: 'failed', error: accessDenied })

    await expect.element(page.getByText('You may not upload here.')).toBeVisible()
    await expect.element(page.getByText('6555C1A8B3C4D5E6')).not.toBeVisible()
    await page.getByText('Details').click()
    for (const fact of ['access-denied', '6555C1A8B3C4D5E6', '0003-00000001']) {
      await expect.element(page.getByText(fact)).toBeVisible()
    }
  })

  it('copies the details as text', async () => {
    const { upload } = await setUp()
    upload.report({ status: 'failed', error: accessDenied })
    await page.getByText('Details').click()
    await click('Copy for support')
    await expect.element(button('Copied')).toBeVisible()

    expect(await pasteText()).toBe(
      [
        'file: report.zip (300000000 bytes)',
        'code: access-denied',
        'message: The storage refused the request: no right to oss:PutObject.',
        'request id: 6555C1A8B3C4D5E6',
        'ec: 0003-00000001',
        'part: 7',
      ].join('\n'),
    )
  })

  it('can be retried, or removed', async () => {
    const { uploader, upload } = await setUp()
    upload.report({ status: 'failed', error: accessDenied })
    await click('Retry report.zip')
    await expect.element(page.getByText('Waiting for its turn.')).toBeVisible()

    upload.report({ status: 'failed', error: accessDenied })
    await click('Remove report.zip')
    await expect.element(page.getByRole('list', { name: 'Uploads' })).not.toBeInTheDocument()
    expect(uploader.getSnapshot()).toEqual([])
  })

  it('starts over with a file that changed, as a new upload', async () => {
    const { uploader, upload } = await setUp()
    upload.report({ status: 'failed', error: { code: 'file-changed', message: 'Changed.' } })
    await expect.element(button('Retry report.zip')).not.toBeInTheDocument()

    const changed = new File(['new'], 'report.zip')
    await userEvent.upload(inputOf(button('Start report.zip over').element()), changed)

    await expect.element(page.getByText('Waiting for its turn.')).toBeVisible()
    expect(uploader.find('report.zip').id).not.toBe(upload.id)
    expect(uploader.find('report.zip').getSnapshot().file.size).toBe(3)
  })

  it.each([enUS, zhCN])('has a sentence for every code in $language', async (locale) => {
    const { upload } = await setUp(locale)
    const { errors } = locale
    for (const code of uploadErrorCodes) {
      upload.report({ status: 'failed', error: { code, message: 'Raw message.' } })
      await expect.element(page.getByText(errors[code], { exact: true })).toBeVisible()
      await expect.element(page.getByText('Raw message.')).not.toBeInTheDocument()
    }
  })
})

function bar() {
  return page.getByRole('progressbar', { name: 'report.zip' })
}

function button(name: string) {
  return page.getByRole('button', { name, exact: true })
}

async function click(name: string): Promise<void> {
  await button(name).click()
}

/** What a person gets who pastes now. */
async function pasteText(): Promise<string> {
  const area = document.createElement('textarea')
  document.body.append(area)
  area.focus()
  await userEvent.keyboard('{Control>}v{/Control}')
  area.remove()
  return area.value
}

async function setUp(
  locale: UploadLocale = enUS,
): Promise<{ uploader: ReturnType<typeof createDrivenUploader>; upload: DrivenUpload }> {
  const uploader = createDrivenUploader()
  const upload = uploader.place({ status: 'uploading' }, { file })
  await renderPage(uploader, { locale })
  return { uploader, upload }
}
