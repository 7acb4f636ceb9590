import { describe, expect, it } from 'vitest'
import { contentTypeOf } from './content-type.ts'
import { mergeHeaders, toHeaderRecord, toMetadataHeaders } from './object-headers.ts'

describe('toHeaderRecord', () => {
  it('names everything as OSS wants it', () => {
    expect(
      toHeaderRecord({
        type: 'video/mp4',
        cacheControl: 'max-age=60',
        disposition: { type: 'attachment', fileName: 'film.mp4' },
        encoding: 'gzip',
        tags: { owner: 'u 42', 状态: '新+旧' },
        acl: 'public-read',
        storageClass: 'IA',
        encryption: { kmsKeyId: 'key-1' },
      }),
    ).toEqual({
      'Content-Type': 'video/mp4',
      'Cache-Control': 'max-age=60',
      'Content-Disposition': 'attachment; filename="film.mp4"',
      'Content-Encoding': 'gzip',
      'x-oss-tagging': 'owner=u%2042&%E7%8A%B6%E6%80%81=%E6%96%B0%2B%E6%97%A7',
      'x-oss-object-acl': 'public-read',
      'x-oss-storage-class': 'IA',
      'x-oss-server-side-encryption': 'KMS',
      'x-oss-server-side-encryption-key-id': 'key-1',
    })
  })

  it.each([
    ['报告 (1).pdf', `filename="__ (1).pdf"; filename*=UTF-8''%E6%8A%A5%E5%91%8A%20%281%29.pdf`],
    ['a"b\\c%41.txt', `filename="a_b_c_41.txt"; filename*=UTF-8''a%22b%5Cc%2541.txt`],
    ['😀.png', `filename="_.png"; filename*=UTF-8''%F0%9F%98%80.png`],
    [
      'a\r\nSet-Cookie: x',
      `filename="a__Set-Cookie: x"; filename*=UTF-8''a%0D%0ASet-Cookie%3A%20x`,
    ],
  ])('keeps the name %s in a disposition that every browser reads', (fileName, expected) => {
    const headers = toHeaderRecord({ disposition: { type: 'attachment', fileName } })

    expect(headers['Content-Disposition']).toBe(`attachment; ${expected}`)
  })

  it('refuses an eleventh tag', () => {
    const tags = Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`t${index}`, 'v']))

    expect(() => toHeaderRecord({ tags })).toThrow(
      expect.objectContaining({ code: 'misconfigured' }),
    )
  })
})

describe('toMetadataHeaders', () => {
  it('encodes what browsers could not send', () => {
    expect(toMetadataHeaders({ Owner: 'Zoë 张' })).toEqual({
      'x-oss-meta-owner': 'Zo%C3%AB%20%E5%BC%A0',
    })
  })

  it.each([
    ['a name with a blank', { 'a b': 'c' }],
    ['more than 8 KB', { a: 'x'.repeat(8192) }],
  ])('refuses %s', (_what, metadata: Record<string, string>) => {
    expect(() => toMetadataHeaders(metadata)).toThrow(
      expect.objectContaining({ code: 'misconfigured' }),
    )
  })
})

describe('mergeHeaders', () => {
  it('lets the later one win, however it is spelled', () => {
    expect(
      mergeHeaders({ 'Content-Type': 'a/b', 'x-oss-meta-a': '1' }, { 'content-type': 'c/d' }),
    ).toEqual({ 'Content-Type': 'c/d', 'x-oss-meta-a': '1' })
  })

  it.each([
    ['a header that OSS would drop', { 'X-Custom': '1' }, 'keeps no header "X-Custom"'],
    ['a credential', { Authorization: 'x' }, 'keeps no header'],
    ['a line break', { 'Cache-Control': 'a\r\nx-oss-object-acl: public-read' }, 'printable ASCII'],
    ['Chinese in a value', { 'x-oss-meta-a': '张' }, 'Percent-encode'],
  ])('refuses %s', (_what, headers: Record<string, string>, sentence) => {
    expect(() => mergeHeaders(headers)).toThrow(
      expect.objectContaining({
        code: 'misconfigured',
        message: expect.stringContaining(sentence),
      }),
    )
  })
})

describe('contentTypeOf', () => {
  it.each([
    ['a.bin', 'image/png', 'image/png'],
    ['FILM.MP4', '', 'video/mp4'],
    ['a.tar.gz', '', 'application/gzip'],
    ['README', '', 'application/octet-stream'],
    ['a.constructor', '', 'application/octet-stream'],
    ['.json', '', 'application/json'],
  ])('calls %s of type "%s" %s', (name, type, expected) => {
    expect(contentTypeOf({ name, type })).toBe(expected)
  })
})
