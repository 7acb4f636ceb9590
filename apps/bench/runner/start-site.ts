import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server as HttpServer } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import { createAdaptorServer } from '@hono/node-server'
import { createOssEmulator, type OssEmulator } from '@resumable-upload/oss-emulator'
import { FileStore } from '@tus/file-store'
import { Server as TusServer } from '@tus/server'
import OSS from 'ali-oss'
import { Hono } from 'hono'
import { shape, type Shaping } from './shape-connections.ts'

export interface BenchSite {
  readonly pageUrl: string
  readonly emulator: OssEmulator
  /** What a page needs to know of it, for one run. */
  forRun(prefix: string): PageSite
  close(): Promise<void>
}

/** As `Site` in the page. */
export interface PageSite {
  readonly endpoint: string
  readonly bucket: string
  readonly region: string
  readonly tokenUrl: string
  readonly tusUrl: string
  readonly prefix: string
}

/** Everything that a run talks to: the page on loopback, the storage and the tus server behind `link`. */
export async function startSite(pages: string, link: Shaping): Promise<BenchSite> {
  const folder = await mkdtemp(path.join(tmpdir(), 'bench-'))
  const emulator = await createOssEmulator({ dataDir: path.join(folder, 'oss') })
  const tus = await startTus(path.join(folder, 'tus'))
  const storageLink = await openLink(emulator.port, link)
  const tusLink = await openLink(tus.port, link)
  const page = await startPage(pages, emulator)
  const [bucket = ''] = emulator.buckets

  return {
    pageUrl: `http://localhost:${page.port}/`,
    emulator,
    forRun: (prefix) => ({
      endpoint: `http://localhost:${storageLink.port}`,
      bucket,
      region: emulator.region,
      tokenUrl: `http://localhost:${page.port}/token`,
      tusUrl: `http://localhost:${tusLink.port}/files`,
      prefix,
    }),
    async close() {
      await Promise.all([storageLink.close(), tusLink.close(), tus.close(), page.close()])
      await emulator.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** The port itself where nothing is shaped: a proxy would take its share of the machine. */
async function openLink(port: number, link: Shaping): Promise<Listening> {
  const isShaped = Object.keys(link).length > 0
  return isShaped ? shape(port, link) : { port, close: async () => {} }
}

interface Listening {
  readonly port: number
  close(): Promise<void>
}

async function startPage(pages: string, emulator: OssEmulator): Promise<Listening> {
  const [account] = emulator.accounts
  const [role] = emulator.roles
  if (!account || !role) throw new Error('The emulator has no account or role.')
  // The types of ali-oss do not know `endpoint`.
  const options = { ...account, endpoint: emulator.url }
  const sts = new OSS.STS(options)
  const app = new Hono()
  app.get('/token', async (context) => {
    const { credentials } = await sts.assumeRole(role.arn, '', 3600, 'bench')
    return context.json({
      accessKeyId: credentials.AccessKeyId,
      accessKeySecret: credentials.AccessKeySecret,
      securityToken: credentials.SecurityToken,
      expiration: credentials.Expiration,
    })
  })
  app.use('*', serveStatic({ root: path.relative(process.cwd(), pages) }))
  return listen(createAdaptorServer({ fetch: app.fetch }) as HttpServer)
}

async function startTus(directory: string): Promise<Listening> {
  const tus = new TusServer({ path: '/files', datastore: new FileStore({ directory }) })
  return listen(createServer((request, response) => void tus.handle(request, response)))
}

async function listen(server: HttpServer): Promise<Listening> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('The server has no port.')
  return {
    port: address.port,
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
