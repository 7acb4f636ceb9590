import axe from 'axe-core'
import { afterEach, describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { createDrivenUploader, type DrivenUploader } from '../testing/fake-uploader.ts'
import { carry } from '../testing/drag-files.ts'
import { renderPage } from '../testing/render-page.tsx'
import { accessDenied, fileInfo, storedObject } from '../testing/samples.ts'
import type { ResumableUploadProps } from './props/resumable-upload-props.ts'

const file = fileInfo('report.zip', 300_000_000)

afterEach(() => {
  delete document.documentElement.dataset['theme']
  document.documentElement.dir = ''
})

describe.each(['light', 'dark'])('axe, in %s', (theme) => {
  it.each(['text', 'picture', 'picture-card', 'table'] as const)(
    'finds nothing in a %s list with an upload in every state',
    async (listType) => {
      await setUp(theme, { listType })
      await expect.element(page.getByText('All uploads').or(list())).toBeVisible()
      expect(await violations()).toEqual([])
    },
  )

  it('finds nothing in an empty component, in a disabled one, and while files are dragged', async () => {
    document.documentElement.dataset['theme'] = theme
    await renderPage(createDrivenUploader())
    await renderPage(createDrivenUploader(), { disabled: true })
    await renderPage(createDrivenUploader(), { drag: false })
    const [dropzone] = page.getByRole('button', { name: 'Drop files here' }).elements()
    const dataTransfer = carry(new File(['a'], 'a.txt'))
    dropzone?.dispatchEvent(new DragEvent('dragover', { dataTransfer, bubbles: true }))
    await expect.element(page.getByText('Release to upload')).toBeVisible()
    expect(await violations()).toEqual([])
  })

  it('finds nothing in what was not taken, nor in open details', async () => {
    await setUp(theme, { accept: 'image/*' })
    const dropzone = page.getByRole('button', { name: 'Drop files here' }).element()
    const dataTransfer = carry(new File(['a'], 'a.txt', { type: 'text/plain' }))
    dropzone.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true }))
    await expect.element(page.getByText('Files of this type are not accepted here.')).toBeVisible()
    await page.getByText('Details').first().click()
    expect(await violations()).toEqual([])
  })

  it('finds nothing in a long list that shows what is in sight', async () => {
    await setUp(theme, { virtualize: true })
    await expect.element(page.getByRole('listitem').first()).toHaveAttribute('aria-setsize')
    expect(await violations()).toEqual([])
  })
})

describe('the keyboard', () => {
  it('reaches every control in the order that they are seen, each with a focus that shows', async () => {
    await setUp('light')
    const seen: string[] = []
    for (;;) {
      await userEvent.tab()
      const { activeElement } = document
      if (!activeElement || activeElement === document.body) break
      if (seen.length > 60) throw new RangeError('The focus goes round in circles.')
      seen.push(activeElement.getAttribute('aria-label') ?? activeElement.textContent)
      expect(getComputedStyle(activeElement).outlineStyle).toBe('solid')
    }
    const places = page
      .getByRole('button')
      .elements()
      .map((button) => button.getAttribute('aria-label') ?? button.textContent)
    expect(seen.filter((name) => name !== 'Details')).toEqual(
      places.filter((name) => name !== 'Copy for support'),
    )
  })
})

it('mirrors in languages that run from right to left, and overflows nothing at 320 pixels', async () => {
  document.documentElement.dir = 'rtl'
  const { container } = await setUp('light')
  await page.viewport(320, 800)
  const bar = container.querySelector('.ru-actions')?.getBoundingClientRect()
  const icon = container.querySelector('.ru-item-icon')?.getBoundingClientRect()
  expect(bar?.left).toBeLessThan(icon?.left ?? 0)
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320)
  await page.viewport(414, 896)
})

function list() {
  return page.getByRole('list', { name: 'Uploads' })
}

async function violations(): Promise<readonly string[]> {
  // Colours are judged where they have arrived. An animation that is called off has ended, too.
  await Promise.allSettled(
    document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().iterations !== Infinity)
      .map(({ finished }) => finished),
  )
  const { violations: found } = await axe.run(document.body, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    // The page around a component is not ours.
    rules: {
      region: { enabled: false },
      'page-has-heading-one': { enabled: false },
      'landmark-one-main': { enabled: false },
    },
  })
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}

async function setUp(theme: string, props: ResumableUploadProps = {}) {
  document.documentElement.dataset['theme'] = theme
  document.body.style.background = theme === 'dark' ? '#111' : '#fff'
  const uploader = createDrivenUploader()
  placeEveryState(uploader)
  return renderPage(uploader, props)
}

function placeEveryState(uploader: DrivenUploader): void {
  const half = { file, sentBytes: 150_000_000, partCount: 40, storedParts: 20 }
  uploader.place({ status: 'queued' }, { file })
  uploader.place({ status: 'preparing' }, { file })
  uploader
    .place({ status: 'uploading' }, { ...half, reusedParts: 12, rate: 20_000_000, secondsLeft: 8 })
    .showParts(
      Array.from({ length: 40 }, (_, index) => ({
        number: index + 1,
        state: index < 20 ? 'stored' : 'waiting',
        sentBytes: 0,
        size: 1,
        repeats: 0,
      })),
    )
  uploader.place({ status: 'uploading' }, { ...half, waitingFor: 'network' })
  uploader.place({ status: 'paused' }, half)
  uploader.place({ status: 'paused' }, { file })
  uploader.place({ status: 'finishing' }, half)
  uploader.place({ status: 'done', object: storedObject }, { file })
  uploader.place({ status: 'failed', error: accessDenied }, half)
  uploader.place({ status: 'failed', error: { code: 'file-changed', message: 'Changed.' } }, half)
  uploader.place({ status: 'interrupted' }, { ...half, waitingFor: 'file', fileAt: 'none' })
  uploader.place({ status: 'interrupted' }, { ...half, waitingFor: 'file', fileAt: 'click' })
  uploader.place({ status: 'canceled' }, { file })
}
