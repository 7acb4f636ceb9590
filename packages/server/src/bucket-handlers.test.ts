import { createOssEmulator, type OssEmulator } from '@resumable-upload/oss-emulator'
import type OSS from 'ali-oss'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { aliOssBucket } from './ali-oss.ts'
import { type Handler, healthHandler, objectsHandler, reachable, uploadsHandler } from './index.ts'
import { authorizeByHeader, clientOf, record, type Recorded } from './test-support/kit-bench.ts'

let emulator: OssEmulator
let recorded: Recorded
let owner: OSS
let uploads: Handler
let objects: Handler

beforeEach(async () => {
  emulator = await createOssEmulator()
  recorded = record()
  const [account] = emulator.accounts
  if (!account) throw new Error('The emulator has no account.')
  owner = clientOf(emulator, account)
  const options = { authorize: authorizeByHeader, bucket: aliOssBucket(owner), ...recorded.ports }
  uploads = uploadsHandler(options)
  objects = objectsHandler(options)
})
afterEach(() => emulator.close())

describe('uploadsHandler', () => {
  it('lists the uploads of its user, whatever prefix the request names', async () => {
    const { uploadId } = await owner.initMultipartUpload('uploads/ada/big.bin')
    await owner.initMultipartUpload('uploads/lin/big.bin')

    const response = await uploads(ask('GET', '?prefix=uploads/lin/'))

    expect(await response.json()).toEqual({
      uploads: [{ key: 'uploads/ada/big.bin', uploadId, startedAt: expect.any(String) }],
      next: null,
    })
  })

  it('gives page after page', async () => {
    for (const name of ['a', 'b', 'c']) await owner.initMultipartUpload(`uploads/ada/${name}`)
    const paged = uploadsHandler({
      authorize: authorizeByHeader,
      bucket: aliOssBucket(owner, { pageSize: 2 }),
    })

    const first = await (await paged(ask('GET'))).json()
    const second = await (
      await paged(ask('GET', `?after=${encodeURIComponent(first.next)}`))
    ).json()

    expect([first.uploads.length, second.uploads.length, second.next]).toEqual([2, 1, null])
    expect((await paged(ask('GET', '?after=elsewhere'))).status).toBe(400)
  })

  it('removes an upload of its user, and leaves a record', async () => {
    const { uploadId } = await owner.initMultipartUpload('uploads/ada/big.bin')
    const upload = { key: 'uploads/ada/big.bin', uploadId }

    expect((await uploads(ask('DELETE', '', upload))).status).toBe(204)
    expect((await uploads(ask('DELETE', '', upload))).status).toBe(204)
    expect(recorded.audits[0]).toMatchObject({
      action: 'abort',
      outcome: 'granted',
      user: 'ada',
      keys: [upload.key],
    })
  })

  it.each(['uploads/lin/big.bin', 'uploads/ada/../lin/big.bin', 'uploads/ada'])(
    'removes nothing at %s',
    async (key) => {
      const { uploadId } = await owner.initMultipartUpload('uploads/lin/big.bin')

      const response = await uploads(ask('DELETE', '', { key, uploadId }))

      expect([400, 403]).toContain(response.status)
      expect(recorded.audits).toMatchObject([{ action: 'abort', outcome: 'refused' }])
    },
  )
})

describe('objectsHandler', () => {
  it('lists the objects of its user, with the checksum that OSS keeps', async () => {
    await owner.put('uploads/ada/2026/report.pdf', Buffer.from('123456789'))
    await owner.put('uploads/lin/hers.pdf', Buffer.from('other'))

    const response = await objects(ask('GET', '?prefix=uploads/lin/'))

    expect(await response.json()).toEqual({
      truncated: false,
      objects: [
        {
          key: 'uploads/ada/2026/report.pdf',
          name: 'report.pdf',
          size: 9,
          storedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
          crc64: '11051210869376104954',
        },
      ],
    })
  })

  it('leads to a download that no browser runs, even of a page', async () => {
    await owner.put('uploads/ada/evil.html', Buffer.from('<script>alert(1)</script>'))

    const response = await objects(ask('GET', '?key=uploads/ada/evil.html'))
    const download = await fetch(response.headers.get('location') ?? '')

    expect(response.status).toBe(302)
    expect(download.headers.get('content-disposition')).toBe(
      "attachment; filename*=UTF-8''evil.html",
    )
  })

  it.each(['uploads/lin/hers.pdf', 'uploads/ada/../lin/hers.pdf'])(
    'leads nowhere at %s',
    async (key) => {
      const response = await objects(ask('GET', `?key=${encodeURIComponent(key)}`))

      expect([400, 403]).toContain(response.status)
    },
  )

  it('removes an object of its user, and leaves a record', async () => {
    const key = 'uploads/ada/old.txt'
    await owner.put(key, Buffer.from('old'))

    expect((await objects(ask('DELETE', '', { key }))).status).toBe(204)
    expect((await objects(ask('DELETE', '', { key }))).status).toBe(204)
    expect((await (await objects(ask('GET'))).json()).objects).toEqual([])
    expect(recorded.audits[0]).toMatchObject({ action: 'delete', user: 'ada', keys: [key] })
  })

  it('removes nothing of somebody else', async () => {
    await owner.put('uploads/lin/hers.pdf', Buffer.from('hers'))

    const response = await objects(ask('DELETE', '', { key: 'uploads/lin/hers.pdf' }))

    expect(response.status).toBe(403)
    expect((await owner.head('uploads/lin/hers.pdf')).status).toBe(200)
  })

  it('says what failed when OSS does, without its signed request', async () => {
    emulator.faults.add({ kind: 'error', status: 503 })

    const response = await objects(ask('GET'))

    expect(response.status).toBe(502)
    expect(await response.json()).toMatchObject({ code: 'storage-unavailable' })
    expect(JSON.stringify(recorded.lines)).not.toContain('Signature')
  })
})

describe('healthHandler', () => {
  it('lives, and is ready while STS and the bucket can be reached', async () => {
    const health = healthHandler({
      checks: { sts: reachable(emulator.url), bucket: reachable(`${emulator.url}/demo-bucket`) },
    })

    expect(await (await health(ask('GET'))).json()).toEqual({ status: 'alive' })
    const ready = await health(ask('GET', '?ready'))
    expect(ready.status).toBe(200)
    expect(await ready.json()).toEqual({ status: 'ready', checks: { sts: 'well', bucket: 'well' } })
  })

  it('is not ready when one of them is gone or silent, and says so without why', async () => {
    const health = healthHandler({
      timeout: 20,
      log: recorded.ports.log,
      tokens: { breakerState: () => 'open' },
      checks: { sts: () => new Promise(() => {}), bucket: reachable('http://127.0.0.1:1/') },
    })

    const response = await health(ask('GET', '?ready'))

    expect(response.status).toBe(503)
    expect(await response.json()).toEqual({
      status: 'unready',
      checks: { sts: 'unwell', bucket: 'unwell' },
      breaker: 'open',
    })
    expect(recorded.lines).toHaveLength(2)
  })

  it('looks once for many probes', async () => {
    let looked = 0
    const health = healthHandler({ checks: { sts: async () => (looked += 1) } })

    await Promise.all(Array.from({ length: 20 }, () => health(ask('GET', '?ready'))))

    expect(looked).toBe(1)
  })
})

function ask(method: string, query = '', body?: object): Request {
  return new Request(`https://app.example.com/x${query}`, {
    method,
    headers: { 'x-user': 'ada', 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  })
}
