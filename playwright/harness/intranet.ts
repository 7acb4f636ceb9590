import { once } from 'node:events'
import { createServer, request } from 'node:http'

/** A name of plain http that browsers trust with nothing, unlike `localhost`. */
export interface Intranet {
  readonly url: string
  /** Flags of a browser that knows the name. */
  readonly flags: readonly string[]
  close(): Promise<void>
}

const name = 'uploads.intranet.example'

/** A company's gateway to the site, which knows that by its own name only. */
export async function startIntranet({ url }: { readonly url: string }): Promise<Intranet> {
  const { hostname, port, host } = new URL(url)
  const server = createServer((asked, answer) => {
    const { method, url: path } = asked
    const headers = { ...asked.headers, host }
    delete headers.origin
    const passed = request({ hostname, port, method, path, headers }, (given) => {
      answer.writeHead(given.statusCode ?? 502, given.headers)
      given.pipe(answer)
    })
    passed.on('error', () => answer.destroy())
    asked.pipe(passed)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('The gateway has no port.')
  return {
    url: `http://${name}:${address.port}/`,
    flags: [`--host-resolver-rules=MAP ${name} 127.0.0.1`],
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
