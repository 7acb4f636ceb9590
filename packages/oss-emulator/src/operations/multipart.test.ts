import { createHash, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDigester } from '../checksum/digest.ts'
import { createOssEmulator, type OssEmulator } from '../index.ts'
import { createTestClient, type TestAnswer, type TestClient } from '../testing/test-client.ts'
import { completeXml, initiate, sendPart } from '../testing/upload-in-parts.ts'

const partSize = 100 * 1024
const unknownUpload = '0123456789ABCDEF0123456789ABCDEF'

let emulator: OssEmulator
let client: TestClient

beforeAll(async () => {
  emulator = await createOssEmulator()
  client = createTestClient(emulator)
})

afterAll(async () => {
  client.close()
  await emulator.close()
})

describe('a multipart upload', () => {
  it('becomes the object whose headers were given at Initiate', async () => {
    const key = 'films/a b+漢.mp4'
    const bodies = [randomBytes(partSize), randomBytes(partSize), randomBytes(7)]
    const headers = { 'content-type': 'video/mp4', 'x-oss-meta-uid': '42' }
    const uploadId = await initiate(client, key, headers)
    const parts: [number, string][] = []
    for (const [index, body] of bodies.entries()) {
      const number = index + 1
      parts.push([number, await sendPart(client, { key, uploadId, number, body })])
    }
    const completed = await complete(key, uploadId, completeXml(parts))
    const whole = Buffer.concat(bodies)
    const head = await client.send({ method: 'HEAD', key })

    const result = completed.xml('CompleteMultipartUploadResult')
    expect(completed.status).toBe(200)
    expect(uploadId).toMatch(/^[0-9A-F]{32}$/u)
    expect(result.text('Location')).toBe(
      `http://localhost:${emulator.port}/demo-bucket/films/a%20b%2B%E6%BC%A2.mp4`,
    )
    expect(result.text('ETag')).toMatch(/^"[0-9A-F]{32}-3"$/u)
    expect(completed.headers['x-oss-hash-crc64ecma']).toBe(await crc64Of(whole))
    expect(head.headers).toMatchObject({
      'content-type': 'video/mp4',
      'x-oss-meta-uid': '42',
      'x-oss-object-type': 'Multipart',
      'content-length': String(whole.length),
      etag: result.text('ETag'),
      'x-oss-hash-crc64ecma': await crc64Of(whole),
    })
    expect(head.headers['content-md5']).toBeUndefined()
    expect((await client.send({ key })).body.equals(whole)).toBe(true)
  })

  it('is gone after Complete', async () => {
    const key = 'gone'
    const uploadId = await initiate(client, key)
    const etag = await sendPart(client, { key, uploadId, number: 1, body: 'x' })
    await complete(key, uploadId, completeXml([[1, etag]]))
    const again = await complete(key, uploadId, completeXml([[1, etag]]))

    expect(again.status).toBe(404)
    expect(again.headers['x-oss-ec']).toBe('0042-00000203')
    expect(again.xml('Error').text('UploadId')).toBe(uploadId)
  })

  it('is completed once when Complete is asked for twice at the same time', async () => {
    const key = 'twice'
    const uploadId = await initiate(client, key)
    const etag = await sendPart(client, { key, uploadId, number: 1, body: 'x' })
    const body = completeXml([[1, etag]])
    const answers = await Promise.all([
      complete(key, uploadId, body),
      complete(key, uploadId, body),
    ])

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 404]))
  })

  it('leaves another upload of the same key alone', async () => {
    const key = 'shared'
    const first = await initiate(client, key)
    const second = await initiate(client, key)
    await client.send({ method: 'DELETE', key, query: { uploadId: first } })
    const etag = await sendPart(client, { key, uploadId: second, number: 1, body: 'second' })
    await complete(key, second, completeXml([[1, etag]]))

    expect(first).not.toBe(second)
    expect((await client.send({ key })).text).toBe('second')
  })

  it('drops parts that were stored but not named', async () => {
    const key = 'picky'
    const uploadId = await initiate(client, key)
    const first = await sendPart(client, { key, uploadId, number: 1, body: 'one' })
    await sendPart(client, { key, uploadId, number: 2, body: 'two' })
    await complete(key, uploadId, completeXml([[1, first]]))

    expect((await client.send({ key })).text).toBe('one')
  })

  it('accepts gaps, bare and lower-case ETags, and entities', async () => {
    const key = 'gaps'
    const uploadId = await initiate(client, key)
    const body = randomBytes(partSize)
    const first = await sendPart(client, { key, uploadId, number: 3, body })
    const second = await sendPart(client, { key, uploadId, number: 10_000, body: 'end' })
    const xml = completeXml([
      [3, first.replaceAll('"', '').toLowerCase()],
      [10_000, second.replaceAll('"', '&#34;')],
    ])

    expect((await complete(key, uploadId, xml)).status).toBe(200)
    expect(
      (await client.send({ key })).body.equals(Buffer.concat([body, Buffer.from('end')])),
    ).toBe(true)
  })
})

describe('UploadPart', () => {
  it('answers with MD5 and CRC-64 of the part, and replaces an earlier one', async () => {
    const key = 'replace'
    const uploadId = await initiate(client, key)
    await sendPart(client, { key, uploadId, number: 1, body: 'damaged' })
    const query = { partNumber: '1', uploadId }
    const answer = await client.send({ method: 'PUT', key, query, body: 'hello world' })

    expect(answer.headers).toMatchObject({
      etag: '"5EB63BBBE01EEED093CB22BB8F5ACDC3"',
      'content-md5': 'XrY7u+Ae7tCTyyK7j1rNww==',
      'x-oss-hash-crc64ecma': '5981764153023615706',
    })
    expect(partsOf(await listParts(key, uploadId))).toEqual([['1', '11']])
  })

  it.each(['0', '10001', '-1', '1.5', 'one', ''])(
    'refuses part number "%s"',
    async (partNumber) => {
      const key = 'numbers'
      const query = { partNumber, uploadId: await initiate(client, key) }
      const answer = await client.send({ method: 'PUT', key, query, body: 'x' })

      expect(answer.status).toBe(400)
      expect(answer.xml('Error').text('Message')).toBe(
        'Part number must be an integer between 1 and 10000, inclusive.',
      )
    },
  )

  it('refuses an unknown upload', async () => {
    const query = { partNumber: '1', uploadId: unknownUpload }
    const answer = await client.send({ method: 'PUT', key: 'x', query, body: 'x' })

    expect(answer.status).toBe(404)
    expect(answer.headers['x-oss-ec']).toBe('0042-00000104')
  })

  it('refuses an upload of another key', async () => {
    const query = { partNumber: '1', uploadId: await initiate(client, 'mine') }
    const answer = await client.send({ method: 'PUT', key: 'yours', query, body: 'x' })

    expect(answer.xml('Error').text('Code')).toBe('NoSuchUpload')
  })

  it('keeps the earlier part when the Content-MD5 of a new one is wrong', async () => {
    const key = 'checked'
    const uploadId = await initiate(client, key)
    await sendPart(client, { key, uploadId, number: 1, body: 'right' })
    const answer = await client.send({
      method: 'PUT',
      key,
      query: { partNumber: '1', uploadId },
      headers: { 'content-md5': createHash('md5').update('right').digest('base64') },
      body: 'wrong!',
    })

    expect(answer.xml('Error').text('Code')).toBe('InvalidDigest')
    expect(partsOf(await listParts(key, uploadId))).toEqual([['1', '5']])
  })
})

describe('CompleteMultipartUpload', () => {
  it('names the part that is missing or differs', async () => {
    const key = 'invalid'
    const uploadId = await initiate(client, key)
    const etag = await sendPart(client, { key, uploadId, number: 1, body: 'x' })
    const other = createHash('md5').update('y').digest('hex').toUpperCase()
    const missing = await complete(
      key,
      uploadId,
      completeXml([
        [1, etag],
        [2, etag],
      ]),
    )
    const different = await complete(key, uploadId, completeXml([[1, `"${other}"`]]))

    for (const [answer, number, named] of [
      [missing, '2', etag.replaceAll('"', '')],
      [different, '1', other],
    ] as const) {
      const error = answer.xml('Error')
      expect(answer.status).toBe(400)
      expect(error.text('Code')).toBe('InvalidPart')
      expect(error.text('PartNumber')).toBe(number)
      expect(error.text('ETag')).toBe(named)
      expect(error.text('UploadId')).toBe(uploadId)
    }
  })

  it.each([
    { order: [2, 1] as const, what: 'descending' },
    { order: [1, 1] as const, what: 'repeated' },
  ])('refuses $what numbers', async ({ order }) => {
    const key = 'order'
    const uploadId = await initiate(client, key)
    const etags = new Map<number, string>()
    for (const number of [1, 2]) {
      etags.set(number, await sendPart(client, { key, uploadId, number, body: 'x' }))
    }
    const xml = completeXml(order.map((number) => [number, etags.get(number) ?? '']))
    const answer = await complete(key, uploadId, xml)

    expect(answer.xml('Error').text('Code')).toBe('InvalidPartOrder')
  })

  it('refuses a small part that is not the last one', async () => {
    const key = 'small'
    const uploadId = await initiate(client, key)
    const small = Buffer.alloc(partSize - 1)
    const first = await sendPart(client, { key, uploadId, number: 1, body: small })
    const second = await sendPart(client, { key, uploadId, number: 2, body: 'x' })
    const answer = await complete(
      key,
      uploadId,
      completeXml([
        [1, first],
        [2, second],
      ]),
    )

    const error = answer.xml('Error')
    expect(error.text('Code')).toBe('EntityTooSmall')
    expect(error.text('MinSizeAllowed')).toBe('102400')
    expect(error.text('ProposedSize')).toBe('102399')
    expect(error.text('PartNumber')).toBe('1')
  })

  it.each([
    '<CompleteMultipartUpload>',
    '<CompleteMultipartUpload></CompleteMultipartUpload>',
    '<Complete><Part><PartNumber>1</PartNumber><ETag>"x"</ETag></Part></Complete>',
    '<CompleteMultipartUpload><Part><ETag>"x"</ETag></Part></CompleteMultipartUpload>',
    '<!DOCTYPE a [<!ENTITY b "c">]><CompleteMultipartUpload></CompleteMultipartUpload>',
    'no XML at all',
    '',
  ])('refuses %j as malformed', async (xml) => {
    const key = 'malformed'
    const uploadId = await initiate(client, key)
    const answer = await complete(key, uploadId, xml)

    expect(answer.status).toBe(400)
    expect(answer.xml('Error').text('Code')).toBe('MalformedXML')
  })

  it('takes all parts in their order with x-oss-complete-all', async () => {
    const key = 'all'
    const uploadId = await initiate(client, key)
    await sendPart(client, { key, uploadId, number: 7, body: 'last' })
    const first = randomBytes(partSize)
    await sendPart(client, { key, uploadId, number: 2, body: first })
    const answer = await complete(key, uploadId, '', { 'x-oss-complete-all': 'yes' })

    expect(answer.status).toBe(200)
    const { body } = await client.send({ key })
    expect(body.equals(Buffer.concat([first, Buffer.from('last')]))).toBe(true)
  })

  it('refuses x-oss-complete-all together with a body', async () => {
    const key = 'both'
    const uploadId = await initiate(client, key)
    const etag = await sendPart(client, { key, uploadId, number: 1, body: 'x' })
    const headers = { 'x-oss-complete-all': 'yes' }
    const answer = await complete(key, uploadId, completeXml([[1, etag]]), headers)

    expect(answer.headers['x-oss-ec']).toBe('0042-00000216')
    expect(answer.xml('Error').text('ArgumentName')).toBe('x-oss-complete-all')
  })

  it('checks Content-MD5 against its own body', async () => {
    const key = 'body-md5'
    const uploadId = await initiate(client, key)
    const etag = await sendPart(client, { key, uploadId, number: 1, body: 'x' })
    const headers = { 'content-md5': createHash('md5').update('x').digest('base64') }
    const answer = await complete(key, uploadId, completeXml([[1, etag]]), headers)

    expect(answer.xml('Error').text('Code')).toBe('InvalidDigest')
  })

  it('keeps object and upload when overwriting is forbidden', async () => {
    const key = 'forbidden'
    const headers = { 'x-oss-forbid-overwrite': 'true' }
    const uploadId = await initiate(client, key, headers)
    const etag = await sendPart(client, { key, uploadId, number: 1, body: 'new' })
    await client.send({ method: 'PUT', key, body: 'old' })
    const answer = await complete(key, uploadId, completeXml([[1, etag]]), headers)
    const initiated = await client.send({ method: 'POST', key, query: { uploads: '' }, headers })

    expect(answer.status).toBe(409)
    expect(answer.xml('Error').text('Code')).toBe('FileAlreadyExists')
    expect(initiated.status).toBe(409)
    expect((await client.send({ key })).text).toBe('old')
    expect(partsOf(await listParts(key, uploadId))).toHaveLength(1)
  })
})

describe('ListParts', () => {
  it('gives number, size, ETag, CRC-64 and time of every part', async () => {
    const key = 'listed'
    const uploadId = await initiate(client, key)
    await sendPart(client, { key, uploadId, number: 2, body: 'hello world' })
    const result = (await listParts(key, uploadId)).xml('ListPartsResult')

    expect(result.text('Bucket')).toBe('demo-bucket')
    expect(result.text('StorageClass')).toBe('Standard')
    expect(result.text('IsTruncated')).toBe('false')
    const [part] = result.children('Part')
    expect(part?.text('PartNumber')).toBe('2')
    expect(part?.text('ETag')).toBe('"5EB63BBBE01EEED093CB22BB8F5ACDC3"')
    expect(part?.text('HashCrc64ecma')).toBe('5981764153023615706')
    expect(part?.text('Size')).toBe('11')
    expect(part?.text('LastModified')).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/u)
  })

  it('is read page by page', async () => {
    const key = 'pages'
    const uploadId = await initiate(client, key)
    for (const number of [1, 2, 3, 5, 8]) {
      await sendPart(client, { key, uploadId, number, body: 'x' })
    }
    const pages: string[][] = []
    let marker = '0'
    for (;;) {
      const query = { 'max-parts': '2', 'part-number-marker': marker }
      const result = (await listParts(key, uploadId, query)).xml('ListPartsResult')
      pages.push(result.children('Part').map((part) => part.text('PartNumber') ?? ''))
      if (result.text('IsTruncated') === 'false') break
      marker = result.text('NextPartNumberMarker') ?? ''
    }

    expect(pages).toEqual([['1', '2'], ['3', '5'], ['8']])
  })

  it('writes the key percent-encoded when asked to', async () => {
    const key = 'control\u0001/ä'
    const uploadId = await initiate(client, key)
    const query = { 'encoding-type': 'url' }
    const result = (await listParts(key, uploadId, query)).xml('ListPartsResult')

    expect(result.text('EncodingType')).toBe('url')
    expect(result.text('Key')).toBe('control%01%2F%C3%A4')
  })

  it.each(['0', '1001', 'many'])('refuses max-parts=%s', async (maxParts) => {
    const key = 'limits'
    const uploadId = await initiate(client, key)
    const answer = await listParts(key, uploadId, { 'max-parts': maxParts })

    expect(answer.xml('Error').text('Code')).toBe('InvalidArgument')
  })

  it('refuses an unknown upload', async () => {
    const answer = await listParts('x', unknownUpload)

    expect(answer.status).toBe(404)
    expect(answer.headers['x-oss-ec']).toBe('0042-00000002')
  })
})

describe('AbortMultipartUpload', () => {
  it('removes the upload; a second time it is unknown', async () => {
    const key = 'aborted'
    const uploadId = await initiate(client, key)
    await sendPart(client, { key, uploadId, number: 1, body: 'x' })
    const first = await client.send({ method: 'DELETE', key, query: { uploadId } })
    const second = await client.send({ method: 'DELETE', key, query: { uploadId } })

    expect(first.status).toBe(204)
    expect(second.status).toBe(404)
    expect(second.headers['x-oss-ec']).toBe('0042-00000002')
  })
})

function complete(
  key: string,
  uploadId: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<TestAnswer> {
  return client.send({ method: 'POST', key, query: { uploadId }, headers, body })
}

function listParts(
  key: string,
  uploadId: string,
  query: Readonly<Record<string, string>> = {},
): Promise<TestAnswer> {
  return client.send({ key, query: { uploadId, ...query } })
}

function partsOf(answer: TestAnswer): (string | null)[][] {
  const parts = answer.xml('ListPartsResult').children('Part')
  return parts.map((part) => [part.text('PartNumber'), part.text('Size')])
}

async function crc64Of(bytes: Uint8Array): Promise<string> {
  const digester = await createDigester()
  digester.update(bytes)
  return digester.finish().crc64
}
