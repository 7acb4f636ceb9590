import { StrictMode } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import { UploaderProvider } from '../hooks/uploader-provider.tsx'
import { zhCN } from '../locale/zh-cn.ts'
import { createDrivenUploader } from '../testing/fake-uploader.ts'
import { Page, renderPage } from '../testing/render-page.tsx'
import { accessDenied, fileInfo, storedObject } from '../testing/samples.ts'
import { ResumableUpload } from './resumable-upload.tsx'

describe('ResumableUpload', () => {
  it('starts nothing twice and cancels nothing in Strict Mode', async () => {
    const uploader = createDrivenUploader()
    const upload = uploader.place({ status: 'uploading' })
    await render(
      <StrictMode>
        <Page uploader={uploader} />
      </StrictMode>,
    )
    await expect.element(page.getByRole('listitem')).toBeVisible()
    expect(uploader.restores).toBe(1)
    expect(upload.commands).toEqual([])
  })

  it('lets everything run on when it is unmounted, and listens no more', async () => {
    const uploader = createDrivenUploader()
    const upload = uploader.place({ status: 'uploading' })
    const screen = await renderPage(uploader)
    expect(uploader.subscriptions).toBeGreaterThan(0)

    await screen.unmount()

    expect(uploader.subscriptions).toBe(0)
    expect(upload.commands).toEqual([])
    expect(upload.getSnapshot().status).toBe('uploading')
  })

  it('shows on return what went on meanwhile', async () => {
    const uploader = createDrivenUploader()
    const upload = uploader.place({ status: 'uploading' }, { file: fileInfo('a.zip', 100) })
    const screen = await renderPage(uploader)
    await screen.unmount()
    upload.report({ sentBytes: 70 })

    await renderPage(uploader)

    await expect.element(page.getByText('70 bytes of 100 bytes')).toBeVisible()
  })

  it('shows each component its own group', async () => {
    const uploader = createDrivenUploader()
    uploader.place({ status: 'paused' }, { group: 'photos', file: fileInfo('photo.png', 1) })
    uploader.place({ status: 'paused' }, { group: 'reports', file: fileInfo('report.zip', 1) })
    await renderPage(uploader, { group: 'photos' })
    await expect.element(page.getByText('photo.png')).toBeVisible()
    await expect.element(page.getByText('report.zip')).not.toBeInTheDocument()
  })

  it('sums up several files, and commands all of them', async () => {
    const uploader = createDrivenUploader()
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => {
      return uploader.place({ status: 'uploading' }, { file: fileInfo(name, 1000), sentBytes: 500 })
    })
    await renderPage(uploader)
    c?.report({ status: 'done', object: storedObject })
    d?.report({ status: 'failed', error: accessDenied })

    const line = page.getByRole('group', { name: 'All uploads' })
    await expect.element(line).toHaveTextContent('1 of 4 files uploaded1 failed · 2.5 kB of 4 kB')
    await page.getByRole('button', { name: 'Pause all' }).click()
    await page.getByRole('button', { name: 'Resume all' }).click()
    await page.getByRole('button', { name: 'Retry failed' }).click()
    await page.getByRole('button', { name: 'Clear finished' }).click()

    expect(a?.commands).toEqual(['pause', 'resume'])
    expect(b?.commands).toEqual(['pause', 'resume'])
    expect(d?.commands).toEqual(['resume'])
    await expect.element(line).toHaveTextContent('0 of 3 files uploaded')
  })

  it('tells a screen reader what happened, in few words', async () => {
    const uploader = createDrivenUploader()
    await renderPage(uploader)
    const [a, b] = ['a.zip', 'b.zip'].map((name) => {
      return uploader.place({ status: 'uploading' }, { file: fileInfo(name, 100) })
    })
    const status = page.getByRole('status')
    await expect.element(status).toHaveTextContent('2 files were added.')
    a?.report({ sentBytes: 55 })
    await expect.element(status).toHaveTextContent('a.zip is half-way.')
    a?.report({ status: 'done', object: storedObject })
    b?.report({ status: 'failed', error: accessDenied })
    await expect.element(status).toHaveTextContent('a.zip is uploaded. b.zip failed.')
  })

  it('speaks Chinese without a word of English', async () => {
    const uploader = createDrivenUploader()
    for (const name of ['一', '二']) {
      const file = fileInfo(name, 100)
      uploader.place({ status: 'queued' }, { file })
      uploader.place({ status: 'preparing' }, { file })
      uploader.place({ status: 'uploading' }, { file, sentBytes: 45, rate: 9, secondsLeft: 130 })
      uploader.place({ status: 'uploading' }, { file, waitingFor: 'credentials' })
      uploader.place({ status: 'paused' }, { file, sentBytes: 10 })
      uploader.place({ status: 'finishing' }, { file })
      uploader.place({ status: 'done', object: storedObject }, { file })
      uploader.place({ status: 'canceled' }, { file })
      uploader.place({ status: 'interrupted' }, { file })
      uploader.place({ status: 'failed', error: { code: 'wrong-file', message: 'No.' } }, { file })
    }
    const { container } = await renderPage(uploader, { locale: zhCN })

    await expect.element(page.getByText('排队等待中。').first()).toBeVisible()
    const latin = new Set(readable(container).match(/[A-Za-z][A-Za-z-]*/g))
    expect(latin).toEqual(new Set(['kB', 'wrong-file']))
  })

  it('speaks the language of its provider', async () => {
    await render(
      <UploaderProvider uploader={createDrivenUploader()} locale={zhCN}>
        <ResumableUpload />
      </UploaderProvider>,
    )
    await expect.element(page.getByRole('button', { name: '选择文件' })).toBeVisible()
  })

  it('takes over what a server rendered, with uploads that it knew nothing of, as it stands', async () => {
    const container = document.createElement('div')
    container.innerHTML = renderToString(<Page uploader={createDrivenUploader()} />)
    document.body.append(container)
    const button = container.querySelector('button')
    const uploader = createDrivenUploader()
    uploader.place({ status: 'uploading' }, { file: fileInfo('report.zip', 100) })
    const mismatches: unknown[] = []

    const root = hydrateRoot(container, <Page uploader={uploader} />, {
      onRecoverableError: (error) => mismatches.push(error),
    })

    await expect.element(page.getByText('report.zip')).toBeVisible()
    expect(mismatches).toEqual([])
    expect(container.querySelector('button')).toBe(button)
    root.unmount()
    container.remove()
  })
})

/** Everything that is read or read out: text, names, values. */
function readable(container: Element): string {
  const spoken = ['aria-label', 'aria-valuetext', 'title', 'alt', 'placeholder']
  const words = [...container.querySelectorAll('*')].flatMap((element) =>
    spoken.map((name) => element.getAttribute(name) ?? ''),
  )
  return `${container.textContent} ${words.join(' ')}`
}
