import path from 'node:path'
import { createContext, runInContext } from 'node:vm'
import { build } from 'vite'
import { expect, it } from 'vitest'
import type * as Kit from './index.ts'
import { ada, post } from './test-support/kit-bench.ts'

/** What runtimes at the edge have: the Web's own, and nothing of Node. */
const edgeGlobals = {
  AbortController,
  AbortSignal,
  atob,
  Blob,
  btoa,
  clearTimeout,
  crypto,
  CryptoKey,
  DOMException,
  fetch,
  Headers,
  performance,
  Request,
  Response,
  setTimeout,
  TextDecoder,
  TextEncoder,
  Uint8Array,
  URL,
  URLSearchParams,
}

it('runs where there is nothing of Node', async () => {
  const { code, imports } = await bundle()
  const context = createContext({ ...edgeGlobals })
  runInContext(code, context)
  // The bundle assigns its exports to this name.
  const kit = Reflect.get(context, 'kit') as typeof Kit
  const tokens = kit.createTokenIssuer({
    bucket: 'demo-bucket',
    assumeRole: () =>
      Promise.resolve({
        accessKeyId: 'STS.edge',
        accessKeySecret: 'secret',
        securityToken: 'token',
        expiration: new Date(Date.now() + 3_600_000).toISOString(),
      }),
  })
  const authorize = () => Promise.resolve(ada)
  const sts = kit.stsHandler({ authorize, tokens })
  const sign = kit.signHandler({
    authorize,
    tokens,
    bucket: 'demo-bucket',
    region: 'cn-hangzhou',
  })
  const operations = [{ type: 'findObject', key: 'uploads/ada/a' }]

  expect(imports).toEqual([])
  expect(await (await sts(post('/sts'))).json()).toMatchObject({ accessKeyId: 'STS.edge' })
  expect((await sign(post('/sign', { v: 1, operations }))).status).toBe(200)
})

async function bundle(): Promise<{ readonly code: string; readonly imports: readonly string[] }> {
  const output = await build({
    logLevel: 'silent',
    configFile: false,
    resolve: { conditions: ['@resumable-upload/source', 'module', 'import'] },
    build: {
      write: false,
      minify: false,
      lib: {
        entry: path.join(import.meta.dirname, 'index.ts'),
        formats: ['iife'],
        name: 'kit',
      },
    },
  })
  const [built] = Array.isArray(output) ? output : []
  const [chunk] = built?.output ?? []
  if (chunk?.type !== 'chunk') throw new Error('Vite bundled nothing.')
  return { code: chunk.code, imports: chunk.imports }
}
