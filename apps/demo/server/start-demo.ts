import { once } from 'node:events'
import { createAdaptorServer } from '@hono/node-server'
import { pino } from 'pino'
import { createApp } from './app.ts'
import { createAuditFile } from './audit-file.ts'
import { startEmulator } from './embedded-emulator.ts'
import type { Settings } from './settings.ts'

export interface Demo {
  /** Where the page is. */
  readonly url: string
  /** Where the objects go. */
  readonly storageUrl: string
  close(): Promise<void>
}

/** Starts the backend with the page and, unless real OSS is set, the storage. */
export async function startDemo(
  settings: Settings,
  { pages }: { readonly pages: string },
): Promise<Demo> {
  const { port, dataDir, partSize, storage, web, signer, callback } = settings
  const { auditFile, logLevel, tokensPerMinute } = settings
  const place =
    storage.kind === 'emulator'
      ? await startEmulator({ dataDir, port: nextPort(port), ...storage })
      : { settings: storage.settings, close: () => Promise.resolve() }

  // The address is known once the server listens, and nobody asks before.
  let fetch: (request: Request) => Response | Promise<Response> = () =>
    new Response(null, { status: 503 })
  const server = createAdaptorServer({ fetch: (request) => fetch(request) })
  try {
    server.listen(port, web.host)
    await once(server, 'listening')
  } catch (thrown) {
    await place.close()
    throw thrown
  }
  const address = server.address()
  const boundPort = typeof address === 'object' && address ? address.port : port
  const origin = web.origin ?? `http://localhost:${boundPort}`
  const app = createApp({
    storage: place.settings,
    web,
    partSize,
    signer,
    tokensPerMinute,
    callbackUrl: callback ? `${origin}/api/callback` : undefined,
    pages,
    log: pino({ level: logLevel }),
    audit: auditFile === undefined ? undefined : createAuditFile(auditFile),
  })
  fetch = (request) => app.fetch(request)
  return {
    url: `${origin}/`,
    storageUrl: place.settings.endpoint,
    async close() {
      const closed = once(server, 'close')
      server.close()
      if ('closeAllConnections' in server) server.closeAllConnections()
      await Promise.all([closed, place.close()])
    },
  }
}

/**
 * The same one every time: what a browser remembers of an upload belongs to the address of its
 * storage.
 */
function nextPort(port: number): number {
  return port === 0 ? 0 : port + 1
}
