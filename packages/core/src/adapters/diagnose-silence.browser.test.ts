import { afterEach, describe, expect, it, vi } from 'vitest'
import { createSilenceDiagnosis } from './diagnose-silence.ts'
import { createWire } from './test-support/wire.ts'
import { createXhrTransport } from './xhr-transport.ts'

const { signal } = new AbortController()

afterEach(() => {
  vi.restoreAllMocks()
})

describe('a request without an answer that can be read', () => {
  it('is told to be offline when the browser says so, without asking anybody', async () => {
    const { transport, deadUrl } = createWire(createXhrTransport())
    const probes = vi.spyOn(globalThis, 'fetch')
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)

    await expect(transport({ method: 'GET', url: deadUrl }, signal)).rejects.toMatchObject({
      code: 'network-failed',
      reason: 'offline',
      message: expect.stringContaining('offline'),
    })
    expect(probes).not.toHaveBeenCalled()
  })

  it('is told to be unreachable when a probe gets no answer either', async () => {
    const { transport, deadUrl } = createWire(createXhrTransport())

    await expect(transport({ method: 'GET', url: deadUrl }, signal)).rejects.toMatchObject({
      code: 'network-failed',
      reason: 'unreachable',
      message: expect.stringContaining('cannot be reached'),
    })
  })

  it('is told to be hidden by CORS when the host answers a probe, and was never heard', async () => {
    const { transport, plan } = createWire(createXhrTransport())
    const url = await plan({ behavior: 'hide' })

    await expect(transport({ method: 'GET', url }, signal)).rejects.toMatchObject({
      code: 'network-failed',
      reason: 'cors',
      message: expect.stringContaining('CORS rule'),
    })
  })

  it('means a busy host when the page has heard that host before', async () => {
    const { transport, plan } = createWire(createXhrTransport())
    const [open, hidden] = [await plan(), await plan({ status: 503, behavior: 'hide' })]
    await transport({ method: 'GET', url: open }, signal)

    await expect(transport({ method: 'GET', url: hidden }, signal)).rejects.toMatchObject({
      code: 'server-busy',
      reason: 'cors',
    })
  })

  it('is explained by one probe for all requests that fail together', async () => {
    const { plan } = createWire(createXhrTransport())
    const silence = createSilenceDiagnosis()
    const url = await plan()
    const probes = vi.spyOn(globalThis, 'fetch')

    const six = Array.from({ length: 6 }, () => silence.explain(url, signal))

    expect(await Promise.all(six)).toMatchObject(six.map(() => ({ reason: 'cors' })))
    expect(probes).toHaveBeenCalledTimes(1)
    await silence.explain(url, signal)
    expect(probes).toHaveBeenCalledTimes(2)
  })

  it('stops at once when it is aborted while the probe is under way', async () => {
    const { transport, plan } = createWire(createXhrTransport())
    const url = await plan({ behavior: 'hide' })
    const controller = new AbortController()
    const probe = vi.spyOn(globalThis, 'fetch').mockReturnValue(new Promise(() => {}))
    const sending = transport({ method: 'GET', url }, controller.signal)

    void vi.waitFor(() => expect(probe).toHaveBeenCalled()).then(() => controller.abort('paused'))

    await expect(sending).rejects.toBe('paused')
  })
})
