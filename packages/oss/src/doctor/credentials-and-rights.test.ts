import { type Transport, UploadError } from '@resumable-upload/core'
import { createOssEmulator, type Fault, type OssEmulator } from '@resumable-upload/oss-emulator'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { webCryptoSigner } from '../web-crypto-signer.ts'
import { assumeRole } from '../test-support/assume-role.ts'
import type { FindingName } from './catalogue.ts'
import {
  type Circumstances,
  detailsOf,
  examine,
  namesOf,
  type TokenFields,
} from './test-support/doctor-bench.ts'

let emulator: OssEmulator

beforeAll(async () => {
  emulator = await createOssEmulator({ minimumTokenSeconds: 60 })
})

afterEach(() => emulator.faults.clear())
afterAll(() => emulator.close())

describe('credentials as they come', () => {
  it.each<[FindingName, Circumstances]>([
    ['signed-out', failing(new UploadError('signed-out', 'Sign in to go on.'))],
    ['credentials-unavailable', failing(new Error('HTTP 500'))],
    ['credentials-incomplete', { alter: (fields) => ({ ...fields, Expiration: '' }) }],
    ['credentials-incomplete', { alter: () => ({}) }],
    ['permanent-key', { alter: () => emulator.accounts[0] ?? {} }],
    [
      'credentials-expired',
      { alter: (fields) => ({ ...fields, Expiration: '2020-01-02T03:04:05Z' }) },
    ],
    ['credentials-short', { token: { seconds: 60 } }],
  ])('are %s', async (name, circumstances) => {
    expect(namesOf(await examine(emulator, circumstances))).toEqual([name])
  })

  it('are named by what they lack', async () => {
    const alter = (fields: TokenFields) => ({ ...fields, SecurityToken: '' })
    const findings = await examine(emulator, { alter })

    expect(detailsOf(findings, 'credentials-incomplete')).toEqual({ missing: 'securityToken' })
  })

  it('may be those of a signer', async () => {
    const signer = webCryptoSigner({ getCredentials: () => assumeRole(emulator) })
    const refusing = webCryptoSigner(failing(new Error('HTTP 500')))

    expect(namesOf(await examine(emulator, { signer }))).toEqual([])
    expect(namesOf(await examine(emulator, { signer: refusing }))).toEqual([
      'credentials-unavailable',
    ])
  })
})

describe('the bucket', () => {
  it('is elsewhere, and OSS names the place', async () => {
    const findings = await examine(emulator, {
      region: 'cn-beijing',
      endpoint: 'http://oss-cn-beijing.aliyuncs.com',
    })

    expect(namesOf(findings)).toEqual(['wrong-region'])
    expect(detailsOf(findings, 'wrong-region')).toMatchObject({
      rightEndpoint: 'oss-cn-hangzhou.aliyuncs.com',
      rightRegion: 'cn-hangzhou',
    })
  })

  it.each<[FindingName, Circumstances]>([
    ['region-unlike-bucket', { region: 'cn-beijing', endpoint: 'http://localhost' }],
    ['bucket-missing', { bucket: 'other-bucket' }],
    ['domain-not-bound', { cname: true, endpoint: 'http://files.example.com' }],
  ])('is %s', async (name, circumstances) => {
    expect(namesOf(await examine(emulator, circumstances))).toEqual([name])
  })

  it.each<[FindingName, string]>([
    ['acceleration-off', 'TransferAccelerationDisabled'],
    ['public-endpoint-forbidden', 'PublicEndpointForbidden'],
    ['bucket-not-in-host', 'SecondLevelDomainForbidden'],
    ['account-suspended', 'UserDisable'],
  ])('is %s where OSS says %s', async (name, code) => {
    emulator.faults.add({ kind: 'error', status: 403, code })
    expect(namesOf(await examine(emulator))).toEqual([name])
  })

  it('may say so to signed requests only', async () => {
    const code = 'PublicEndpointForbidden'
    const wrap: Circumstances['wrap'] = (transport) => async (request, signal) => {
      const isSigned = request.url.includes('x-oss-signature=')
      if (isSigned) emulator.faults.add({ kind: 'error', status: 400, code, times: 1 })
      return transport(request, signal)
    }
    expect(namesOf(await examine(emulator, { wrap }))).toEqual(['public-endpoint-forbidden'])
  })
})

describe('key, token and signature', () => {
  it.each<[FindingName, (fields: TokenFields) => object]>([
    ['token-expired', expireNow],
    ['key-unknown', revokeNow],
    [
      'token-damaged',
      (fields) => ({ ...fields, SecurityToken: fields.SecurityToken.slice(0, -4) }),
    ],
    ['secret-wrong', (fields) => ({ ...fields, AccessKeySecret: `${fields.AccessKeySecret}x` })],
  ])('are %s', async (name, alter) => {
    expect(namesOf(await examine(emulator, { alter }))).toEqual([name])
  })

  it('are of different answers', async () => {
    const { credentials } = JSON.parse(JSON.stringify(await assumeRole(emulator)))
    const alter = (fields: TokenFields) => ({ ...fields, SecurityToken: credentials.SecurityToken })

    expect(namesOf(await examine(emulator, { alter }))).toEqual(['key-and-token-differ'])
  })

  it.each<[FindingName, Fault]>([
    ['key-disabled', refusal({ status: 403, code: 'InvalidAccessKeyId', ec: '0002-00000904' })],
    ['signature-removed', { kind: 'request-altered', unsigned: true }],
    ['refused-otherwise', refusal({ status: 400, code: 'NeverHeardOf' })],
  ])('are %s', async (name, fault) => {
    emulator.faults.add(fault)
    expect(namesOf(await examine(emulator))).toEqual([name])
  })

  it('show the first difference where a proxy alters requests', async () => {
    emulator.faults.add({ kind: 'request-altered', header: 'x-oss-via', value: 'office' })
    const findings = await examine(emulator)

    expect(namesOf(findings)).toEqual(['request-altered'])
    expect(detailsOf(findings, 'request-altered')).toEqual({
      signed: '–',
      received: 'x-oss-via:office',
    })
  })

  it('tell a wrong secret from an altered request also where OSS shows a hash only', async () => {
    const alter = (fields: TokenFields) => ({ ...fields, AccessKeySecret: 'another-secret' })
    expect(namesOf(await examine(emulator, { alter, wrap: hideCanonicalRequest }))).toEqual([
      'secret-wrong',
    ])

    emulator.faults.add({ kind: 'request-altered' })
    expect(namesOf(await examine(emulator, { wrap: hideCanonicalRequest }))).toEqual([
      'request-altered',
    ])
  })
})

describe('rights', () => {
  const all = ['oss:PutObject', 'oss:ListParts', 'oss:AbortMultipartUpload', 'oss:GetObject']

  it.each(all.slice(0, 3))('lack %s', async (action) => {
    const findings = await examine(emulator, allowing(all.filter((each) => each !== action)))

    expect(namesOf(findings)).toEqual(['right-missing'])
    expect(detailsOf(findings, 'right-missing')).toMatchObject({ action })
  })

  it('lack oss:GetObject, which another way of looking makes up for', async () => {
    const lacking = allowing(all.slice(0, 3))
    const headObject = async () => null

    expect(namesOf(await examine(emulator, lacking))).toEqual(['right-to-look-missing'])
    expect(namesOf(await examine(emulator, { ...lacking, headObject }))).toEqual([])
  })

  it('end at the prefix of the session policy', async () => {
    const findings = await examine(emulator, { ...allowing(all), objectKey: () => 'elsewhere/a' })

    expect(namesOf(findings)).toEqual([
      'right-missing',
      'right-missing',
      'right-missing',
      'right-to-look-missing',
    ])
  })
})

describe('a sample', () => {
  it.each<[FindingName, Fault]>([
    ['sample-refused', { kind: 'error', code: 'X', operation: 'InitiateMultipartUpload' }],
    ['bytes-altered', { kind: 'part-damaged' }],
  ])('is %s', async (name, fault) => {
    emulator.faults.add(fault)
    expect(namesOf(await examine(emulator))).toEqual([name])
  })

  it('is sample-left where it cannot be discarded', async () => {
    const onFinding: Circumstances['onFinding'] = ({ check }) => {
      if (check === 'rights')
        emulator.faults.add({ kind: 'error', operation: 'AbortMultipartUpload' })
    }
    const findings = await examine(emulator, { onFinding })

    expect(namesOf(findings)).toEqual(['sample-left'])
    expect(detailsOf(findings, 'sample-left')['uploadId']).toMatch(/^[\dA-F]{32}$/)
  })
})

function failing(error: Error) {
  return { getCredentials: () => Promise.reject(error) }
}

function expireNow(fields: TokenFields): TokenFields {
  emulator.tokens.expire(fields.AccessKeyId)
  return fields
}

function revokeNow(fields: TokenFields): TokenFields {
  emulator.tokens.revoke(fields.AccessKeyId)
  return fields
}

function refusal(answer: {
  readonly status: number
  readonly code: string
  readonly ec?: string
}): Fault {
  return { kind: 'error', operation: 'ListParts', ...answer }
}

function allowing(actions: readonly string[]): Circumstances {
  const Resource = ['acs:oss:*:*:demo-bucket/uploads/*']
  const policy = { Version: '1', Statement: [{ Effect: 'Allow', Action: actions, Resource }] }
  return { token: { policy } }
}

function hideCanonicalRequest(transport: Transport): Transport {
  return async (request, signal) => {
    const answer = await transport(request, signal)
    const text = answer.text.replace(/<CanonicalRequest>[^<]*<\/CanonicalRequest>/, '')
    return { ...answer, text }
  }
}
