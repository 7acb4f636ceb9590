import { once } from 'node:events'
import { createAdaptorServer } from '@hono/node-server'
import { createApp } from './app.ts'
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
  { port, dataDir, partSize, storage }: Settings,
  { pages }: { readonly pages: string },
): Promise<Demo> {
  const place =
    storage.kind === 'emulator'
      ? await startEmulator({ dataDir, port: nextPort(port), ...storage })
      : { settings: storage.settings, close: () => Promise.resolve() }

  const app = createApp({ storage: place.settings, partSize, pages })
  const server = createAdaptorServer({ fetch: app.fetch })
  try {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
  } catch (thrown) {
    await place.close()
    throw thrown
  }
  const address = server.address()
  const boundPort = typeof address === 'object' && address ? address.port : port
  return {
    url: `http://localhost:${boundPort}/`,
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
