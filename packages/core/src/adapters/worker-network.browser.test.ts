import { afterEach, describe, expect, it, vi } from 'vitest'
import { describeChecksum } from '../testing/describe-checksum.ts'
import { describeTransport } from '../testing/describe-transport.ts'
import { createDeletedFile } from './test-support/disk-file.ts'
import { createWire } from './test-support/wire.ts'
import { createWorkerNetwork, type WorkerNetwork } from './worker-network.ts'

const { signal } = new AbortController()
const networks: WorkerNetwork[] = []

afterEach(() => {
  vi.restoreAllMocks()
  for (const network of networks.splice(0)) network.close()
})

describeTransport('the transport of createWorkerNetwork', () => createWire(setUp().transport))

describeTransport('the transport of createWorkerNetwork without a worker', () =>
  createWire(setUp(missingWorker).transport),
)

describeChecksum('the checksum of createWorkerNetwork', () => setUp().checksum)

describeChecksum(
  'the checksum of createWorkerNetwork without a worker',
  () => setUp(missingWorker).checksum,
)

describe('createWorkerNetwork', () => {
  it('works in a worker, which starts with the first use', async () => {
    const network = setUp()
    expect(network.mode()).toBe('unknown')

    const digest = await network.checksum.crc64(new Blob(['123456789']), signal)

    expect(digest).toBe('11051210869376104954')
    expect(network.mode()).toBe('worker')
  })

  it('keeps time in a hidden tab, whose own timers hardly run', async () => {
    const { clock, checksum } = setUp()
    await checksum.md5(new Blob(['the worker starts']), signal)
    vi.spyOn(document, 'hidden', 'get').mockReturnValue(true)
    // As if the next wake-up were a minute away.
    vi.spyOn(globalThis, 'setTimeout').mockReturnValue(0 as never)
    const controller = new AbortController()

    await clock.sleep(10, signal)

    const sleeping = clock.sleep(60_000, controller.signal)
    controller.abort('paused')
    await expect(sleeping).rejects.toBe('paused')
  })

  it.each([
    ['is missing', missingWorker],
    ['is forbidden', forbiddenWorker],
    ['never says that it is ready', silentWorker],
  ])('works on the main thread where the script of the worker %s', async (_, createWorker) => {
    const network = setUp(createWorker)

    const body = new Blob(['hello world'])
    expect(await network.checksum.crc64(body, signal)).toBe('5981764153023615706')
    expect(await network.checksum.md5(body, signal)).toBe('5EB63BBBE01EEED093CB22BB8F5ACDC3')
    expect(network.mode()).toBe('main-thread')
  })

  it('reports what a worker could not do, and the next request goes another way', async () => {
    const network = setUp(breakingWorker)
    const { plan } = createWire(network.transport)
    const request = { method: 'PUT', url: await plan(), body: new Blob(['x']) } as const

    const lost = [network.transport(request, signal), network.transport(request, signal)]

    expect(await Promise.allSettled(lost)).toMatchObject([
      { reason: { code: 'network-failed' } },
      { reason: { code: 'network-failed' } },
    ])
    expect((await network.transport(request, signal)).status).toBe(200)
    expect(network.mode()).toBe('main-thread')
  })

  it('stops though the worker is deaf, and goes on without it', async () => {
    const network = setUp(deafWorker)
    const { plan } = createWire(network.transport)
    const controller = new AbortController()
    const sending = network.transport({ method: 'GET', url: await plan() }, controller.signal)

    void until(() => network.mode() === 'worker').then(() => controller.abort('paused'))

    await expect(sending).rejects.toBe('paused')
    const answer = await network.transport({ method: 'GET', url: await plan() }, signal)
    expect(answer.status).toBe(200)
  })

  it('takes the request off the wire when it is aborted, and keeps its worker', async () => {
    const network = setUp()
    const { transport } = network
    const { plan, seen, wasCut } = createWire(transport)
    const url = await plan({ behavior: 'hang' })
    const controller = new AbortController()
    const sending = transport({ method: 'PUT', url, body: new Blob(['x']) }, controller.signal)

    void seen(url).then(() => controller.abort('paused'))

    await expect(sending).rejects.toBe('paused')
    expect(await wasCut(url)).toBe(true)
    expect(network.mode()).toBe('worker')
  })

  it('names a file that cannot be read any more', async () => {
    const { transport, checksum } = setUp()
    const { plan } = createWire(transport)
    const body = await createDeletedFile()
    const failure = { name: 'UploadError', code: 'file-unreadable' }

    const sending = transport({ method: 'PUT', url: await plan(), body, crc64: true }, signal)

    await expect(sending).rejects.toMatchObject(failure)
    await expect(checksum.crc64(body, signal)).rejects.toMatchObject(failure)
    await expect(checksum.md5(body, signal)).rejects.toMatchObject(failure)
  })

  it('reports progress twenty times a second at most, and the last byte always', async () => {
    const { transport } = setUp()
    const { plan } = createWire(transport)
    const body = new Blob([new Uint8Array(8_000_000)])
    const reports: { readonly at: number; readonly sentBytes: number }[] = []
    const started = performance.now()

    await transport(
      {
        method: 'PUT',
        url: await plan(),
        body,
        onProgress: (sentBytes) => void reports.push({ at: performance.now(), sentBytes }),
      },
      signal,
    )

    const seconds = (performance.now() - started) / 1000
    expect(reports.at(-1)?.sentBytes).toBe(8_000_000)
    expect(reports.length).toBeLessThanOrEqual(2 + seconds * 20)
  })

  it('ends for good when it is closed', async () => {
    const network = setUp()
    const { plan, seen, wasCut } = createWire(network.transport)
    const url = await plan({ behavior: 'hang' })
    const sending = network.transport({ method: 'GET', url }, signal)

    void seen(url).then(() => network.close())

    await expect(sending).rejects.toMatchObject({ code: 'disposed' })
    expect(await wasCut(url)).toBe(true)
    await expect(network.transport({ method: 'GET', url }, signal)).rejects.toMatchObject({
      code: 'disposed',
    })
  })

  it('can be closed while the worker starts', async () => {
    const network = setUp()
    const hashing = network.checksum.crc64(new Blob([]), signal)

    network.close()

    await expect(hashing).rejects.toMatchObject({ code: 'disposed' })
  })

  it('can be closed before it was ever used', async () => {
    const network = setUp()

    network.close()

    await expect(network.checksum.crc64(new Blob([]), signal)).rejects.toMatchObject({
      code: 'disposed',
    })
  })
})

function setUp(createWorker?: () => Worker): WorkerNetwork {
  const network = createWorkerNetwork({
    patience: patienceWith(createWorker),
    ...(createWorker && { createWorker }),
  })
  networks.push(network)
  return network
}

/** Spent in full on a worker that says nothing; one that speaks needs time to start on a busy machine. */
function patienceWith(createWorker: (() => Worker) | undefined): number {
  if (createWorker === silentWorker) return 100
  return createWorker === deafWorker ? 1_500 : 10_000
}

function missingWorker(): Worker {
  return new Worker('/no-such-script.js', { type: 'module' })
}

function forbiddenWorker(): Worker {
  throw new DOMException('The CSP of this page has no worker-src.', 'SecurityError')
}

function silentWorker(): Worker {
  return new Worker(new URL('./test-support/silent.worker.ts', import.meta.url), { type: 'module' })
}

function breakingWorker(): Worker {
  return new Worker(new URL('./test-support/breaking.worker.ts', import.meta.url), {
    type: 'module',
  })
}

function deafWorker(): Worker {
  return new Worker(new URL('./test-support/deaf.worker.ts', import.meta.url), { type: 'module' })
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => requestAnimationFrame(resolve))
}
