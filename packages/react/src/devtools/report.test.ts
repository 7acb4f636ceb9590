import { describe, expect, it } from 'vitest'
import { accessDenied, sampleSnapshot, storedObject } from '../testing/samples.ts'
import { reportOf, type ReportFacts } from './report.ts'

const planted = {
  keyId: 'LTAI5tPlantedKeyId0000',
  stsId: 'STS.NUgPlantedPlantedPlanted',
  token: 'CAISPlantedSecurityToken+Planted/Planted==',
  signature: 'PlantedSignature%3D',
  answer: 'planted-answer-of-the-server',
  header: 'planted-header',
}

describe('reportOf', () => {
  it('has what support needs', () => {
    const report: unknown = JSON.parse(reportOf(sampleFacts()))
    expect(report).toMatchObject({
      version: 1,
      credentials: { state: 'ready', renewals: 2 },
      uploads: [
        { status: 'failed', error: { code: 'access-denied', requestId: '6555C1A8B3C4D5E6' } },
      ],
      events: [{ type: 'failed' }, { type: 'finished', object: { key: storedObject.key } }],
      journal: [{ state: 'open', remote: { uploadId: 'U1' } }],
    })
  })

  it('has no key, token, signature, header nor word of the application’s server in it', () => {
    const report = reportOf(sampleFacts())
    for (const secret of Object.values(planted)) expect(report).not.toContain(secret)
  })
})

function sampleFacts(): ReportFacts {
  const url = `https://b.example/k?x-oss-credential=${planted.stsId}%2F20260101&x-oss-security-token=${planted.token}&x-oss-signature=${planted.signature}`
  const error = {
    ...accessDenied,
    message: `GET ${url} was refused: OSSAccessKeyId=${planted.keyId}, "securityToken":"${planted.token}"`,
  }
  const object = {
    ...storedObject,
    confirmed: { session: planted.answer },
    callback: { ok: true as const, body: planted.answer },
  }
  const credentials = { state: 'ready', expiresAt: 5, renewedAt: 1, renewals: 2 }
  const file = { name: 'a.zip', size: 1, type: '', lastModified: 0, relativePath: '' }
  return {
    at: 0,
    userAgent: 'Test',
    uploads: [sampleSnapshot({ status: 'failed', error })],
    requests: [],
    events: [
      { id: 1, uploadId: 'a', at: 0, event: { type: 'failed', error } },
      { id: 2, uploadId: 'a', at: 1, event: { type: 'finished', object } },
    ],
    journal: [
      {
        v: 1,
        id: 'a',
        storageId: 's',
        group: '',
        identity: 'i',
        owner: null,
        state: 'open',
        file,
        digests: [],
        key: 'k',
        partSize: 1,
        recuts: [],
        remote: { key: 'k', uploadId: 'U1' },
        expected: null,
        object,
        headers: { 'x-oss-meta-session': planted.header },
        metadata: { session: planted.header },
        createdAt: 0,
        touchedAt: 0,
      },
    ],
    // What a careless status carries beside its own fields.
    credentials: Object.assign(credentials, { accessKeySecret: planted.answer }),
  }
}
