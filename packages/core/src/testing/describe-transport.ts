import { describe, expect, it } from 'vitest'
import type { Transport, TransportRequest } from '../ports/transport.ts'
import { createDigests } from './digests.ts'
import { testBytes } from './test-files.ts'

/** How a server answers the next request to one URL. */
export interface PlannedAnswer {
  /** @default 200 */
  readonly status?: number
  /** Every one of them is exposed to the page. */
  readonly headers?: Readonly<Record<string, string>>
  /** @default '' */
  readonly text?: string
  /**
   * `hang`: takes the body and never answers. `cut`: takes the body and closes the connection.
   * `hide`: answers without leave for the page to read it.
   * @default 'answer'
   */
  readonly behavior?: 'answer' | 'hang' | 'cut' | 'hide'
}

/** A request as it came out of the wire. */
export interface SeenRequest {
  readonly method: string
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

export interface TransportSetUp {
  readonly transport: Transport
  /** A URL of its own every time, that answers as planned. */
  readonly plan: (answer?: PlannedAnswer) => Promise<string> | string
  /** What came to this URL, preflights not counted; waits for the first. */
  readonly seen: (url: string) => Promise<SeenRequest>
  /** A URL where nobody listens. */
  readonly deadUrl: string
}

const { signal } = new AbortController()

/** The rules of `Transport`. */
export function describeTransport(
  name: string,
  setUp: () => Promise<TransportSetUp> | TransportSetUp,
): void {
  describe(`${name} as a Transport`, () => {
    it('brings method, headers and body as they are', async () => {
      const { transport, plan, seen } = await setUp()
      const url = await plan()
      const bytes = testBytes(100_000)

      await transport(
        { method: 'PUT', url, headers: { 'x-oss-test': 'a b' }, body: new Blob([bytes]) },
        signal,
      )

      const request = await seen(url)
      expect(request.method).toBe('PUT')
      expect(request.headers).toMatchObject({ 'x-oss-test': 'a b', 'content-length': '100000' })
      expect(request.body).toEqual(bytes)
    })

    it.each(['GET', 'HEAD', 'POST', 'DELETE'] as const)(
      'sends %s without a body',
      async (method) => {
        const { transport, plan, seen } = await setUp()
        const url = await plan({ status: 200 })

        const { status } = await transport({ method, url }, signal)

        expect(status).toBe(200)
        expect(await seen(url)).toMatchObject({ method, body: new Uint8Array() })
      },
    )

    it('names no content type but the one it is given', async () => {
      const { transport, plan, seen } = await setUp()
      const [bare, typed] = [await plan(), await plan()]
      const body = new Blob(['{}'], { type: 'application/json' })

      await transport({ method: 'PUT', url: bare, body }, signal)
      const headers = { 'Content-Type': 'video/mp4' }
      await transport({ method: 'PUT', url: typed, body, headers }, signal)

      expect((await seen(bare)).headers).not.toHaveProperty('content-type')
      expect((await seen(typed)).headers['content-type']).toBe('video/mp4')
    })

    it('sends exactly the slice that it is given', async () => {
      const { transport, plan, seen } = await setUp()
      const url = await plan()
      const bytes = testBytes(10_000)
      const body = new Blob([bytes]).slice(1_000, 3_000)

      await transport({ method: 'PUT', url, body }, signal)

      expect((await seen(url)).body).toEqual(bytes.subarray(1_000, 3_000))
    })

    it('resolves with the answer, whatever its status', async () => {
      const { transport, plan } = await setUp()
      for (const status of [200, 204, 400, 403, 404, 503]) {
        const text = status === 204 ? '' : `<Code>报告 ${status}</Code>`
        const url = await plan({ status, text, headers: { 'x-oss-request-id': '5C3D' } })

        const answer = await transport({ method: 'GET', url }, signal)

        expect(answer).toMatchObject({ status, text })
        expect(answer.header('X-Oss-Request-Id')).toBe('5C3D')
        expect(answer.header('x-oss-absent')).toBeNull()
      }
    })

    it('puts the file last into a form, with its fields before it in order', async () => {
      const { transport, plan, seen } = await setUp()
      const url = await plan()
      const fields = [['key', 'uploads/报告.txt'] as const, ['policy', 'e30='] as const]
      const file = new Blob(['the file'], { type: 'text/plain' })

      await transport({ method: 'POST', url, body: { fields, file, fileName: 'a.txt' } }, signal)

      const { headers, body } = await seen(url)
      const text = new TextDecoder().decode(body)
      const order = ['name="key"', 'uploads/报告.txt', 'name="policy"', 'name="file"', 'the file']
      expect(headers['content-type']).toMatch(/^multipart\/form-data; boundary=/)
      expect(order.map((piece) => text.indexOf(piece))).toEqual(
        order.map((piece) => text.indexOf(piece)).toSorted((a, b) => a - b),
      )
      expect(order.filter((piece) => !text.includes(piece))).toEqual([])
    })

    it('computes the CRC-64 of the file bytes that it sent, when asked', async () => {
      const { transport, plan } = await setUp()
      const bytes = testBytes(300_000)
      const crc64 = (await createDigests()).crc64([bytes])
      const body = new Blob([bytes])
      const form = { fields: [['key', 'a'] as const], file: body, fileName: 'a' }

      const part = await transport({ method: 'PUT', url: await plan(), body, crc64: true }, signal)
      const whole = await transport(
        { method: 'POST', url: await plan(), body: form, crc64: true },
        signal,
      )
      const plain = await transport({ method: 'PUT', url: await plan(), body }, signal)

      expect([part.sentCrc64, whole.sentCrc64]).toEqual([crc64, crc64])
      expect(plain.sentCrc64).toBeUndefined()
    })

    it('takes an empty body', async () => {
      const { transport, plan, seen } = await setUp()
      const url = await plan()

      const answer = await transport(
        { method: 'PUT', url, body: new Blob([]), crc64: true },
        signal,
      )

      expect(answer.sentCrc64).toBe('0')
      expect((await seen(url)).body).toHaveLength(0)
    })

    it.each(['a body', 'a form'])('reports the file bytes of %s, up to the last', async (kind) => {
      const { transport, plan } = await setUp()
      const file = new Blob([testBytes(400_000)])
      const form = { fields: [['key', 'a'] as const], file, fileName: 'a' }
      const progress: number[] = []
      const url = await plan()
      const onProgress = (sentBytes: number): void => void progress.push(sentBytes)
      const isForm = kind === 'a form'
      const request: TransportRequest = {
        method: isForm ? 'POST' : 'PUT',
        url,
        body: isForm ? form : file,
        onProgress,
      }

      await transport(request, signal)

      expect(progress.at(-1)).toBe(400_000)
      expect(progress).toEqual(progress.toSorted((a, b) => a - b))
    })

    it('rejects with network-failed when no answer comes', async () => {
      const { transport, plan, deadUrl } = await setUp()
      const cut = await plan({ behavior: 'cut' })
      const failure = { code: 'network-failed' }

      await expect(transport({ method: 'GET', url: deadUrl }, signal)).rejects.toMatchObject(
        failure,
      )
      await expect(
        transport({ method: 'PUT', url: cut, body: new Blob(['x']) }, signal),
      ).rejects.toMatchObject(failure)
    })

    it('rejects with the reason of its signal, before the request and during it', async () => {
      const { transport, plan, seen } = await setUp()
      const url = await plan({ behavior: 'hang' })
      const controller = new AbortController()
      const reason = new Error('paused')
      const request: TransportRequest = { method: 'PUT', url, body: new Blob(['x']) }

      await expect(transport(request, AbortSignal.abort(reason))).rejects.toBe(reason)
      const outcome = transport(request, controller.signal).catch((thrown: unknown) => thrown)
      await seen(url)
      controller.abort(reason)

      expect(await outcome).toBe(reason)
    })
  })
}
