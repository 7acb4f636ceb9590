import { describe, expect, it } from 'vitest'
import { fromBase64 } from './base64.ts'
import { toCompleteBody, toFormFields, toRequestShape } from './protocol.ts'

const key = 'a/报告.pdf'
const headers = {
  'Content-Type': 'application/pdf',
  'x-oss-object-acl': 'private',
  'x-oss-forbid-overwrite': 'true',
  'x-oss-meta-owner': 'u-42',
}
const callback = {
  url: ['https://a.example/cb', 'https://b.example/cb'],
  body: 'key=${object}&who=${x:who}',
  bodyType: 'application/json',
  variables: { Who: '张' },
} as const

describe('toRequestShape', () => {
  it('gives the headers of the object to Initiate, but for its access rights', () => {
    const { 'x-oss-object-acl': _, ...rest } = headers

    expect(toRequestShape({ type: 'open', key, headers })).toEqual({
      method: 'POST',
      key,
      query: [['uploads', '']],
      headers: rest,
    })
  })

  it('gives access rights and forbid-overwrite to Complete, and nothing else', () => {
    expect(toRequestShape({ type: 'complete', key, uploadId: 'ID', headers }).headers).toEqual({
      'x-oss-object-acl': 'private',
      'x-oss-forbid-overwrite': 'true',
    })
  })

  it('needs no header, and so no preflight, for a bare Complete, a list and HEAD', () => {
    const bare = { 'Content-Type': 'a/b', 'x-oss-meta-a': '1' }
    const shapes = [
      toRequestShape({ type: 'complete', key, uploadId: 'ID', headers: bare, callback }),
      toRequestShape({ type: 'listParts', key, uploadId: 'ID', after: 0 }),
      toRequestShape({ type: 'findObject', key }),
    ]

    expect(shapes.map((shape) => shape.headers)).toEqual([{}, {}, {}])
  })

  it('puts the callback into the query of Complete', () => {
    const { query } = toRequestShape({
      type: 'complete',
      key,
      uploadId: 'ID',
      headers: {},
      callback,
    })
    const values = Object.fromEntries(query)

    expect(JSON.parse(fromBase64(values['callback'] ?? '') ?? '')).toEqual({
      callbackUrl: 'https://a.example/cb;https://b.example/cb',
      callbackBody: 'key=${object}&who=${x:who}',
      callbackBodyType: 'application/json',
    })
    expect(JSON.parse(fromBase64(values['callback-var'] ?? '') ?? '')).toEqual({ 'x:who': '张' })
  })

  it('puts the traffic limit of a part into its query', () => {
    const shape = toRequestShape({
      type: 'sendPart',
      key,
      uploadId: 'ID',
      part: 3,
      trafficLimit: 819_200,
    })

    expect(shape.query).toContainEqual(['x-oss-traffic-limit', '819200'])
    expect(shape.headers).toEqual({})
  })
})

describe('toFormFields', () => {
  it('carries key, headers and callback, and asks for an answer with the ETag', () => {
    const fields = toFormFields({ type: 'sendWhole', key, size: 1, headers, callback })

    expect(Object.fromEntries(fields)).toMatchObject({
      key,
      success_action_status: '201',
      ...headers,
      callback: expect.any(String),
      'x:who': '张',
    })
  })
})

describe('toCompleteBody', () => {
  it('lists the parts in order, in a Blob without a type', async () => {
    const body = toCompleteBody([
      { number: 10, etag: 'B' },
      { number: 9, etag: 'A<' },
    ])

    expect(body.type).toBe('')
    expect(await body.text()).toBe(
      '<CompleteMultipartUpload><Part><PartNumber>9</PartNumber><ETag>"A&#60;"</ETag></Part><Part><PartNumber>10</PartNumber><ETag>"B"</ETag></Part></CompleteMultipartUpload>',
    )
  })
})
