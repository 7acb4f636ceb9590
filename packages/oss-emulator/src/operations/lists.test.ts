import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createOssEmulator, type OssEmulator } from '../index.ts'
import { createTestClient, type TestClient } from '../testing/test-client.ts'
import { initiate } from '../testing/upload-in-parts.ts'
import type { XmlElement } from '../xml/parse-xml.ts'

const keys = ['a/1', 'a/2', 'a/deep/3', 'b/1', 'top', 'ä', '🦆']

let emulator: OssEmulator
let client: TestClient

beforeAll(async () => {
  emulator = await createOssEmulator()
  client = createTestClient(emulator)
  for (const key of keys) await client.send({ method: 'PUT', key, body: key })
})

afterAll(async () => {
  client.close()
  await emulator.close()
})

describe.each([
  { operation: 'ListObjects', version: {}, start: 'marker', next: 'NextMarker' },
  {
    operation: 'ListObjectsV2',
    version: { 'list-type': '2' },
    start: 'continuation-token',
    next: 'NextContinuationToken',
  },
])('$operation', ({ version, start, next }) => {
  it('gives all objects in the order of their bytes', async () => {
    expect(keysOf(await list(version))).toEqual(keys)
  })

  it('gives only what begins with a prefix', async () => {
    expect(keysOf(await list({ ...version, prefix: 'a/' }))).toEqual(['a/1', 'a/2', 'a/deep/3'])
  })

  it('joins what lies behind a delimiter', async () => {
    const root = await list({ ...version, delimiter: '/' })
    const folder = await list({ ...version, delimiter: '/', prefix: 'a/' })

    expect(keysOf(root)).toEqual(['top', 'ä', '🦆'])
    expect(prefixesOf(root)).toEqual(['a/', 'b/'])
    expect(keysOf(folder)).toEqual(['a/1', 'a/2'])
    expect(prefixesOf(folder)).toEqual(['a/deep/'])
  })

  it.each([{ delimiter: '' }, { delimiter: '/' }])(
    'gives everything once over pages, with $delimiter as the delimiter',
    async (query) => {
      const whole = await list({ ...version, ...query })
      const found: string[] = []
      let marker: Record<string, string> = {}
      for (;;) {
        const page = await list({ ...version, ...query, ...marker, 'max-keys': '2' })
        found.push(...prefixesOf(page), ...keysOf(page))
        if (page.text('IsTruncated') === 'false') break
        marker = { [start]: page.text(next) ?? '' }
      }

      expect(found).toEqual([...prefixesOf(whole), ...keysOf(whole)])
    },
  )

  it('writes keys percent-encoded when asked to', async () => {
    const page = await list({ ...version, prefix: 'ä', 'encoding-type': 'url' })

    expect(keysOf(page)).toEqual(['%C3%A4'])
    expect(page.text('Prefix')).toBe('%C3%A4')
  })

  it('refuses more than 1000 keys a page', async () => {
    const answer = await client.send({ query: { ...version, 'max-keys': '1001' } })

    expect(answer.xml('Error').text('ArgumentName')).toBe('max-keys')
  })
})

describe('ListObjectsV2', () => {
  it('starts after a key and counts what it gives', async () => {
    const page = await list({ 'list-type': '2', 'start-after': 'b/1' })

    expect(keysOf(page)).toEqual(['top', 'ä', '🦆'])
    expect(page.text('KeyCount')).toBe('3')
  })

  it('names the owner only when asked to, unlike the first version', async () => {
    const hasOwner = async (query: Readonly<Record<string, string>>): Promise<boolean> =>
      (await list({ prefix: 'top', ...query })).children('Contents')[0]?.children('Owner')
        .length === 1

    expect(await hasOwner({})).toBe(true)
    expect(await hasOwner({ 'list-type': '2' })).toBe(false)
    expect(await hasOwner({ 'list-type': '2', 'fetch-owner': 'true' })).toBe(true)
  })
})

describe('ListMultipartUploads', () => {
  it('gives open uploads by key, then by id, page by page', async () => {
    const opened: string[] = []
    for (const key of ['z', 'u/2', 'u/1', 'u/1']) {
      opened.push(`${key} ${await initiate(client, key)}`)
    }
    const found: string[] = []
    let marker: Record<string, string> = {}
    for (;;) {
      const answer = await client.send({ query: { uploads: '', 'max-uploads': '1', ...marker } })
      const page = answer.xml('ListMultipartUploadsResult')
      found.push(
        ...page.children('Upload').map((each) => `${each.text('Key')} ${each.text('UploadId')}`),
      )
      if (page.text('IsTruncated') === 'false') break
      marker = {
        'key-marker': page.text('NextKeyMarker') ?? '',
        'upload-id-marker': page.text('NextUploadIdMarker') ?? '',
      }
    }

    expect(found).toEqual(opened.toSorted())
  })

  it('joins keys behind a delimiter and keeps to a prefix', async () => {
    const joined = await client.send({ query: { uploads: '', delimiter: '/' } })
    const prefixed = await client.send({ query: { uploads: '', prefix: 'u/2' } })

    const page = joined.xml('ListMultipartUploadsResult')
    expect(prefixesOf(page)).toEqual(['u/'])
    expect(page.children('Upload').map((each) => each.text('Key'))).toEqual(['z'])
    expect(prefixed.xml('ListMultipartUploadsResult').children('Upload')).toHaveLength(1)
  })
})

async function list(query: Readonly<Record<string, string>>): Promise<XmlElement> {
  return (await client.send({ query })).xml('ListBucketResult')
}

function keysOf(page: XmlElement): string[] {
  return page.children('Contents').map((each) => each.text('Key') ?? '')
}

function prefixesOf(page: XmlElement): string[] {
  return page.children('CommonPrefixes').map((each) => each.text('Prefix') ?? '')
}
