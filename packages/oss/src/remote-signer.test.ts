import { UploadError } from '@resumable-upload/core'
import { describe, expect, it } from 'vitest'
import { createDestination } from './endpoint.ts'
import type { Operation } from './operation.ts'
import { remoteSigner } from './remote-signer.ts'
import type { SignQuestion } from './remote-signing.ts'
import { createServerClock } from './server-clock.ts'
import type { SigningContext } from './signer.ts'
import { standingClock } from './testing/standing-clock.ts'

const now = Date.UTC(2026, 10, 22)
const bucketUrl = 'https://demo-bucket.oss-cn-hangzhou.aliyuncs.com'
const upload = { key: 'uploads/ada/film.mp4', uploadId: '0004B9894A22E5B1888A1E29F8236E2D' }
const part = (number: number): Operation => ({ type: 'sendPart', ...upload, part: number })

describe('remoteSigner', () => {
  it('asks once for the parts that follow as well', async () => {
    const { signer, context, questions } = setUp()

    await Promise.all([1, 2, 3].map((number) => signer.sign([part(number)], context)))

    expect(questions.map(({ operations }) => operations.length)).toEqual([16])
  })

  it('asks again for a part that is sent a second time', async () => {
    const { signer, context, questions } = setUp()

    const [first] = await signer.sign([part(1)], context)
    const [second] = await signer.sign([part(1)], context)

    expect(first?.url).not.toBe(second?.url)
    expect(questions[1]?.operations).toEqual([part(1)])
  })

  it('uses nothing that was signed too long ago', async () => {
    const { signer, context, questions } = setUp({ life: 50_000 })

    await signer.sign([part(1)], context)
    await signer.sign([part(2)], context)

    expect(questions).toHaveLength(2)
  })

  it('tells the server which credentials OSS refused, once, and forgets what they signed', async () => {
    const { signer, context, questions } = setUp()

    await signer.sign([part(1)], context)
    signer.reject(7)
    await signer.sign([part(2)], context)
    await signer.sign([{ type: 'findObject', key: upload.key }], context)

    expect(questions.map(({ refused }) => refused)).toEqual([undefined, 7, undefined])
  })

  it('learns the time of the server', async () => {
    const { signer, context } = setUp({ serverTime: now + 3_600_000 })

    await signer.sign([part(1)], context)

    expect(context.serverClock.offset).toBe(3_600_000)
  })

  it('sends a file to no other bucket than its own', async () => {
    const { signer, context } = setUp({ url: 'https://evil.example/uploads/ada/film.mp4' })

    await expect(signer.sign([part(1)], context)).rejects.toMatchObject({ code: 'misconfigured' })
  })

  it.each([
    [401, 'signed-out'],
    [403, 'access-denied'],
    [429, 'credentials-unavailable'],
    [503, 'credentials-unavailable'],
    [400, 'misconfigured'],
  ])(
    'says of %d that it is %s, in the words of the server and with its request id',
    async (status, code) => {
      const body = { error: 'No, and here is why.' }
      const headers = { 'x-request-id': 'kit-0001', 'retry-after': '3' }
      const { signer, context } = setUp({ answer: () => Response.json(body, { status, headers }) })

      const refused = signer.sign([part(1)], context)

      await expect(refused).rejects.toMatchObject({
        code,
        message: body.error,
        requestId: 'kit-0001',
        retryAfter: 3000,
      })
    },
  )

  it('waits for a server that is not there', async () => {
    const answer = () => {
      throw new TypeError('fetch failed')
    }
    const { signer, context } = setUp({ answer })

    await expect(signer.sign([part(1)], context)).rejects.toMatchObject({
      code: 'credentials-unavailable',
    })
  })

  it('asks anew for a part whose batch failed', async () => {
    let failures = 1
    const { signer, context, questions } = setUp({
      answer: () => (failures-- > 0 ? new Response('', { status: 502 }) : null),
    })

    const outcomes = await Promise.allSettled([
      signer.sign([part(1)], context),
      signer.sign([part(2)], context),
    ])

    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled'])
    expect(questions).toHaveLength(2)
  })

  it('stops for whoever stops, and goes on for the others', async () => {
    const { signer, context } = setUp()
    const stopped = new AbortController()
    const first = signer.sign([part(1)], { ...context, signal: stopped.signal })
    const second = signer.sign([part(2)], context)
    stopped.abort(new UploadError('canceled', 'Stopped.'))

    await expect(first).rejects.toMatchObject({ code: 'canceled' })
    expect(await second).toHaveLength(1)
  })
})

interface Options {
  /** Of a signature, in milliseconds. */
  readonly life?: number
  readonly serverTime?: number
  readonly url?: string
  /** `null` for a good one. */
  readonly answer?: () => Response | null
}

function setUp({ life = 900_000, serverTime = now, url, answer }: Options = {}) {
  const questions: SignQuestion[] = []
  let signatures = 0
  const signer = remoteSigner({
    url: '/api/sign',
    fetch: async (_url, { body }) => {
      const question = JSON.parse(typeof body === 'string' ? body : '') as SignQuestion
      questions.push(question)
      const own = answer?.()
      if (own) return own
      const requests = question.operations.map(({ key }) => ({
        method: 'PUT',
        url: url ?? `${bucketUrl}/${key}?signature=${(signatures += 1)}`,
        headers: {},
        expiresAt: serverTime + life,
        generation: 1,
      }))
      return Response.json({ v: 1, requests, serverTime: new Date(serverTime).toISOString() })
    },
  })
  const context: SigningContext = {
    destination: createDestination({ bucket: 'demo-bucket', region: 'cn-hangzhou' }),
    clock: standingClock(now),
    serverClock: createServerClock(),
    signal: new AbortController().signal,
  }
  return { signer, context, questions }
}
