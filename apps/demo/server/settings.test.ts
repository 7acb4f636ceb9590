import { describe, expect, it } from 'vitest'
import { readSettings } from './settings.ts'

const oss = {
  OSS_REGION: 'cn-hangzhou',
  OSS_BUCKET: 'my-bucket',
  OSS_ACCESS_KEY_ID: 'LTAI5tExample',
  OSS_ACCESS_KEY_SECRET: 'a-secret',
  OSS_ROLE_ARN: 'acs:ram::1234567890123456:role/uploader',
}

describe('readSettings', () => {
  it('uses the embedded emulator when nothing is set', () => {
    expect(readSettings({})).toEqual({
      port: 5173,
      web: {
        host: '127.0.0.1',
        origin: undefined,
        sessionSecret: expect.any(Uint8Array),
        password: 'demo',
      },
      signer: 'page',
      callback: false,
      auditFile: '.demo-data.audit.jsonl',
      logLevel: 'warn',
      tokensPerMinute: 60,
      dataDir: '.demo-data',
      partSize: 'auto',
      storage: { kind: 'emulator', tokenSeconds: 900 },
    })
  })

  it('cuts files as DEMO_PART_SIZE says', () => {
    expect(readSettings({ DEMO_PART_SIZE: '102400' }).partSize).toBe(102_400)
    expect(() => readSettings({ DEMO_PART_SIZE: '100' })).toThrow('DEMO_PART_SIZE is malformed')
  })

  it('uses real OSS when it is set, with the public endpoints of the region', () => {
    expect(readSettings(oss).storage).toEqual({
      kind: 'oss',
      settings: {
        region: 'cn-hangzhou',
        bucket: 'my-bucket',
        accessKeyId: 'LTAI5tExample',
        accessKeySecret: 'a-secret',
        roleArn: 'acs:ram::1234567890123456:role/uploader',
        endpoint: 'https://oss-cn-hangzhou.aliyuncs.com',
        stsEndpoint: 'https://sts.cn-hangzhou.aliyuncs.com',
        tokenSeconds: 3600,
      },
    })
  })

  it('accepts a region as ali-oss writes it', () => {
    const { storage } = readSettings({ ...oss, OSS_REGION: 'oss-cn-hangzhou' })

    expect(storage).toEqual(readSettings(oss).storage)
  })

  it.each(Object.keys(oss))('names %s when it alone is missing', (name) => {
    expect(() => readSettings({ ...oss, [name]: ' ' })).toThrow(`${name} is missing.`)
  })

  it.each([
    ['OSS_REGION', 'Hangzhou'],
    ['OSS_BUCKET', 'My_Bucket'],
    ['OSS_ACCESS_KEY_ID', 'two words'],
    ['OSS_ROLE_ARN', 'role/uploader'],
    ['OSS_ENDPOINT', 'oss-cn-hangzhou.aliyuncs.com'],
    ['STS_ENDPOINT', 'https://sts.aliyuncs.com/path'],
    ['PORT', '70000'],
    ['DEMO_ORIGIN', 'uploads.example.com'],
    ['DEMO_SIGNER', 'nobody'],
    ['LOG_LEVEL', 'loud'],
    ['DEMO_TOKEN_SECONDS', '20s'],
  ])('names %s when it is malformed, and quotes it', (name, value) => {
    const environment = name === 'DEMO_TOKEN_SECONDS' ? {} : oss
    const read = () => readSettings({ ...environment, [name]: value })

    expect(read).toThrow(`${name} is malformed: "${value}"`)
  })

  it('never quotes the secret', () => {
    const read = () => readSettings({ ...oss, OSS_ACCESS_KEY_SECRET: 'hush hush' })

    expect(read).toThrow('OSS_ACCESS_KEY_SECRET is malformed')
    expect(read).not.toThrow('hush')
  })

  it.each([{ DEMO_ORIGIN: 'https://uploads.example.com' }, { HOST: '0.0.0.0' }])(
    'opens itself to others with %o only under a secret and a password of their own',
    (open) => {
      const secret = { SESSION_SECRET: 'x'.repeat(32) }
      const password = { DEMO_PASSWORD: 'correct horse' }

      expect(() => readSettings(open)).toThrow('SESSION_SECRET is missing.')
      expect(() => readSettings({ ...open, ...secret })).toThrow('DEMO_PASSWORD is missing.')
      expect(() => readSettings({ ...open, ...secret, DEMO_PASSWORD: 'demo' })).toThrow(
        'DEMO_PASSWORD is malformed',
      )
      expect(readSettings({ ...open, ...secret, ...password }).web.password).toBe('correct horse')
    },
  )

  it('refuses to shorten the tokens of real STS', () => {
    expect(() => readSettings({ ...oss, DEMO_TOKEN_SECONDS: '20' })).toThrow('DEMO_TOKEN_SECONDS')
  })
})
