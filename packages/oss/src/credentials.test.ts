import { UploadError } from '@resumable-upload/core'
import { createVirtualTime } from '@resumable-upload/core/testing'
import { describe, expect, it, vi } from 'vitest'
import {
  createCredentials,
  type CredentialsContext,
  type CredentialsOptions,
  type GetCredentials,
} from './credentials.ts'
import type { StsCredentials } from './read-credentials.ts'
import { createServerClock } from './server-clock.ts'

const second = 1000
const minute = 60 * second

describe('createCredentials', () => {
  it('asks once for all who wait', async () => {
    const { credentials, context, getCredentials } = setUp()

    const sets = await Promise.all([1, 2, 3, 4, 5, 6].map(() => credentials.get(context)))

    expect(getCredentials).toHaveBeenCalledExactlyOnceWith('initial', expect.any(AbortSignal))
    expect(new Set(sets).size).toBe(1)
  })

  it('keeps credentials while they are good', async () => {
    const { credentials, context, getCredentials, pass } = setUp({ seconds: 3600 })
    await credentials.get(context)
    pass(54 * minute)

    await credentials.get(context)

    expect(getCredentials).toHaveBeenCalledTimes(1)
  })

  it.each([
    ['5 minutes before the end of an hour', 3600, 55 * minute],
    ['a fifth before the end of a short life', 20, 16 * second],
  ])('renews %s, while the old ones still serve', async (_when, seconds, later) => {
    const { credentials, context, getCredentials, pass, settle } = setUp({ seconds })
    const first = await credentials.get(context)
    pass(later)

    const served = await credentials.get(context)
    await settle()
    const next = await credentials.get(context)

    expect(served).toBe(first)
    expect(next.generation).toBe(2)
    expect(getCredentials.mock.calls.map(([reason]) => reason)).toEqual(['initial', 'expiring'])
  })

  it('waits for new ones when the old ones have almost ended', async () => {
    const { credentials, context, pass } = setUp({ seconds: 20 })
    await credentials.get(context)
    pass(19 * second)

    expect((await credentials.get(context)).generation).toBe(2)
  })

  it('serves the old ones to their end when no new ones come', async () => {
    const { credentials, context, getCredentials, pass } = setUp({ seconds: 20 })
    const first = await credentials.get(context)
    getCredentials.mockRejectedValue(new TypeError('Failed to fetch'))
    pass(19 * second)

    expect(await credentials.get(context)).toBe(first)
    pass(2 * second)
    await expect(credentials.get(context)).rejects.toMatchObject({
      code: 'credentials-unavailable',
    })
  })

  it.each([
    ['a network error', new TypeError('Failed to fetch')],
    ['an AbortError', new DOMException('The user aborted a request.', 'AbortError')],
    ['a text', 'no'],
    ['nothing', undefined],
  ])('waits and asks again after %s', async (_what, thrown) => {
    const { credentials, context, getCredentials, pass } = setUp()
    getCredentials.mockRejectedValueOnce(thrown)
    await expect(credentials.get(context)).rejects.toMatchObject({
      code: 'credentials-unavailable',
      message: expect.stringMatching(/^No new credentials: .+\. .+\.$/),
    })
    pass(500)

    expect(await credentials.get(context)).toMatchObject({ generation: 1 })
  })

  it('does not hammer an endpoint that is down', async () => {
    const { credentials, context, getCredentials, pass } = setUp()
    getCredentials.mockRejectedValue(new TypeError('Failed to fetch'))

    for (let tenth = 0; tenth < 600; tenth += 1) {
      await credentials.get(context).catch(() => undefined)
      pass(100)
    }

    expect(getCredentials.mock.calls.length).toBeLessThan(10)
  })

  it('says how long to wait while it does not ask', async () => {
    const { credentials, context, getCredentials, pass } = setUp()
    getCredentials.mockRejectedValue(new TypeError('Failed to fetch'))
    await credentials.get(context).catch(() => undefined)
    pass(200)

    await expect(credentials.get(context)).rejects.toMatchObject({ retryAfter: 300 })
    expect(getCredentials).toHaveBeenCalledTimes(1)
  })

  it('gives up on an endpoint that never answers, and tells it so', async () => {
    const { credentials, context, clock, getCredentials, settle } = setUp()
    let told: AbortSignal | undefined
    getCredentials.mockImplementationOnce((_reason, signal) => {
      told = signal
      return new Promise(() => {})
    })
    const waiting = credentials.get(context).catch((thrown: unknown) => thrown)
    await settle()
    clock.wakeNext()

    expect(await waiting).toMatchObject({ code: 'credentials-unavailable' })
    expect(told?.aborted).toBe(true)
    expect(clock.elapsed()).toBe(30 * second)
  })

  it('leaves no timer behind', async () => {
    const { credentials, context, clock, settle } = setUp()
    await credentials.get(context)
    await settle()

    expect(clock.pendingSleeps).toBe(0)
  })

  it('lets one upload be paused without stopping the renewal for the others', async () => {
    const { credentials, context, getCredentials } = setUp()
    const controller = new AbortController()
    const paused = credentials.get({ ...context, signal: controller.signal })
    const other = credentials.get(context)
    controller.abort(new Error('paused'))

    await expect(paused).rejects.toThrow('paused')
    await expect(other).resolves.toMatchObject({ generation: 1 })
    expect(getCredentials).toHaveBeenCalledTimes(1)
  })

  describe('when OSS refuses a generation', () => {
    it('asks for new ones, once for all requests in flight', async () => {
      const { credentials, context, getCredentials } = setUp()
      const { generation } = await credentials.get(context)

      const sets = await Promise.all(
        [1, 2, 3].map(() => {
          credentials.reject(generation)
          return credentials.get(context)
        }),
      )

      expect(sets.map((set) => set.generation)).toEqual([2, 2, 2])
      expect(getCredentials.mock.calls.map(([reason]) => reason)).toEqual(['initial', 'rejected'])
    })

    it('does not ask again for a request that was signed with older ones', async () => {
      const { credentials, context, getCredentials } = setUp()
      await credentials.get(context)
      credentials.reject(1)
      await credentials.get(context)
      credentials.reject(1)

      expect((await credentials.get(context)).generation).toBe(2)
      expect(getCredentials).toHaveBeenCalledTimes(2)
    })
  })

  describe('when nobody is signed in', () => {
    it('passes that on, and forgets what it has', async () => {
      const { credentials, context, getCredentials, pass } = setUp({ seconds: 20 })
      await credentials.get(context)
      getCredentials.mockRejectedValue(new UploadError('signed-out', 'Sign in to go on.'))
      pass(19 * second)

      await expect(credentials.get(context)).rejects.toMatchObject({ code: 'signed-out' })
      expect(credentials.status.getSnapshot()).toMatchObject({
        state: 'signed-out',
        expiresAt: null,
      })
    })

    it('asks at once when the application says that credentials have changed', async () => {
      const { credentials, context, getCredentials } = setUp()
      getCredentials.mockRejectedValueOnce(new UploadError('signed-out', 'Sign in to go on.'))
      await credentials.get(context).catch(() => undefined)
      credentials.reset()

      expect(await credentials.get(context)).toMatchObject({ generation: 1 })
    })
  })

  it('never uses what an endpoint answers after somebody else has signed in', async () => {
    const { credentials, context, getCredentials, tokenFor, settle } = setUp()
    let answer: (value: StsCredentials) => void = () => {}
    getCredentials.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)))
    const waiting = credentials.get(context)
    await settle()
    credentials.reset()
    answer({ ...tokenFor(), accessKeyId: 'STS.of-the-last-user' })

    expect((await waiting).accessKeyId).toBe('STS.2')
    expect(getCredentials).toHaveBeenCalledTimes(2)
  })

  describe('with a wrong clock on the device', () => {
    it.each([22 * minute, -22 * minute])(
      "renews by the server's clock, %d ms away",
      async (offset) => {
        const { credentials, context, getCredentials, pass, settle, clock } = setUp({
          seconds: 20,
          serverTime: true,
        })
        clock.setWallClock(-offset)
        await credentials.get(context)
        pass(15 * second)
        await credentials.get(context)
        expect(getCredentials).toHaveBeenCalledTimes(1)
        pass(second)
        await credentials.get(context)
        await settle()

        expect(getCredentials).toHaveBeenCalledTimes(2)
      },
    )

    it('uses a token that seems to have expired, instead of asking forever', async () => {
      const { credentials, context, getCredentials, clock } = setUp({ seconds: 20 })
      clock.setWallClock(22 * minute)

      for (let request = 0; request < 20; request += 1) await credentials.get(context)

      expect(getCredentials).toHaveBeenCalledTimes(1)
    })
  })

  it('renews only when refused where that is asked for', async () => {
    const { credentials, context, getCredentials, pass } = setUp({ seconds: 20, renewAhead: false })
    const first = await credentials.get(context)
    pass(minute)

    expect(await credentials.get(context)).toBe(first)
    expect(getCredentials).toHaveBeenCalledTimes(1)
  })

  it('tells the first credentials from a renewal', async () => {
    const { credentials, context } = setUp()
    const notice = vi.fn()
    await credentials.get({ ...context, notice })
    credentials.reject(1)
    await credentials.get({ ...context, notice })

    expect(notice.mock.calls).toEqual([
      [{ type: 'credentialsReceived' }],
      [{ type: 'credentialsRenewed' }],
    ])
  })

  it('shows when, and never what', async () => {
    const { credentials, context, clock } = setUp({ seconds: 3600 })
    const { status } = credentials
    expect(status.getSnapshot()).toMatchObject({ state: 'none', renewals: 0 })
    const seen: string[] = []
    const stop = status.subscribe(() => seen.push(status.getSnapshot().state))

    await credentials.get(context)
    credentials.reject(1)
    await credentials.get(context)
    stop()
    credentials.reset()

    expect(seen).toEqual(['renewing', 'ready', 'renewing', 'ready'])
    expect(status.getSnapshot()).toEqual({
      state: 'none',
      expiresAt: null,
      renewedAt: clock.now(),
      renewals: 1,
    })
    expect(JSON.stringify(status.getSnapshot())).not.toMatch(/STS|secret|token/)
  })

  it("shows the end on the device's own clock", async () => {
    const { credentials, context, clock } = setUp({ seconds: 3600, serverTime: true })
    clock.setWallClock(22 * minute)
    await credentials.get(context)

    expect(credentials.status.getSnapshot().expiresAt).toBe(clock.now() + 3600 * second)
  })
})

interface SetUpOptions extends Partial<CredentialsOptions> {
  /** Life of every token. @default 3600 */
  readonly seconds?: number
  /** The token endpoint tells its time. @default false */
  readonly serverTime?: boolean
}

function setUp({ seconds = 3600, serverTime = false, ...options }: SetUpOptions = {}) {
  const { clock, settle } = createVirtualTime()
  const beginning = clock.now()
  let issued = 0

  const serverNow = (): number => beginning + clock.elapsed()
  const tokenFor = (): StsCredentials => {
    issued += 1
    return {
      accessKeyId: `STS.${issued}`,
      accessKeySecret: 'secret',
      securityToken: 'token',
      expiration: new Date(serverNow() + seconds * second).toISOString(),
      ...(serverTime && { serverTime: new Date(serverNow()).toISOString() }),
    }
  }
  const getCredentials = vi.fn<GetCredentials>(async () => tokenFor())
  const credentials = createCredentials({ getCredentials, ...options })
  const context: CredentialsContext = {
    clock,
    serverClock: createServerClock(),
    signal: new AbortController().signal,
  }
  return {
    credentials,
    context,
    clock,
    getCredentials,
    tokenFor,
    pass: (milliseconds: number) => clock.moveTo(clock.elapsed() + milliseconds),
    settle,
  }
}
