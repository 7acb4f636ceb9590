import { describe, expect, it } from 'vitest'
import type { TransportRequest } from '../ports/transport.ts'
import { describeTransport } from '../testing/describe-transport.ts'
import { createDeletedFile, createDiskFile } from './test-support/disk-file.ts'
import { createWire } from './test-support/wire.ts'
import { createXhrTransport } from './xhr-transport.ts'

const { signal } = new AbortController()

describeTransport('createXhrTransport', () => createWire(createXhrTransport()))
describeTransport('createXhrTransport, as in WebKit', () =>
  createWire(createXhrTransport({ asBytes: true })),
)

describe('createXhrTransport', () => {
  it('sends a bare Complete without a preflight and without a content type', async () => {
    const { transport, plan, seen } = createWire(createXhrTransport())
    const url = await plan()
    const body = new Blob(['<CompleteMultipartUpload/>'], { type: 'application/xml' })

    await transport({ method: 'POST', url, body }, signal)

    const { headers, preflights } = await seen(url)
    expect(preflights).toBe(0)
    expect(headers).not.toHaveProperty('content-type')
  })

  it('listens to the upload, which costs a preflight, only when somebody wants to know', async () => {
    const { transport, plan, seen } = createWire(createXhrTransport())
    const [silent, watched] = [await plan(), await plan()]
    const body = new Blob(['x'])

    await transport({ method: 'POST', url: silent, body }, signal)
    await transport({ method: 'POST', url: watched, body, onProgress: () => undefined }, signal)

    expect((await seen(silent)).preflights).toBe(0)
    expect((await seen(watched)).preflights).toBe(1)
  })

  it('gives the file of a form no type either', async () => {
    const { transport, plan, seen } = createWire(createXhrTransport())
    const url = await plan()
    const file = new File(['<p>'], 'page.html', { type: 'text/html' })

    await transport(
      { method: 'POST', url, body: { fields: [], file, fileName: 'page.html' } },
      signal,
    )

    expect(new TextDecoder().decode((await seen(url)).body)).not.toContain('text/html')
  })

  it('sees no header that CORS hides, and says nothing of it in the console', async () => {
    const { transport, plan } = createWire(createXhrTransport())

    const answer = await transport({ method: 'GET', url: await plan() }, signal)

    expect(answer.header('x-hidden')).toBeNull()
  })

  it('never reports more than the file, though a form is larger', async () => {
    const { transport, plan } = createWire(createXhrTransport())
    const file = new Blob([new Uint8Array(3_000_000)])
    const fields = [['policy', 'p'.repeat(500_000)]] as const
    const progress: number[] = []

    await transport(
      {
        method: 'POST',
        url: await plan(),
        body: { fields, file, fileName: 'a' },
        onProgress: (sentBytes) => void progress.push(sentBytes),
      },
      signal,
    )

    expect(progress.at(-1)).toBe(3_000_000)
    expect(Math.max(...progress)).toBe(3_000_000)
  })

  it('does not call bytes stored that were refused', async () => {
    const { transport, plan } = createWire(createXhrTransport())
    const progress: number[] = []
    const url = await plan({ status: 403 })
    const onProgress = (sentBytes: number): void => void progress.push(sentBytes)

    const answer = await transport({ method: 'PUT', url, body: new Blob([]), onProgress }, signal)

    expect(answer.status).toBe(403)
    expect(progress).toEqual([])
  })

  it('takes the request off the wire when it is aborted', async () => {
    const { transport, plan, seen, wasCut } = createWire(createXhrTransport())
    const url = await plan({ behavior: 'hang' })
    const controller = new AbortController()
    const sending = transport({ method: 'PUT', url, body: new Blob(['x']) }, controller.signal)

    void seen(url).then(() => controller.abort('paused'))

    await expect(sending).rejects.toBe('paused')
    expect(await wasCut(url)).toBe(true)
  })

  it('leaves no listener behind on a signal that outlives its requests', async () => {
    const { transport, plan } = createWire(createXhrTransport())
    const { signal: watched, listeners } = countListeners()
    const request: TransportRequest = { method: 'PUT', url: await plan(), body: new Blob(['x']) }

    await transport(request, watched)
    await transport({ ...request, url: await plan({ behavior: 'cut' }) }, watched).catch(() => 0)

    expect(listeners()).toBe(0)
  })

  it('names a file that is gone, before any byte is sent', async () => {
    const { transport, plan } = createWire(createXhrTransport())
    const body = await createDeletedFile()

    const sending = transport({ method: 'PUT', url: await plan(), body, crc64: true }, signal)

    await expect(sending).rejects.toMatchObject({ code: 'file-unreadable' })
  })

  it('tells a file that vanished meanwhile from a broken network', async () => {
    const { transport, plan, seen } = createWire(createXhrTransport())
    const { file, remove } = await createDiskFile()
    const url = await plan({ behavior: 'hang' })
    const controller = new AbortController()
    const sending = transport({ method: 'PUT', url, body: file }, controller.signal)
    await seen(url)
    await remove()

    const cut = await plan({ behavior: 'cut' })
    await expect(transport({ method: 'PUT', url: cut, body: file }, signal)).rejects.toMatchObject({
      code: 'file-unreadable',
    })
    controller.abort()
    await expect(sending).rejects.toBe(controller.signal.reason)
  })
})

/** A signal that counts who listens to it. */
function countListeners(): { readonly signal: AbortSignal; readonly listeners: () => number } {
  const counted = new AbortController().signal
  let count = 0
  const add = counted.addEventListener.bind(counted)
  const remove = counted.removeEventListener.bind(counted)
  counted.addEventListener = (...given: Parameters<typeof add>) => {
    count += 1
    add(...given)
  }
  counted.removeEventListener = (...given: Parameters<typeof remove>) => {
    count -= 1
    remove(...given)
  }
  return { signal: counted, listeners: () => count }
}
