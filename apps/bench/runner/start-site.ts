import path from 'node:path'
import { createOssEmulator, type OssEmulator } from '@resumable-upload/oss-emulator'
import type { Link } from './link.ts'
import { startPageServer } from './page-server.ts'
import { startTusServer } from './tus-server.ts'

export interface BenchSite {
  readonly pageUrl: string
  readonly emulator: OssEmulator
  /** What the page needs to know of it. */
  readonly forPage: PageSite
  close(): Promise<void>
}

/** As `Site` in the page. */
export interface PageSite {
  readonly endpoint: string
  readonly bucket: string
  readonly region: string
  readonly tokenUrl: string
  readonly signUrl: string
  readonly tusUrl: string
  readonly prefix: string
}

const prefix = 'bench/'

export interface SiteOptions {
  /** Folder of the built page. */
  readonly pages: string
  /** Where storage and tus keep what they are sent. */
  readonly folder: string
  readonly link: Link
}

/** Everything that a run talks to, each at the other end of the link. */
export async function startSite({ pages, folder, link }: SiteOptions): Promise<BenchSite> {
  const emulator = await createOssEmulator({ dataDir: path.join(folder, 'oss') })
  const tus = await startTusServer(path.join(folder, 'tus'))
  const endpoint = `http://localhost:${await link.reach(emulator.port, 'storage')}`
  const page = await startPageServer({ pages, emulator, endpoint, prefix })
  const pageUrl = `http://localhost:${await link.reach(page.port, 'page')}/`
  const [bucket = ''] = emulator.buckets

  return {
    pageUrl,
    emulator,
    forPage: {
      endpoint,
      bucket,
      region: emulator.region,
      tokenUrl: `${pageUrl}token`,
      signUrl: `${pageUrl}sign`,
      tusUrl: `http://localhost:${await link.reach(tus.port, 'storage')}/files`,
      prefix,
    },
    async close() {
      await Promise.all([tus.close(), page.close()])
      await emulator.close()
    },
  }
}
