import { describe, expect, it } from 'vitest'
import type { Transport } from '../ports/transport.ts'
import type { UploaderEvent } from '../ports/uploader.ts'
import { createMemoryChecksum } from '../testing/memory-checksum.ts'
import { createMemoryStorage } from '../testing/memory-storage.ts'
import { createVirtualTime } from '../testing/virtual-time.ts'
import { observeNetwork } from './storage-request.ts'

describe('observeNetwork', () => {
  it('tells how long a request was signed, waited, sent and was answered', async () => {
    const { advance, network, events } = setUp(async ({ onProgress }) => {
      await advance(50)
      onProgress?.(400)
      await advance(250)
      onProgress?.(1000)
      await advance(100)
      return { status: 200, header: () => null, text: '' }
    })
    await advance(20)

    const request = { method: 'PUT' as const, url: 'https://bucket.example/', onProgress: () => {} }
    await network.transport(request, signal())

    expect(events).toMatchObject([
      { type: 'requestStarted', op: 'sendPart', part: 3, bytes: 1000, signing: 20 },
      { type: 'requestEnded', sendingAfter: 50, sentAfter: 300, ms: 400, status: 200 },
    ])
  })

  it('knows of no sending where nobody listens for progress, and of the silence of no answer', async () => {
    const { network, events } = setUp(() => Promise.reject(new TypeError('No network.')))

    const answer = network.transport({ method: 'GET', url: 'https://bucket.example/' }, signal())

    await expect(answer).rejects.toThrow('No network.')
    expect(events.at(-1)).toMatchObject({ status: 0, sendingAfter: null, sentAfter: null })
  })
})

function setUp(transport: Transport) {
  const { clock, advance } = createVirtualTime()
  const events: UploaderEvent[] = []
  const network = observeNetwork(
    {
      storage: createMemoryStorage(),
      network: { transport, clock, checksum: createMemoryChecksum(clock) },
    },
    { op: 'sendPart', part: 3, bytes: 1000 },
    (event) => events.push(event),
  )
  return { advance, network, events }
}

function signal(): AbortSignal {
  return new AbortController().signal
}
