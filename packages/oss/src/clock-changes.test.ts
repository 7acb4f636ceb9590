import type { Clock, Transport } from '@resumable-upload/core'
import { systemClock } from '@resumable-upload/core/browser'
import { testBytes } from '@resumable-upload/core/testing'
import { createOssEmulator, type OssEmulator } from '@resumable-upload/oss-emulator'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { GetCredentials } from './credentials.ts'
import { assumeRole } from './test-support/assume-role.ts'
import { changeAnswer, createBench } from './test-support/storage-bench.ts'
import { webCryptoSigner } from './web-crypto-signer.ts'

const minute = 60_000
const body = new Blob([testBytes(1000)])
const file = { name: 'a.bin', size: 1, type: '', lastModified: 1, relativePath: '' }

let emulator: OssEmulator

beforeAll(async () => {
  emulator = await createOssEmulator({ minimumTokenSeconds: 600 })
})
afterEach(() => emulator.requests.clear())
afterAll(() => emulator.close())

describe('the clock of a device', () => {
  it.each([22 * minute, -22 * minute])(
    'that is set %d ms in the middle of an upload costs one refusal, and no part fails',
    async (jump) => {
      const { clock, set } = settableClock()
      const { storage, call } = createBench(emulator, { clock })
      const upload = await storage.open(storage.nameObject({ file }), call)
      const send = (number: number) =>
        storage.sendPart(upload, { number, start: 0, end: body.size }, body, call)
      for (const number of [1, 2, 3, 4, 5, 6]) await send(number)
      emulator.requests.clear()

      set(jump)
      for (const number of [7, 8, 9]) await send(number)
      set(0)
      for (const number of [10, 11]) await send(number)

      const statuses = emulator.requests.list().map(({ status }) => status)
      expect(statuses).toEqual([403, 200, 200, 200, 403, 200, 200])
    },
  )

  it('that slept longer than its token lives renews it before it asks for anything', async () => {
    const { clock, set } = settableClock()
    const reasons: string[] = []
    const getCredentials: GetCredentials = (reason) => {
      reasons.push(reason)
      return assumeRole(emulator, { seconds: reasons.length === 1 ? 600 : 3600 })
    }
    const signer = webCryptoSigner({ getCredentials })
    const { storage, call } = createBench(emulator, { clock, signer })
    const upload = await storage.open(storage.nameObject({ file }), call)

    set(12 * minute)
    await storage.sendPart(upload, { number: 1, start: 0, end: body.size }, body, call)

    expect(reasons).toEqual(['initial', 'expiring'])
    expect(emulator.requests.list().filter(({ status }) => status === 403)).toEqual([])
  })

  it('that is ten minutes slow is known from ordinary answers, before anything is refused', async () => {
    const { clock, set } = settableClock()
    set(-10 * minute)
    const { storage, call, signedAt } = watchSignatures({ clock })

    await storage.open(storage.nameObject({ file }), call)
    await storage.open(storage.nameObject({ file }), call)

    expect(Math.abs(signedAt(0) + 10 * minute - Date.now())).toBeLessThan(minute)
    expect(Math.abs(signedAt(1) - Date.now())).toBeLessThan(minute)
  })

  it('is trusted more than an ordinary answer whose date cannot be true', async () => {
    const { storage, call, signedAt } = watchSignatures({
      wrap: changeAnswer((_request, { header }) => ({
        header: (name) =>
          name.toLowerCase() === 'date' ? 'Mon, 01 Jan 2001 00:00:00 GMT' : header(name),
      })),
    })

    for (let each = 0; each < 3; each += 1) await storage.open(storage.nameObject({ file }), call)

    expect(Math.abs(signedAt(2) - Date.now())).toBeLessThan(minute)
    expect(emulator.requests.list().every(({ status }) => status === 200)).toBe(true)
  })
})

/** A device's clock, and how to set it this many milliseconds off. */
function settableClock(): { readonly clock: Clock; readonly set: (offset: number) => void } {
  let offset = 0
  return {
    clock: { ...systemClock, now: () => systemClock.now() + offset },
    set: (next) => {
      offset = next
    },
  }
}

/** A storage whose requests tell when they were signed, in epoch milliseconds. */
function watchSignatures({
  clock = systemClock,
  wrap = (transport: Transport) => transport,
}: {
  readonly clock?: Clock
  readonly wrap?: (transport: Transport) => Transport
}) {
  const times: string[] = []
  const bench = createBench(emulator, {
    clock,
    wrap: (transport) => {
      const wrapped = wrap(transport)
      return (request, signal) => {
        times.push(new URL(request.url).searchParams.get('x-oss-date') ?? '')
        return wrapped(request, signal)
      }
    },
  })
  const signedAt = (index: number): number => {
    const [, ...fields] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(times[index] ?? '') ?? []
    const [year = 0, month = 1, ...rest] = fields.map(Number)
    return Date.UTC(year, month - 1, ...rest)
  }
  return { ...bench, signedAt }
}
