import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import type { StorageSettings } from './settings.ts'

/** The built page, under a policy that lets it talk to this server and to its bucket alone. */
export function webPages({
  pages,
  storage,
}: {
  readonly pages: string
  readonly storage: StorageSettings
}): Hono {
  const app = new Hono()
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'self'"],
        // The checksum runs as WebAssembly.
        scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
        workerSrc: ["'self'"],
        connectSrc: ["'self'", ...originsOf(storage)],
        imgSrc: ["'self'", 'data:', 'blob:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
      strictTransportSecurity: false,
      // Links lead to OSS: it need not learn where from.
      referrerPolicy: 'no-referrer',
    }),
  )
  app.use(
    serveStatic({
      root: pages,
      onFound: (path, context) => {
        const hashed = path.includes('/assets/')
        context.header('Cache-Control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache')
      },
    }),
  )
  return app
}

/** Both ways to address a bucket. */
function originsOf({ bucket, endpoint }: StorageSettings): readonly string[] {
  const { protocol, host } = new URL(endpoint)
  return [`${protocol}//${bucket}.${host}`, `${protocol}//${host}`]
}
