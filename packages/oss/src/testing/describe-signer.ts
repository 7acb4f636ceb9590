import { describe, expect, it } from 'vitest'
import { fromBase64 } from '../base64.ts'
import type { CredentialsOptions } from '../credentials.ts'
import { createDestination } from '../endpoint.ts'
import { createServerClock } from '../server-clock.ts'
import type { OpenSigningKey } from '../signature-v4.ts'
import type { Signer, SigningContext } from '../signer.ts'
import {
  canonicalPartsOf,
  type SignatureVector,
  type V4Vector,
  type PolicyVector,
} from './signature-vector.ts'
import { standingClock } from './standing-clock.ts'

export type { SignatureVector } from './signature-vector.ts'

export interface SignerHarness {
  /** Builds the signer under test. */
  readonly createSigner: (options: CredentialsOptions) => Signer
  /** The key below it, where there is one: it takes requests that no upload makes. */
  readonly openKey?: OpenSigningKey
  /** `vectors` of oss-vectors.json. */
  readonly vectors: readonly SignatureVector[]
  /** Whether the key signs for a CloudBox too. @default true */
  readonly cloudBox?: boolean
}

const uploadId = '0004B9894A22E5B1888A1E29F8236E2D'
const key = "uploads/u-42/报告 2024+final (v1)'!*.pdf"
const signedAt = Date.UTC(2024, 0, 2, 3, 4, 5)

/** What every signer that runs in the page has to do: OSS's published signatures first of all. */
export function describeSigner(name: string, harness: SignerHarness): void {
  const { createSigner, openKey, vectors, cloudBox = true } = harness

  describe(`${name} as a Signer`, () => {
    if (openKey) describeKey(openKey, { vectors, cloudBox })

    it.each([
      ['d-v4q-uploadpart-sts', { type: 'sendPart', key, uploadId, part: 7 }],
      ['d-v4q-abort-sts', { type: 'discard', key, uploadId }],
      ['d-v4q-head-sts', { type: 'findObject', key }],
      [
        'd-v4q-initiate-sts',
        {
          type: 'open',
          key,
          headers: {
            'Content-Type': 'application/pdf',
            'x-oss-forbid-overwrite': 'true',
            'x-oss-meta-owner': 'u-42',
            'x-oss-storage-class': 'IA',
            'x-oss-object-acl': 'private',
          },
        },
      ],
    ] as const)('puts the published signature into the URL: %s', async (id, operation) => {
      const vector = vectors.filter(isV4).find((each) => each.id === id)
      const { signer, context } = setUp(createSigner)

      const [signed] = await signer.sign([operation], context)
      const url = new URL(signed?.url ?? '')

      expect(url.origin).toBe('https://demo-bucket.oss-cn-hangzhou.aliyuncs.com')
      expect(decodeURIComponent(url.pathname)).toBe(`/${key}`)
      expect(Object.fromEntries(url.searchParams)).toEqual({
        ...Object.fromEntries(vector?.input.query ?? []),
        ...vector?.expected.urlQuery,
        'x-oss-signature': vector?.expected.signature,
      })
    })

    it('says until when and for which credentials a request is signed', async () => {
      const { signer, context } = setUp(createSigner)

      const [signed] = await signer.sign([{ type: 'findObject', key }], context)

      expect(signed).toMatchObject({
        method: 'HEAD',
        generation: 1,
        expiresAt: signedAt + 900_000,
      })
    })

    it('signs with the time of the server when the clock of the device is wrong', async () => {
      const { signer, context } = setUp(createSigner, { now: signedAt - 22 * 60_000 })
      context.serverClock.learn(signedAt, context.clock)

      const [signed] = await signer.sign([{ type: 'findObject', key }], context)

      expect(new URL(signed?.url ?? '').searchParams.get('x-oss-date')).toBe('20240102T030405Z')
    })

    it('makes a form that OSS takes for this key and this size only', async () => {
      const { signer, context } = setUp(createSigner)
      const headers = { 'Content-Type': 'application/pdf', 'x-oss-object-acl': 'private' }

      const [signed] = await signer.sign([{ type: 'sendWhole', key, size: 17, headers }], context)
      const fields = Object.fromEntries(signed?.fields ?? [])
      const policy: unknown = JSON.parse(fromBase64(fields['policy'] ?? '') ?? '')

      expect(signed?.url).toBe('https://demo-bucket.oss-cn-hangzhou.aliyuncs.com/')
      expect(fields).toMatchObject({ key, success_action_status: '201', ...headers })
      expect(policy).toMatchObject({
        expiration: '2024-01-02T03:19:05.000Z',
        conditions: expect.arrayContaining([
          { bucket: 'demo-bucket' },
          ['eq', '$key', key],
          ['content-length-range', 17, 17],
        ]),
      })
    })

    it('asks for credentials once, however many requests are signed at once', async () => {
      let asked = 0
      const { signer, context } = setUp(createSigner, { onAsked: () => (asked += 1) })

      await Promise.all([
        signer.sign([{ type: 'findObject', key }], context),
        signer.sign([{ type: 'findObject', key }], context),
      ])

      expect(asked).toBe(1)
    })

    it('signs with new credentials once the old ones were refused', async () => {
      const { signer, context } = setUp(createSigner)
      const [first] = await signer.sign([{ type: 'findObject', key }], context)
      signer.reject(first?.generation ?? 0)

      const [second] = await signer.sign([{ type: 'findObject', key }], context)

      expect(second?.generation).toBe(2)
    })

    it('stops when the request is aborted', async () => {
      const { signer, context } = setUp(createSigner)
      const signal = AbortSignal.abort(new Error('paused'))

      await expect(
        signer.sign([{ type: 'findObject', key }], { ...context, signal }),
      ).rejects.toThrow('paused')
    })
  })
}

function describeKey(
  openKey: OpenSigningKey,
  { vectors, cloudBox }: Required<Pick<SignerHarness, 'vectors' | 'cloudBox'>>,
): void {
  const published = vectors
    .filter(isV4)
    .filter(({ input }) => cloudBox || input.product !== 'oss-cloudbox')

  it.each(published)('signs $scheme as published: $id', async (vector) => {
    const { region, product, ...credentials } = vector.input
    const signingKey = await openKey(credentials, { region, product })

    const signature = await signingKey.signRequest(canonicalPartsOf(vector))

    expect(signature).toBe(vector.expected.signature)
  })

  it.each(vectors.filter(isPolicy))('signs a form as published: $id', async (vector) => {
    const { policyJson, datetime, region, product, ...credentials } = vector.input
    const signingKey = await openKey(credentials, { region, product })

    expect(await signingKey.signPolicy(policyJson, datetime)).toBe(vector.expected.signature)
  })
}

function setUp(
  createSigner: SignerHarness['createSigner'],
  {
    now = signedAt,
    onAsked = () => {},
  }: { readonly now?: number; readonly onAsked?: () => void } = {},
): { readonly signer: Signer; readonly context: SigningContext } {
  const signer = createSigner({
    getCredentials: async () => {
      onAsked()
      return {
        accessKeyId: 'STS.EXAMPLEtemporaryKey0001',
        accessKeySecret: 'exampleTemporarySecret0000001',
        securityToken: 'CAISexample+token/with=chars&and spaces==',
        expiration: '2024-01-02T04:04:05Z',
      }
    },
  })
  const destination = createDestination({ bucket: 'demo-bucket', region: 'oss-cn-hangzhou' })
  const serverClock = createServerClock()
  const { signal } = new AbortController()
  return { signer, context: { destination, serverClock, clock: standingClock(now), signal } }
}

function isV4(vector: SignatureVector): vector is V4Vector {
  return vector.scheme === 'v4-query' || vector.scheme === 'v4-header'
}

function isPolicy(vector: SignatureVector): vector is PolicyVector {
  return vector.scheme === 'post-v4'
}
