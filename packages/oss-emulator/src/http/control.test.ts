import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createOssEmulator, type OssEmulator } from '../index.ts'
import { createTestClient, type TestClient } from '../testing/test-client.ts'

let emulator: OssEmulator
let client: TestClient

beforeAll(async () => {
  emulator = await createOssEmulator()
  client = createTestClient(emulator)
})

afterEach(() => emulator.faults.clear())

afterAll(async () => {
  client.close()
  await emulator.close()
})

describe('/-/emulator', () => {
  it('says what runs here, without a secret', async () => {
    const text = await (await control('GET', '')).text()

    expect(JSON.parse(text)).toMatchObject({
      emulator: 'oss',
      region: 'cn-hangzhou',
      buckets: ['demo-bucket'],
      accessKeyIds: ['emulator-access-key-id'],
    })
    expect(text).not.toContain('secret')
  })

  it('adds, lists and removes faults while running', async () => {
    const added = await control('POST', '/faults', { kind: 'error', status: 500 })
    // The answer has this one field.
    const { id } = (await added.json()) as { id: string }
    const failing = await client.send({ key: 'x' })
    const listed = await (await control('GET', '/faults')).json()
    const removed = await control('DELETE', `/faults/${id}`)

    expect(added.status).toBe(201)
    expect(failing.status).toBe(500)
    expect(listed).toEqual([{ id, fault: { kind: 'error', status: 500 }, met: 1, left: null }])
    expect(removed.status).toBe(204)
    expect((await client.send({ key: 'x' })).status).toBe(404)
    expect((await control('DELETE', `/faults/${id}`)).status).toBe(404)
  })

  it('replaces all faults at once, or none of them', async () => {
    await control('PUT', '/faults', [{ kind: 'latency', delayMs: 1 }, { kind: 'drop-after' }])
    await control('PUT', '/faults', { kind: 'crc-missing' })
    const refused = await control('PUT', '/faults', [{ kind: 'drop-after' }, { kind: 'rain' }])

    expect(refused.status).toBe(400)
    expect(await refused.json()).toMatchObject({
      error: expect.stringContaining('"kind" is one of'),
    })
    expect(emulator.faults.list().map(({ fault }) => fault.kind)).toEqual(['crc-missing'])
    await control('DELETE', '/faults')
    expect(emulator.faults.list()).toEqual([])
  })

  it('explains that a body is not JSON', async () => {
    const response = await fetch(`${emulator.url}/-/emulator/faults`, { method: 'POST', body: '{' })

    expect(await response.json()).toEqual({ error: 'The body is not JSON.' })
  })

  it('shows and clears the request log', async () => {
    await control('DELETE', '/requests')
    await client.send({ key: 'asked' })

    expect(await (await control('GET', '/requests')).json()).toMatchObject([
      { operation: 'GetObject', key: 'asked', status: 404 },
    ])
    await control('DELETE', '/requests')
    expect(emulator.requests.list()).toEqual([])
  })

  it('ends tokens', async () => {
    const all = await control('POST', '/tokens/expire')
    const unknown = await control('POST', '/tokens/revoke', { accessKeyId: 'STS.unknown' })

    expect(await all.json()).toEqual({ ended: true })
    expect(unknown.status).toBe(404)
  })

  it('still hears that the network is cut', async () => {
    const answer = await control('POST', '/faults', { kind: 'network-cut', durationMs: 100 })

    expect(answer.status).toBe(201)
    await expect(client.send({ key: 'x' })).rejects.toMatchObject({ code: 'ECONNRESET' })
  })

  it('is open to pages of this machine, and to no others', async () => {
    const own = await control('GET', '/faults', undefined, 'http://localhost:5173')
    const foreign = await control('DELETE', '/faults', undefined, 'https://evil.example.com')
    const preflight = await control('OPTIONS', '/faults', undefined, 'http://127.0.0.1:5173')

    expect(own.headers.get('access-control-allow-origin')).toBe('http://localhost:5173')
    expect(foreign.status).toBe(403)
    expect(foreign.headers.get('access-control-allow-origin')).toBeNull()
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-methods')).toContain('PUT')
  })

  it('is no key of a bucket that has a host of its own', async () => {
    const host = 'demo-bucket.localhost'
    const answer = await client.send({ method: 'PUT', key: '-/emulator', body: 'mine', host })

    expect(answer.status).toBe(200)
    expect((await client.send({ key: '-/emulator', host })).text).toBe('mine')
  })

  it('answers 404 to what it does not know', async () => {
    expect((await control('GET', '/weather')).status).toBe(404)
  })
})

function control(method: string, path: string, body?: unknown, origin?: string): Promise<Response> {
  return fetch(`http://127.0.0.1:${emulator.port}/-/emulator${path}`, {
    method,
    ...(origin === undefined ? {} : { headers: { origin } }),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
}
