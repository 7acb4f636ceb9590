import { afterEach, describe, expect, inject, it, vi } from 'vitest'
import type { CredentialsAnswer } from '../read-credentials.ts'
import { emulatorControl } from '../test-support/emulator-control.ts'
import type { FindingName } from './catalogue.ts'
import { diagnose } from './diagnose.ts'
import type { Finding } from './finding.ts'
import type { DiagnoseOptions } from './options.ts'

const { url: endpoint, tokenUrl } = inject('ossEmulator')

afterEach(async () => {
  vi.restoreAllMocks()
  await emulatorControl.setFaults([])
})

describe('diagnose in a page', () => {
  it('finds nothing where nothing is wrong', async () => {
    const findings = await examine()

    expect(namesOf(findings)).toEqual([])
    expect(findings.filter(({ outcome }) => outcome === 'skipped')).toMatchObject([
      { check: 'callback' },
    ])
  })

  it('is offline as the browser says', async () => {
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
    const findings = await examine({ endpoint: 'http://localhost:9' })

    expect(namesOf(findings)).toEqual(['offline'])
  })

  it('tells a host that cannot be reached from one that is hidden by CORS', async () => {
    expect(namesOf(await examine({ endpoint: 'http://localhost:9' }))).toEqual(['unreachable'])

    await emulatorControl.setFaults([{ kind: 'cors-missing' }])
    expect(namesOf(await examine())).toEqual(['cors-origin'])
  })

  it('is told that the browser keeps nothing, or has no room', async () => {
    const open = vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('Access is denied for this document.', 'SecurityError')
    })
    expect(namesOf(await examine())).toEqual(['journal-unavailable'])

    open.mockRestore()
    vi.spyOn(navigator.storage, 'estimate').mockResolvedValue({ quota: 1e8, usage: 9.9e7 })
    expect(namesOf(await examine())).toEqual(['storage-low'])
  })

  it('gives the rule to paste, as XML and as the console asks for it', async () => {
    await emulatorControl.setFaults([{ kind: 'cors-missing' }])
    const { details } = (await examine()).find(({ name }) => name === 'cors-origin') ?? {}

    expect(details?.['xml']).toContain(`<AllowedOrigin>${location.origin}</AllowedOrigin>`)
    expect(details?.['console']).toContain(`Sources: ${location.origin}\n`)
  })

  it.each(['GET', 'HEAD', 'POST', 'PUT', 'DELETE'])('misses the method %s', async (method) => {
    await emulatorControl.setFaults([{ kind: 'cors-missing', method }])
    const findings = await examine()

    expect(namesOf(findings)).toEqual(['cors-method'])
    expect(findings.find(({ name }) => name)?.details).toMatchObject({ method })
  })

  it.each(['content-type', 'x-oss-*'])('misses the request header %s', async (requestHeader) => {
    await emulatorControl.setFaults([{ kind: 'cors-missing', requestHeader }])
    const findings = await examine()

    expect(namesOf(findings)).toEqual(['cors-header'])
    expect(findings.find(({ name }) => name)?.details).toMatchObject({ header: requestHeader })
  })

  it.each<[string, FindingName]>([
    ['ETag', 'etag-hidden'],
    ['x-oss-hash-crc64ecma', 'crc-hidden'],
    ['x-oss-request-id', 'request-id-hidden'],
    ['Date', 'date-hidden'],
    ['x-oss-ec', 'ec-hidden'],
    ['x-oss-err', 'err-hidden'],
  ])('misses the exposed header %s', async (header, name) => {
    await emulatorControl.setFaults([{ kind: 'cors-missing', header }])
    expect(namesOf(await examine())).toEqual([name])
  })
})

describe('diagnose in a page with a content security policy', () => {
  it.each<[FindingName, string]>([
    ['csp-connect', `connect-src ${new URL(tokenUrl).origin}`],
    ['csp-worker', "worker-src 'none'"],
    ['csp-wasm', "script-src 'self' 'unsafe-inline'"],
  ])('names %s', async (name, policy) => {
    const findings = await visit((frame) => {
      const html = document.implementation.createHTMLDocument()
      Object.assign(html.documentElement.dataset, { endpoint, tokenUrl })
      const meta = html.createElement('meta')
      meta.httpEquiv = 'Content-Security-Policy'
      meta.content = policy
      const script = html.createElement('script')
      script.type = 'module'
      script.src = new URL('./test-support/frame-visit.ts', import.meta.url).href
      html.head.replaceChildren(meta, script)
      frame.srcdoc = html.documentElement.outerHTML
    })

    expect(namesOf(findings)).toEqual([name])
  })
})

describe('diagnose behind a service worker', () => {
  it('names what hides the progress', async () => {
    const script = new URL('./test-support/pass-through.service-worker.ts', import.meta.url)
    const registration = await navigator.serviceWorker.register(script, { type: 'module' })
    await activated(registration)
    const findings = await visit((frame) => {
      frame.src = `${registration.scope}?${new URLSearchParams({ endpoint, tokenUrl }).toString()}`
    })
    await registration.unregister()

    expect(namesOf(findings)).toEqual(['progress-hidden'])
  })
})

async function examine(options: Partial<DiagnoseOptions> = {}): Promise<readonly Finding[]> {
  const findings: Finding[] = []
  for await (const finding of diagnose({
    bucket: 'demo-bucket',
    region: 'cn-hangzhou',
    endpoint,
    getCredentials: (): Promise<CredentialsAnswer> => emulatorControl.issueToken(),
    readLifecycle: async () => [{ status: 'Enabled', abortMultipartUpload: { days: 7 } }],
    ...options,
  }))
    findings.push(finding)
  return findings
}

function namesOf(findings: readonly Finding[]): readonly FindingName[] {
  return findings.flatMap(({ name }) => (name === null ? [] : [name]))
}

/** What the doctor finds in a page of its own. */
async function visit(open: (frame: HTMLIFrameElement) => void): Promise<readonly Finding[]> {
  const frame = document.createElement('iframe')
  const told = new Promise<readonly Finding[]>((resolve) => {
    window.addEventListener('message', function listen({ source, data }) {
      if (source !== frame.contentWindow || !('findings' in data)) return
      window.removeEventListener('message', listen)
      resolve(data.findings)
    })
  })
  open(frame)
  document.body.append(frame)
  const findings = await told
  frame.remove()
  return findings
}

function activated({ installing, active }: ServiceWorkerRegistration): Promise<void> {
  const worker = installing ?? active
  return new Promise((resolve) => {
    const look = (): void => {
      if (worker?.state === 'activated') resolve()
    }
    worker?.addEventListener('statechange', look)
    look()
  })
}
