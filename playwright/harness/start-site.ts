import { cp, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { createOssEmulator, type OssEmulator } from '@resumable-upload/oss-emulator'
import { startDemo } from '../../apps/demo/dist/server/start-demo.js'
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts'

export interface SiteOptions {
  /** Life of the page's tokens. @default 900 */
  readonly tokenSeconds?: number
  /** Of all uploads together. @default as fast as the machine */
  readonly bytesPerSecond?: number
  /** A script of a service worker, which the site serves as `/service-worker.js`. @default none */
  readonly serviceWorker?: string
  /** In bytes. @default the uploader decides */
  readonly partSize?: number | 'auto'
  /** Who signs the requests of the page. @default 'page' */
  readonly signer?: 'page' | 'server'
  /** OSS tells the backend of each stored object. @default false */
  readonly callback?: boolean
}

/** The demo with a storage of its own, as `npm run demo` serves it. */
export interface Site {
  readonly url: string
  readonly emulator: OssEmulator
  /** The wire to the storage. */
  readonly proxy: TcpProxy
  /** Every token that STS issued, in order. Epoch ms. */
  tokensIssued(): readonly { readonly issuedAt: number; readonly expiresAt: number }[]
  /** Resolves once the storage has no upload request under way. */
  settle(): Promise<void>
  close(): Promise<void>
}

export async function startSite(dataDir: string, options: SiteOptions): Promise<Site> {
  const { tokenSeconds = 900, bytesPerSecond, partSize = 'auto', serviceWorker } = options
  const { signer = 'page', callback = false } = options
  const emulator = await createOssEmulator({
    dataDir,
    minimumTokenSeconds: tokenSeconds,
    faults: bytesPerSecond === undefined ? [] : [{ kind: 'bandwidth', bytesPerSecond }],
  })
  const proxy = await startTcpProxy(emulator.port)
  const pages =
    serviceWorker === undefined ? builtPages : await withServiceWorker(dataDir, serviceWorker)
  const demo = await startDemo(
    {
      ...settingsFor(emulator, { proxy, tokenSeconds, partSize }),
      signer,
      callback,
    },
    { pages },
  )

  return {
    url: demo.url,
    emulator,
    proxy,
    tokensIssued: () =>
      emulator.requests
        .list()
        .filter(({ operation, status }) => operation === 'AssumeRole' && status === 200)
        .map(({ startedAt }) => ({
          issuedAt: startedAt,
          expiresAt: startedAt + tokenSeconds * 1000,
        })),
    async settle() {
      const isRunning = (): boolean =>
        emulator.requests.list().some(({ outcome }) => outcome === 'running')
      while (isRunning()) await new Promise((resolve) => setTimeout(resolve, 50))
    },
    async close() {
      await demo.close()
      await proxy.close()
      await emulator.close()
    },
  }
}

const builtPages = path.resolve(import.meta.dirname, '../../apps/demo/dist/web')

/** The built pages and the script of a service worker. */
async function withServiceWorker(dataDir: string, script: string): Promise<string> {
  const pages = `${dataDir}-pages`
  await cp(builtPages, pages, { recursive: true })
  await writeFile(path.join(pages, 'service-worker.js'), script)
  return pages
}

function settingsFor(
  { url, region, accounts, roles, buckets }: OssEmulator,
  {
    proxy,
    tokenSeconds,
    partSize,
  }: {
    readonly proxy: TcpProxy
    readonly tokenSeconds: number
    readonly partSize: number | 'auto'
  },
): Omit<Parameters<typeof startDemo>[0], 'signer' | 'callback'> {
  const [account] = accounts
  const [role] = roles
  const [bucket] = buckets
  if (!account || !role || !bucket) throw new Error('The emulator has no account, role or bucket.')
  const { accessKeyId, accessKeySecret } = account
  return {
    port: 0,
    dataDir: '',
    auditFile: undefined,
    logLevel: 'silent',
    tokensPerMinute: 60,
    web: {
      host: '127.0.0.1',
      origin: undefined,
      sessionSecret: crypto.getRandomValues(new Uint8Array(32)),
      password: 'demo',
    },
    partSize,
    storage: {
      kind: 'oss',
      settings: {
        region,
        bucket,
        endpoint: `http://localhost:${proxy.port}`,
        stsEndpoint: url,
        accessKeyId,
        accessKeySecret,
        roleArn: role.arn,
        tokenSeconds,
      },
    },
  }
}
