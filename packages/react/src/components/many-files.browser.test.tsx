import { Profiler } from 'react'
import { describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import { createUploader } from '@resumable-upload/core/browser'
import { createMemoryStorage } from '@resumable-upload/core/testing'
import { createDrivenUploader } from '../testing/fake-uploader.ts'
import { carry } from '../testing/drag-files.ts'
import { Page } from '../testing/render-page.tsx'
import { fileInfo, storedObject } from '../testing/samples.ts'
import type { ResumableUploadProps } from './props/resumable-upload-props.ts'

describe('ten thousand uploads', () => {
  it('put no more rows into the page than can be seen, each with its place in the list', async () => {
    const { container } = await setUp(10_000)
    await expect.element(row('file-0.txt')).toHaveAttribute('aria-setsize', '10000')
    expect(rowsIn(container)).toBeLessThan(40)

    container.querySelector('.ru-scroller')?.scrollTo({ top: 1e9 })

    await expect.element(row('file-9999.txt')).toBeVisible()
    await expect.element(row('file-9999.txt')).toHaveAttribute('aria-posinset', '10000')
    expect(rowsIn(container)).toBeLessThan(40)
  })

  it('render one row when one of them changes, and none for those out of sight', async () => {
    const { uploader, counted } = await setUp(10_000)
    await expect.element(row('file-3.txt')).toBeVisible()
    await counted.settle()

    const rows = counted.rows()
    uploader.find('file-3.txt').report({ status: 'uploading', sentBytes: 1 })
    await expect.element(page.getByRole('button', { name: 'Pause file-3.txt' })).toBeVisible()
    await counted.settle()
    expect(counted.rows() - rows).toBe(1)

    uploader.find('file-9000.txt').report({ status: 'uploading', sentBytes: 1 })
    await counted.settle()
    expect(counted.rows() - rows).toBe(1)
  })

  it('commit four times a second at most, however many of them change', async () => {
    const { uploader, counted } = await setUp(10_000)
    await expect.element(row('file-0.txt')).toBeVisible()
    await counted.settle()
    const uploads = Array.from({ length: 8 }, (_, index) =>
      uploader.find(`file-${9000 + index}.txt`),
    )

    const before = counted.commits()
    const began = performance.now()
    for (let change = 1; change <= 50; change += 1) {
      for (const upload of uploads) upload.report({ sentBytes: change })
      await nextFrame()
    }
    const quarters = (performance.now() - began) / 250

    expect(counted.commits() - before).toBeLessThanOrEqual(Math.ceil(quarters) + 1)
  })

  it('keep the focus where it is while somebody scrolls away', async () => {
    const { container } = await setUp(1000)
    await page.getByRole('button', { name: 'Cancel file-3.txt' }).click()
    const remove = page.getByRole('button', { name: 'Remove file-3.txt' })
    await expect.element(remove).toHaveFocus()

    container.querySelector('.ru-scroller')?.scrollTo({ top: 30_000 })
    await expect.poll(() => container.querySelector('[data-index="0"]')).toBeNull()

    await expect.element(remove).toHaveFocus()
    await userEvent.keyboard('{Enter}')
    await expect.poll(() => document.activeElement?.tagName).toBe('BUTTON')
  })

  it('lay cards out beside each other', async () => {
    const { container } = await setUp(1000, { listType: 'picture-card' })
    await expect.poll(() => container.querySelectorAll('[data-index="1"]').length).toBe(1)
    const [first, second] = [0, 1].map((index) =>
      container.querySelector(`[data-index="${index}"]`)?.getBoundingClientRect(),
    )
    expect(second?.left).toBeGreaterThan(first?.left ?? Infinity)
    expect(second?.top).toBe(first?.top)
  })
})

describe('the list', () => {
  it('shows all of a hundred rows, and begins to scroll by itself with the next one', async () => {
    const { uploader, container } = await setUp(100)
    await expect.element(row('file-99.txt')).toBeVisible()
    expect(rowsIn(container)).toBe(100)
    expect(container.querySelector('.ru-scroller')).toBeNull()

    uploader.place({ status: 'queued' }, { file: fileInfo('file-100.txt', 1) })

    await expect.poll(() => container.querySelector('.ru-scroller') !== null).toBe(true)
    await expect.poll(() => rowsIn(container)).toBeLessThan(40)
  })

  it('shows every row where the application wants them all', async () => {
    const { container } = await setUp(150, { virtualize: false })
    await expect.poll(() => rowsIn(container)).toBe(150)
  })
})

describe('files that are dropped on the real engine', () => {
  it.each([500, 1000])(
    'are listed by and by: of %d no more are rendered than are seen',
    async (count) => {
      const uploader = createUploader({
        scope: crypto.randomUUID(),
        storage: createMemoryStorage(),
      })
      const lengths: number[] = []
      const stop = uploader.subscribe(() => lengths.push(uploader.getSnapshot().length))
      const rendered = new Set<string>()
      await render(
        <Page
          uploader={uploader}
          autoUpload={false}
          itemRender={(origin, { name }) => {
            rendered.add(name)
            return origin
          }}
        />,
      )
      const files = Array.from(
        { length: count },
        (_, index) => new File(['x'], `file-${index}.txt`),
      )

      page
        .getByRole('button', { name: 'Drop files here' })
        .element()
        .dispatchEvent(new DragEvent('drop', { dataTransfer: carry(...files), bubbles: true }))

      await expect.poll(() => uploader.getSnapshot().length, { timeout: 30_000 }).toBe(count)
      await expect.element(row('file-0.txt')).toHaveAttribute('aria-setsize', String(count))
      expect(lengths[0]).toBeLessThanOrEqual(20)
      expect(rendered.size).toBeLessThan(40)
      stop()
      await uploader.dispose()
    },
  )
})

function row(name: string) {
  return page.getByRole('listitem').filter({ hasText: name })
}

function rowsIn(container: Element): number {
  return container.querySelectorAll('li[data-status]').length
}

function nextFrame(): Promise<unknown> {
  return new Promise((resolve) => requestAnimationFrame(resolve))
}

async function setUp(files: number, props: ResumableUploadProps = {}) {
  const uploader = createDrivenUploader()
  for (let index = 0; index < files; index += 1)
    uploader.place(index % 2 ? { status: 'queued' } : { status: 'done', object: storedObject }, {
      file: fileInfo(`file-${index}.txt`, 1000),
    })
  let commits = 0
  let rows = 0
  const counted = {
    commits: () => commits,
    rows: () => rows,
    /** Until nothing is left to be told. */
    settle: async () => {
      let seen = -1
      const isStill = () => {
        const before = seen
        seen = commits
        return before === seen
      }
      // Longer than what changed may be held back.
      await expect.poll(isStill, { interval: 300 }).toBe(true)
    },
  }
  const { container } = await render(
    <Profiler id="page" onRender={() => (commits += 1)}>
      <Page
        uploader={uploader}
        itemRender={(origin) => (
          <Profiler id="row" onRender={() => (rows += 1)}>
            {origin}
          </Profiler>
        )}
        {...props}
      />
    </Profiler>,
  )
  return { uploader, container, counted }
}
