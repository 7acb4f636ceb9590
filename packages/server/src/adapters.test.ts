import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { createTokenIssuer, stsHandler } from './index.ts'
import { authorizeByHeader, post } from './test-support/kit-bench.ts'

const sts = stsHandler({
  authorize: authorizeByHeader,
  tokens: createTokenIssuer({
    bucket: 'demo-bucket',
    assumeRole: ({ sessionName }) =>
      Promise.resolve({
        accessKeyId: `STS.${sessionName}`,
        accessKeySecret: 'secret',
        securityToken: 'token',
        expiration: new Date(Date.now() + 3_600_000).toISOString(),
      }),
  }),
})

describe('a handler of the kit', () => {
  it('is a route of Hono', async () => {
    const app = new Hono()
    app.all('/api/sts', ({ req }) => sts(req.raw))

    expect(await (await app.fetch(post('/api/sts'))).json()).toMatchObject({
      accessKeyId: 'STS.ada',
    })
  })

  it('is a listener of Node, and so a route of Express', async () => {
    const listener = getRequestListener(sts)
    const server = createServer((incoming, outgoing) => void listener(incoming, outgoing))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo // It listens on a port, not on a pipe.
    const headers = { 'x-user': 'ada' }
    const response = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', headers })
    server.close()

    expect(await response.json()).toMatchObject({ accessKeyId: 'STS.ada' })
  })

  it('is a route handler of Next as it stands', async () => {
    // app/api/sts/route.ts: export const POST = stsHandler({ … })
    const route: { readonly POST: (request: Request) => Promise<Response> } = { POST: sts }

    expect((await route.POST(post('/api/sts'))).status).toBe(200)
  })
})
