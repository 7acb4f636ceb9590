import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { NONCE, secureHeaders, type SecureHeadersVariables } from 'hono/secure-headers'
import type { StorageSettings } from './settings.ts'

/** The built page, under a policy that lets it talk to this server and to its bucket alone. */
export function webPages({
  pages,
  storage,
}: {
  readonly pages: string
  readonly storage: StorageSettings
}): Hono<{ Variables: SecureHeadersVariables }> {
  const app = new Hono<{ Variables: SecureHeadersVariables }>()
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'self'"],
        // The checksum runs as WebAssembly.
        scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
        // Style sheets of the build, and those that antd writes at run time.
        styleSrc: ["'self'", NONCE],
        workerSrc: ["'self'"],
        connectSrc: ["'self'", ...originsOf(storage)],
        // Previews come from the bucket, by links that this server signs.
        imgSrc: ["'self'", 'data:', 'blob:', ...originsOf(storage)],
        mediaSrc: ["'self'", 'blob:', ...originsOf(storage)],
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
  app.get('/', async (context) => {
    const page = await readFile(path.join(pages, 'index.html'), 'utf8')
    context.header('Cache-Control', 'no-cache')
    return context.html(page.replaceAll('CSP_NONCE', context.get('secureHeadersNonce') ?? ''))
  })
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
