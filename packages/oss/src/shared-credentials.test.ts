import { createMemoryNeighbours, createVirtualTime } from '@resumable-upload/core/testing'
import { type Neighbours, UploadError } from '@resumable-upload/core'
import { describe, expect, it, vi } from 'vitest'
import { createCredentials, type CredentialsContext, type GetCredentials } from './credentials.ts'
import { createServerClock } from './server-clock.ts'

const minute = 60_000
const topic = 'credentials:https://bucket.example'

describe('credentials in several tabs of one scope', () => {
  it('are asked for once by ten tabs that begin together', async () => {
    const { open, getCredentials } = setUp()
    const tabs = Array.from({ length: 10 }, () => open())

    const sets = await Promise.all(tabs.map(({ get }) => get()))

    expect(getCredentials).toHaveBeenCalledTimes(1)
    expect(new Set(sets.map(({ accessKeyId }) => accessKeyId)).size).toBe(1)
  })

  it('are renewed once for all', async () => {
    const { open, getCredentials, pass } = setUp()
    const tabs = Array.from({ length: 10 }, () => open())
    await Promise.all(tabs.map(({ get }) => get()))
    pass(58 * minute)

    const sets = await Promise.all(tabs.map(({ get }) => get()))

    expect(getCredentials).toHaveBeenCalledTimes(2)
    expect(new Set(sets.map(({ accessKeyId }) => accessKeyId)).size).toBe(1)
  })

  it('are not taken from others once OSS refused them', async () => {
    const { open, getCredentials } = setUp()
    const [one, other] = [open(), open()]
    await one.get()
    const { generation } = await other.get()

    other.credentials.reject(generation)
    const renewed = await other.get()

    expect(getCredentials.mock.calls.map(([reason]) => reason)).toEqual(['initial', 'rejected'])
    expect(renewed.accessKeyId).toBe('STS.2')
  })

  it('are asked of the application when somebody else signed in', async () => {
    const { open, getCredentials } = setUp()
    const [one, other] = [open(), open()]
    await one.get()
    await other.get()

    other.credentials.reset()
    await other.get()

    expect(getCredentials).toHaveBeenCalledTimes(2)
  })

  it('reach a tab that was told a moment ago that nobody is signed in', async () => {
    const { open, getCredentials } = setUp()
    const [one, other] = [open(), open()]
    getCredentials.mockRejectedValueOnce(new UploadError('signed-out', 'Sign in to go on.'))
    await expect(one.get()).rejects.toMatchObject({ code: 'signed-out' })

    await other.get()

    expect((await one.get()).accessKeyId).toBe('STS.1')
    expect(getCredentials).toHaveBeenCalledTimes(2)
  })

  it('are not asked for again at once by a tab that is signed out', async () => {
    const { open, getCredentials } = setUp()
    const [one] = [open(), open()]
    getCredentials.mockRejectedValue(new UploadError('signed-out', 'Sign in to go on.'))
    await expect(one.get()).rejects.toMatchObject({ code: 'signed-out' })
    await expect(one.get()).rejects.toMatchObject({ code: 'signed-out' })

    expect(getCredentials).toHaveBeenCalledTimes(1)
    expect(one.credentials.status.getSnapshot().state).toBe('signed-out')
  })

  it('bring the time of the server with them', async () => {
    const { open } = setUp({ ahead: 3 * 60 * minute })
    const [one, other] = [open(), open()]
    await one.get()
    await other.get()

    expect(other.context.serverClock.offset).toBe(3 * 60 * minute)
  })

  it('stay in the tab that wants it so', async () => {
    const { open, getCredentials } = setUp()
    const [one, other] = [open(), open({ share: false })]
    await one.get()
    await other.get()

    expect(getCredentials).toHaveBeenCalledTimes(2)
  })

  it('are never told unasked, nor to whom uses another bucket', async () => {
    const { open, neighbours } = setUp()
    await open().get()

    const stranger = neighbours.open()
    const { signal } = new AbortController()
    expect(await stranger.ask('credentials:https://other.example', signal)).toEqual([])
    expect(await stranger.ask(topic, signal)).toHaveLength(1)
  })

  it.each([
    ['nothing of use', { accessKeyId: 'STS.9' }],
    ['no object', 'STS.9'],
    ['a set that has ended', set('STS.9', -1)],
  ])('that are %s are not believed', async (_what, answer) => {
    const { open, neighbours } = setUp()
    neighbours.open().answer(topic, () => answer)

    expect((await open().get()).accessKeyId).toBe('STS.1')
  })

  it('come from the application where the others do not answer', async () => {
    const broken: Neighbours = {
      ask: () => Promise.reject(new Error('The channel is closed.')),
      answer: () => {},
      alone: (_topic, _signal, task) => task(),
      close: () => {},
    }
    const { open } = setUp()

    expect((await open({ neighbours: broken }).get()).accessKeyId).toBe('STS.1')
  })
})

interface TabOptions {
  readonly share?: boolean
  readonly neighbours?: Neighbours
}

/** `ahead`: how many milliseconds the server is before the device. */
function setUp({ ahead = 0 }: { readonly ahead?: number } = {}) {
  const time = createVirtualTime()
  const neighbours = createMemoryNeighbours()
  let issued = 0
  const getCredentials = vi.fn<GetCredentials>(async () => {
    issued += 1
    const now = time.clock.now() + ahead
    return {
      accessKeyId: `STS.${issued}`,
      accessKeySecret: 'secret',
      securityToken: 'token',
      expiration: new Date(now + 60 * minute).toISOString(),
      serverTime: new Date(now).toISOString(),
    }
  })

  return { neighbours, getCredentials, open, pass: (ms: number) => time.clock.moveTo(ms) }

  function open({ share = true, neighbours: own = neighbours.open() }: TabOptions = {}) {
    const credentials = createCredentials({ getCredentials, share })
    const context: CredentialsContext = {
      clock: time.clock,
      serverClock: createServerClock(),
      signal: new AbortController().signal,
      sharing: { neighbours: own, topic },
    }
    return { credentials, context, get: () => credentials.get(context) }
  }
}

/** As another tab answers; `left` in milliseconds. */
function set(accessKeyId: string, left: number) {
  const now = createVirtualTime().clock.now()
  return {
    accessKeyId,
    accessKeySecret: 'secret',
    securityToken: 'token',
    expiresAt: now + left,
    receivedAt: now - minute,
    offset: null,
  }
}
