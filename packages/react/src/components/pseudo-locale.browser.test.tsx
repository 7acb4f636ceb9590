import { afterEach, describe, expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { uploadErrorCodes } from '@resumable-upload/core'
import type { UploadItem } from '../items/upload-item.ts'
import { enUS } from '../locale/en-us.ts'
import type { UploadLocale } from '../locale/upload-locale.ts'
import { createDrivenUploader, type DrivenUploader } from '../testing/fake-uploader.ts'
import { renderPage } from '../testing/render-page.tsx'
import { accessDenied, fileInfo, storedObject } from '../testing/samples.ts'
import type { ResumableUploadProps } from './props/resumable-upload-props.ts'

/** Of digits alone, so that every word on the page is the component's. */
const file = fileInfo('123.456', 300_000_000)

const pseudo = mark(enUS)

const stored: UploadItem = {
  uid: '7',
  name: '7.89',
  size: 1,
  type: '',
  status: 'done',
  phase: 'done',
  percent: 100,
}

afterEach(() => document.querySelectorAll('[data-planted]').forEach((planted) => planted.remove()))

describe('every word and every label', () => {
  it.each(['text', 'picture', 'picture-card', 'table'] as const)(
    'comes from the locale, with an upload in every state in a %s list',
    async (listType) => {
      const uploader = createDrivenUploader()
      placeEveryState(uploader)
      await show(uploader, { listType, name: 'files', required: true, onDownload: () => {} })
      await expect.element(page.getByRole('list').first()).toBeVisible()
      for (const details of document.querySelectorAll('details')) details.open = true

      expect(unmarkedTexts()).toEqual([])
    },
  )

  it('comes from the locale, with every failure', async () => {
    const uploader = createDrivenUploader()
    for (const code of uploadErrorCodes)
      uploader.place({ status: 'failed', error: { ...accessDenied, code } }, { file })
    await show(uploader)
    await expect.element(page.getByRole('list').first()).toBeVisible()

    expect(unmarkedTexts()).toEqual([])
  })

  it('comes from the locale in an empty component, with a button alone, and for folders', async () => {
    for (const props of [{}, { drag: false }, { directory: true }, { disabled: true }]) {
      const screen = await show(createDrivenUploader(), props)
      expect(unmarkedTexts()).toEqual([])
      await screen.unmount()
    }
  })

  it('comes from the locale where files are refused, and where a form has to wait', async () => {
    const limits = {
      accept: 'image/*',
      maxSize: 10,
      name: 'files',
      required: true,
      defaultValue: [],
    }
    await show(createDrivenUploader(), { ...limits, 'aria-label': '1' })
    const field = page.getByLabelText('1', { exact: true }).element()
    if (!(field instanceof HTMLInputElement)) throw new TypeError('There is no field.')
    expect(field.validationMessage).toMatch(/^⟦/)
    const transfer = new DataTransfer()
    transfer.items.add(new File(['1'], '1.23'))
    transfer.items.add(new File(['12345678901'], '1.45', { type: 'image/png' }))
    field.files = transfer.files
    field.dispatchEvent(new Event('change', { bubbles: true }))
    await expect.element(page.getByRole('alert').getByRole('listitem').first()).toBeVisible()

    expect(unmarkedTexts()).toEqual([])
  })

  it('is missed by this test nowhere: it finds planted ones', () => {
    const planted = document.body.appendChild(document.createElement('div'))
    planted.dataset['planted'] = ''
    planted.innerHTML =
      '<p title="Tip">Hard-coded ⟦marked ⟦twice⟧⟧ 4.2 GB</p><i aria-label="Icon"></i>'

    expect(unmarkedTexts()).toEqual(['Hard-coded', 'Tip', 'Icon'])
  })
})

function show(uploader: DrivenUploader, props: ResumableUploadProps = {}) {
  return renderPage(uploader, { locale: pseudo, defaultValue: [stored], ...props })
}

/** The same language, every text of it in brackets. */
function mark(locale: UploadLocale): UploadLocale {
  // As deep as the locale, with the same keys: only texts become other texts.
  return { ...(markValue(locale) as UploadLocale), language: locale.language }
}

function markValue(value: unknown): unknown {
  if (typeof value === 'string') return `⟦${value}⟧`
  if (typeof value === 'function')
    return (...facts: readonly unknown[]): string => `⟦${String(value(...facts))}⟧`
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, markValue(inner)]))
}

const spoken = ['title', 'alt', 'placeholder', 'aria-label', 'aria-valuetext', 'aria-description']

/** What a person reads or hears on this page that came from no locale. Facts in `<dd>` are data. */
function unmarkedTexts(): readonly string[] {
  const all = Array.from(document.body.querySelectorAll('*')).filter(
    (element) => !element.closest('script, style, dd'),
  )
  const texts = all.flatMap((element) =>
    Array.from(element.childNodes)
      .filter((node) => node.nodeType === Node.TEXT_NODE)
      .map((node) => node.textContent ?? ''),
  )
  const labels = all.flatMap((element) => spoken.map((name) => element.getAttribute(name) ?? ''))
  return [...texts, ...labels].map(withoutMarked).filter((text) => /\p{L}/u.test(text))
}

/** Numbers with their units come from `Intl`. */
function withoutMarked(text: string): string {
  const outside = text.replaceAll(/⟦[^⟦⟧]*⟧/gu, '')
  if (outside !== text) return withoutMarked(outside)
  return text.replaceAll(/\d[\d.,]*\s?(?:bytes?|kB|MB|GB)(?:\/s)?/g, '').trim()
}

function placeEveryState(uploader: DrivenUploader): void {
  const half = { file, sentBytes: 150_000_000, partCount: 40, storedParts: 20, reusedParts: 7 }
  uploader.place({ status: 'queued' }, { file })
  uploader.place({ status: 'preparing' }, { file })
  uploader.place({ status: 'uploading' }, { ...half, rate: 20_000_000, secondsLeft: 8 })
  uploader.place({ status: 'uploading' }, { ...half, rate: 20_000_000, secondsLeft: 4000 })
  for (const waitingFor of ['network', 'credentials', 'tab', 'retry', 'confirmation'] as const)
    uploader.place({ status: 'uploading' }, { ...half, waitingFor })
  uploader.place({ status: 'uploading' }, { ...half, journal: 'unavailable' })
  uploader.place({ status: 'paused' }, half)
  uploader.place({ status: 'finishing' }, half)
  uploader.place({ status: 'done', object: storedObject }, { file })
  uploader.place({ status: 'done', object: { ...storedObject, verified: 'none' } }, { file })
  uploader.place({ status: 'failed', error: accessDenied }, half)
  uploader.place({ status: 'interrupted' }, { ...half, waitingFor: 'file', fileAt: 'none' })
  uploader.place({ status: 'interrupted' }, { ...half, waitingFor: 'file', fileAt: 'click' })
  uploader.place(
    { status: 'interrupted' },
    { ...half, waitingFor: 'file', fileAt: 'none', begunElsewhereAt: file.lastModified },
  )
  uploader.place({ status: 'canceled' }, { file })
}
