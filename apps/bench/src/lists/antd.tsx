import { Upload } from 'antd'
import type { Driver } from '../driver.ts'
import { createPresign } from '../presign.ts'
import { send } from '../send.ts'
import { countRows, painted, place, show } from './show.tsx'

const row = '.ant-upload-list-item'
const contentType = 'application/octet-stream'

/** antd's own list, from choosing to stored; its request is one PUT. */
export const antdList: Driver = async (site) => {
  const presign = await createPresign(site)
  let left = 0
  const stored = openPromise()
  const { commits } = show(
    <Upload
      multiple
      customRequest={({ file, onProgress, onSuccess, onError }) => {
        if (!(file instanceof File)) return
        const put = async (): Promise<void> => {
          const key = `${site.prefix}${file.name}`
          const url = await presign.url({ method: 'PUT', key, contentType })
          await send({ method: 'PUT', url, body: file, headers: { 'content-type': contentType } })
          onProgress?.({ percent: 100 })
          onSuccess?.({})
          if (--left === 0) stored.resolve()
        }
        put().catch((cause: Error) => {
          onError?.(cause)
          stored.reject(cause)
        })
      }}
    >
      <button type="button">Upload</button>
    </Upload>,
  )
  await painted()
  return async (files) => {
    left = files.length
    choose(files)
    await stored.promise
    return { rows: countRows(row), commits: commits() }
  }
}

/** Adding alone: nothing is sent. */
export const antdAdding: Driver = async () => {
  let wanted = 0
  const listed = openPromise()
  const { commits } = show(
    <Upload
      multiple
      beforeUpload={() => false}
      onChange={({ fileList }) => {
        if (fileList.length === wanted) listed.resolve()
      }}
    >
      <button type="button">Upload</button>
    </Upload>,
  )
  await painted()
  return async (files) => {
    wanted = files.length
    choose(files)
    await listed.promise
    await painted()
    return { rows: countRows(row), commits: commits() }
  }
}

/** As a person does: through antd's own input. */
function choose(files: readonly File[]): void {
  const input = place().querySelector<HTMLInputElement>('input[type=file]')
  if (!input) throw new Error('antd shows no input.')
  const transfer = new DataTransfer()
  for (const file of files) transfer.items.add(file)
  input.files = transfer.files
  input.dispatchEvent(new Event('change', { bubbles: true }))
}

function openPromise(): {
  readonly promise: Promise<void>
  readonly resolve: () => void
  readonly reject: (cause: unknown) => void
} {
  let resolve: () => void = () => {}
  let reject: (cause: unknown) => void = () => {}
  const promise = new Promise<void>((...both) => ([resolve, reject] = both))
  return { promise, resolve, reject }
}
