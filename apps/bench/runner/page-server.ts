import type { Server } from 'node:http'
import path from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import { createAdaptorServer } from '@hono/node-server'
import type { OssEmulator } from '@resumable-upload/oss-emulator'
import { createTokenIssuer, signHandler, type Handler } from '@resumable-upload/server'
import { aliOssAssumeRole } from '@resumable-upload/server/ali-oss'
import OSS from 'ali-oss'
import { Hono } from 'hono'
import { listen, type Listening } from './listen.ts'

export interface PageServerOptions {
  /** Folder of the built page. */
  readonly pages: string
  readonly emulator: OssEmulator
  /** Where the page reaches the storage. */
  readonly endpoint: string
  /** What every key begins with. */
  readonly prefix: string
}

/** The application's own server: the page, tokens, and signatures for those who ask for them. */
export async function startPageServer(options: PageServerOptions): Promise<Listening> {
  const { pages, emulator } = options
  const [account] = emulator.accounts
  const [role] = emulator.roles
  if (!account || !role) throw new Error('The emulator has no account or role.')
  // The types of ali-oss do not know `endpoint`.
  const access = { ...account, endpoint: emulator.url }
  const sts = new OSS.STS(access)
  const sign = createSign(options, aliOssAssumeRole({ ...access, roleArn: role.arn }))
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
  app.post('/sign', (context) => sign(context.req.raw))
  app.use('*', serveStatic({ root: path.relative(process.cwd(), pages) }))
  return listen(createAdaptorServer({ fetch: app.fetch }) as Server)
}

function createSign(
  { emulator: { buckets, region }, endpoint, prefix }: PageServerOptions,
  assumeRole: ReturnType<typeof aliOssAssumeRole>,
): Handler {
  const [bucket = ''] = buckets
  return signHandler({
    bucket,
    region,
    endpoint,
    authorize: async () => ({ user: 'bench', prefix }),
    tokens: createTokenIssuer({ assumeRole, bucket }),
  })
}
