import { expect, it, vi } from 'vitest'
import oss from '../../../docs/protocol/oss-vectors.json' with { type: 'json' }
import { type AliOss, openAliOssKeys } from './ali-oss-key.ts'
import { aliOssSigner } from './ali-oss-signer.ts'
import { describeSigner, type SignatureVector } from './testing.ts'

// The bundle is made for pages, and asks for these when it is loaded and used.
vi.stubGlobal('window', globalThis)
vi.stubGlobal('location', new URL('https://app.example.com/'))

// Of long-lived keys, which the published signatures were made with.
vi.spyOn(console, 'warn').mockReturnValue()

describeSigner('aliOssSigner over the browser build of ali-oss', {
  createSigner: (options) => aliOssSigner({ ...options, load }),
  openKey: openAliOssKeys(load),
  vectors: oss.vectors as unknown as readonly SignatureVector[], // JSON knows no unions.
  // The bundle's `authorizationV4` forgets the box that the Node build passes on.
  cloudBox: false,
})

async function load(): Promise<AliOss> {
  const bundle: { readonly default: unknown } = await import(
    // @ts-expect-error The bundle has no types of its own.
    'ali-oss/dist/aliyun-oss-sdk.js'
  )
  return bundle.default as AliOss // Untyped, and the same class.
}

it('leaves the console alone when there is a token', async () => {
  const warn = vi.spyOn(console, 'warn')
  warn.mockClear()

  await openAliOssKeys(load)(
    { accessKeyId: 'STS.id', accessKeySecret: 'secret', securityToken: 'token' },
    { region: 'cn-hangzhou' },
  )

  expect(warn).not.toHaveBeenCalled()
})
