import { Upload as Upload6, type UploadFile } from 'antd'
import { Upload as Upload5 } from 'antd5'
import type { ReactElement } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { page } from 'vitest/browser'
import { render, type RenderResult } from 'vitest-browser-react'
import type { Uploader } from '@resumable-upload/core'
import { createUploader } from '@resumable-upload/core/browser'
import {
  createMemoryStorage,
  createTestFile,
  type MemoryStorage,
} from '@resumable-upload/core/testing'
import { zhCN } from '../locale/zh-cn.ts'
import { createAntdRequest, type AntdRequest } from './create-antd-request.ts'

const partSize = 1024
const file = createTestFile({ name: 'report.zip', size: 10 * partSize })

const opened: Uploader[] = []

afterEach(async () => {
  await Promise.all(opened.splice(0).map((uploader) => uploader.dispose()))
})

const versions: readonly [string, typeof Upload6][] = [
  ['antd 6', Upload6],
  // Of the same shape, as its own declarations say where they are checked below.
  ['antd 5', Upload5 as unknown as typeof Upload6],
]

describe.each(versions)('createAntdRequest in the <Upload> of %s', (_, Upload) => {
  it('sends what is chosen, and gives the stored object as the answer', async () => {
    const { storage, choose, latest } = await setUp(Upload)
    const gate = storage.faults.hold({ op: 'sendPart', skip: 6, times: Infinity })
    await choose()
    await expect.poll(() => latest()?.percent).toBe(60)
    expect(latest()?.status).toBe('uploading')

    gate.open()

    await expect.poll(() => latest()?.status).toBe('done')
    const [key] = storage.objects.keys()
    expect(latest()?.response).toMatchObject({ key, size: file.size, verified: 'crc64' })
  })

  it('continues a file that is chosen again after the page was left', async () => {
    const { storage, screen, show, choose, latest } = await setUp(Upload)
    const gate = storage.faults.hold({ op: 'sendPart', skip: 6, times: Infinity })
    await choose()
    await expect.poll(() => latest()?.percent).toBe(60)

    await screen.unmount()
    gate.open()
    await show()
    await choose()

    await expect.poll(() => latest()?.status).toBe('done')
    expect(storage.log.sentParts).toEqual([1, 2, 3, 4, 5, 6, 7, 7, 8, 9, 10])
    expect(storage.log.count('open')).toBe(1)
  })

  it('stops when the row is removed, and keeps the parts unless it is told to cancel', async () => {
    const { storage, uploader, choose, latest } = await setUp(Upload)
    storage.faults.hold({ op: 'sendPart', skip: 6, times: Infinity })
    await choose()
    await expect.poll(() => latest()?.percent).toBe(60)

    removeFirstRow()

    await expect.poll(() => uploader.getSnapshot()[0]?.getSnapshot().status).toBe('paused')
    expect(latest()?.status).toBe('removed')
    expect(storage.uploads.size).toBe(1)
  })

  it('leaves nothing on the storage of a file that is removed, given its onRemove', async () => {
    const { storage, uploader, choose, latest, statuses } = await setUp(Upload, {
      cancelsRemoved: true,
    })
    storage.faults.hold({ op: 'sendPart', skip: 6, times: Infinity })
    await choose()
    await expect.poll(() => latest()?.percent).toBe(60)

    removeFirstRow()

    await expect.poll(() => uploader.getSnapshot()[0]?.getSnapshot().status).toBe('canceled')
    await expect.poll(() => storage.uploads.size).toBe(0)
    await expect.poll(() => latest()?.status).toBe('removed')
    expect(statuses()).not.toContain('error')
  })

  it('shows why a file failed, in the words of the page', async () => {
    const { storage, choose, latest } = await setUp(Upload)
    storage.faults.add({ op: 'open', effect: 'reject', code: 'access-denied' })
    await choose()

    await expect.poll(() => latest()?.status).toBe('error')
    expect(latest()?.error).toMatchObject({ code: 'access-denied' })
    // The pointer may stand there already.
    await page.getByRole('button', { name: 'Choose' }).hover()
    await page.getByText('report.zip').hover()
    await expect.element(page.getByText(zhCN.errors['access-denied'])).toBeVisible()
  })

  it('lets two rows of the same file end together', async () => {
    const { storage, choose, lists } = await setUp(Upload)
    const gate = storage.faults.hold({ op: 'sendPart', skip: 6, times: Infinity })
    await choose()
    await choose(createTestFile({ name: file.name, size: file.size }))
    await expect.poll(() => lists().at(-1)?.length).toBe(2)

    removeFirstRow()
    gate.open()

    await expect
      .poll(() =>
        lists()
          .at(-1)
          ?.map(({ status }) => status),
      )
      .toEqual(['done'])
    expect(storage.objects.size).toBe(1)
  })
})

/** antd shows the button on hover, and names it in two ways. */
function removeFirstRow(): void {
  document.querySelector<HTMLElement>('[title="Remove file"]')?.click()
}

interface SetUpOptions {
  readonly cancelsRemoved?: boolean
}

interface Stage {
  readonly storage: MemoryStorage
  readonly uploader: Uploader
  readonly screen: RenderResult
  readonly show: () => Promise<RenderResult>
  readonly choose: (chosen?: File) => Promise<void>
  readonly lists: () => readonly (readonly UploadFile[])[]
  /** The row that changed last, as antd told of it. */
  readonly latest: () => UploadFile | undefined
  readonly statuses: () => readonly (string | undefined)[]
}

async function setUp(
  Upload: typeof Upload6,
  { cancelsRemoved = false }: SetUpOptions = {},
): Promise<Stage> {
  const storage = createMemoryStorage()
  const uploader = createUploader({
    storage,
    scope: crypto.randomUUID(),
    partSize,
    simpleUploadLimit: partSize,
    partsAtOnce: 1,
  })
  opened.push(uploader)
  const customRequest = createAntdRequest(uploader, { locale: zhCN })
  const onChange = vi.fn<(info: { file: UploadFile; fileList: UploadFile[] }) => void>()
  const show = (): Promise<RenderResult> =>
    render(
      <Existing
        Upload={Upload}
        customRequest={customRequest}
        cancelsRemoved={cancelsRemoved}
        onChange={onChange}
      />,
    )
  return {
    storage,
    uploader,
    screen: await show(),
    show,
    async choose(chosen = file) {
      const input = document.querySelector<HTMLInputElement>('input[type=file]')
      if (!input) throw new TypeError('There is no picker.')
      // By hand: what the driver uploads was changed just now, and is another file each time.
      const transfer = new DataTransfer()
      transfer.items.add(chosen)
      input.files = transfer.files
      input.dispatchEvent(new Event('change', { bubbles: true }))
    },
    lists: () => onChange.mock.calls.map(([info]) => info.fileList),
    latest: () => onChange.mock.lastCall?.[0].file,
    statuses: () => onChange.mock.calls.map(([info]) => info.file.status),
  }
}

interface ExistingProps {
  readonly Upload: typeof Upload6
  readonly customRequest: AntdRequest
  readonly cancelsRemoved: boolean
  readonly onChange: (info: { file: UploadFile; fileList: UploadFile[] }) => void
}

/** What an application has, and the one prop it adds. */
function Existing({
  Upload,
  customRequest,
  cancelsRemoved,
  onChange,
}: ExistingProps): ReactElement {
  return (
    <Upload
      customRequest={customRequest}
      onChange={onChange}
      {...(cancelsRemoved && { onRemove: customRequest.onRemove })}
    >
      <button type="button">Choose</button>
    </Upload>
  )
}

/** Both versions take it as it is: this compiles. */
export function BothVersions({ request }: { readonly request: AntdRequest }): ReactElement {
  return (
    <>
      <Upload5 customRequest={request} onRemove={request.onRemove} />
      <Upload6 customRequest={request} onRemove={request.onRemove} />
    </>
  )
}
