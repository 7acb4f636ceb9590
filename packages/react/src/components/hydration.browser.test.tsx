import { StrictMode, type ReactElement } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { page } from 'vitest/browser'
import { zhCN } from '../locale/zh-cn.ts'
import { createDrivenUploader } from '../testing/fake-uploader.ts'
import { Page } from '../testing/render-page.tsx'
import { fileInfo } from '../testing/samples.ts'

afterEach(() => vi.restoreAllMocks())

describe('a page that a server rendered', () => {
  it('is taken over as it is, and then shows what the browser knows', async () => {
    const recovered = vi.fn<(error: unknown) => void>()
    const uploader = createDrivenUploader()
    const app: ReactElement = (
      <StrictMode>
        <Page uploader={createDrivenUploader()} locale={zhCN} name="files" required />
      </StrictMode>
    )
    const container = document.body.appendChild(document.createElement('div'))
    container.innerHTML = renderToString(app)
    // From here on: rendering for a server in a browser is nothing that pages do.
    const complaints = vi.spyOn(console, 'error')
    // What an earlier page of the same application left, before this one is taken over.
    uploader.place({ status: 'uploading' }, { file: fileInfo('report.zip', 100) })

    const root = hydrateRoot(
      container,
      <StrictMode>
        <Page uploader={uploader} locale={zhCN} name="files" required />
      </StrictMode>,
      { onRecoverableError: recovered },
    )

    await expect.element(page.getByRole('progressbar', { name: 'report.zip' })).toBeVisible()
    expect(recovered).not.toHaveBeenCalled()
    expect(complaints).not.toHaveBeenCalled()
    expect(uploader.restores).toBe(1)
    root.unmount()
    container.remove()
    expect(uploader.subscriptions).toBe(0)
    expect(uploader.find('report.zip').commands).toEqual([])
  })
})
