import { describe, expect, it } from 'vitest'
import { createDestination, type DestinationOptions } from './endpoint.ts'

const secure = { protocol: 'https:' }
const usual = { bucket: 'demo-bucket', region: 'cn-hangzhou' }

describe('createDestination', () => {
  it.each<[string, Partial<DestinationOptions>, string]>([
    ['the public endpoint', {}, 'https://demo-bucket.oss-cn-hangzhou.aliyuncs.com'],
    [
      'a region with oss- in front',
      { region: 'oss-cn-hangzhou' },
      'https://demo-bucket.oss-cn-hangzhou.aliyuncs.com',
    ],
    [
      'an endpoint without protocol',
      { endpoint: 'oss-cn-hangzhou.aliyuncs.com' },
      'https://demo-bucket.oss-cn-hangzhou.aliyuncs.com',
    ],
    [
      "the bucket's own domain",
      { endpoint: 'https://demo-bucket.oss-cn-hangzhou.aliyuncs.com/' },
      'https://demo-bucket.oss-cn-hangzhou.aliyuncs.com',
    ],
    [
      'transfer acceleration',
      { endpoint: 'oss-accelerate.aliyuncs.com' },
      'https://demo-bucket.oss-accelerate.aliyuncs.com',
    ],
    [
      'acceleration overseas',
      { endpoint: 'oss-accelerate-overseas.aliyuncs.com' },
      'https://demo-bucket.oss-accelerate-overseas.aliyuncs.com',
    ],
    [
      'dual stack',
      { endpoint: 'cn-hangzhou.oss.aliyuncs.com' },
      'https://demo-bucket.cn-hangzhou.oss.aliyuncs.com',
    ],
    [
      'a domain of your own',
      { endpoint: 'files.example.com', cname: true },
      'https://files.example.com',
    ],
    ['localhost', { endpoint: 'http://localhost:9000' }, 'http://localhost:9000/demo-bucket'],
    [
      'localhost without protocol',
      { endpoint: 'localhost:9000' },
      'http://localhost:9000/demo-bucket',
    ],
    ['127.0.0.1', { endpoint: 'http://127.0.0.1:9000' }, 'http://127.0.0.1:9000/demo-bucket'],
    [
      'a bucket host on localhost',
      { endpoint: 'demo-bucket.localhost:9000' },
      'http://demo-bucket.localhost:9000',
    ],
    [
      'a bucket host on localhost as a domain of your own',
      { endpoint: 'http://demo-bucket.localhost:9000', cname: true },
      'http://demo-bucket.localhost:9000',
    ],
    [
      'a domain of your own on another port',
      { endpoint: 'https://files.example.com:8443', cname: true },
      'https://files.example.com:8443',
    ],
  ])('addresses %s', (_what, options, bucketUrl) => {
    expect(createDestination({ ...usual, ...options }, secure)).toMatchObject({
      bucket: 'demo-bucket',
      region: 'cn-hangzhou',
      bucketUrl,
    })
  })

  it('encodes a key for the URL and keeps its slashes', () => {
    const { urlOf } = createDestination(usual)

    expect(urlOf("u/报告 1+1=2?#%&'(😀).pdf")).toBe(
      'https://demo-bucket.oss-cn-hangzhou.aliyuncs.com/u/%E6%8A%A5%E5%91%8A%201%2B1%3D2%3F%23%25%26%27%28%F0%9F%98%80%29.pdf',
    )
  })

  it.each<[string, Partial<DestinationOptions>, RegExp]>([
    ['a bucket in upper case', { bucket: 'Demo' }, /bucket name/],
    ['a bucket of two letters', { bucket: 'ab' }, /3 to 63/],
    ['a bucket with a dash at its end', { bucket: 'demo-' }, /letter or digit/],
    ['a bucket of 64 letters', { bucket: 'a'.repeat(64) }, /3 to 63/],
    ['a region in words', { region: 'Hangzhou' }, /"cn-hangzhou"/],
    ['no region', { region: '' }, /"cn-hangzhou"/],
    [
      'an internal endpoint',
      { endpoint: 'oss-cn-hangzhou-internal.aliyuncs.com' },
      /Use "oss-cn-hangzhou\.aliyuncs\.com"/,
    ],
    [
      'plain http on an https page',
      { endpoint: 'http://oss-cn-hangzhou.aliyuncs.com' },
      /Use "https:\/\/oss-cn-hangzhou\.aliyuncs\.com"/,
    ],
    ['an endpoint elsewhere', { endpoint: 'oss-cn-beijing.aliyuncs.com' }, /is in cn-beijing/],
    ['dual stack elsewhere', { endpoint: 'cn-beijing.oss.aliyuncs.com' }, /is in cn-beijing/],
    [
      'cname with an endpoint of OSS',
      { endpoint: 'oss-cn-hangzhou.aliyuncs.com', cname: true },
      /Remove "cname"/,
    ],
    ['a path', { endpoint: 'https://files.example.com/a' }, /Use "https:\/\/files\.example\.com"/],
    ['a query', { endpoint: 'https://files.example.com/?a' }, /says more than a host/],
    ['another protocol', { endpoint: 'ftp://files.example.com' }, /https:\/\/ or http:\/\//],
    ['nonsense', { endpoint: 'https://' }, /not an endpoint/],
  ])('refuses %s with a sentence that names the fix', (_what, options, sentence) => {
    expect(() => createDestination({ ...usual, ...options }, secure)).toThrow(
      expect.objectContaining({ code: 'misconfigured', message: expect.stringMatching(sentence) }),
    )
  })

  it('takes plain http on a plain http page', () => {
    const endpoint = 'http://oss-cn-hangzhou.aliyuncs.com'

    expect(createDestination({ ...usual, endpoint }, { protocol: 'http:' }).bucketUrl).toBe(
      'http://demo-bucket.oss-cn-hangzhou.aliyuncs.com',
    )
  })
})
