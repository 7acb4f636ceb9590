import { describe, expect, it } from 'vitest'
import { assertKey, createObjectKey } from './object-key.ts'

const now = (): number => Date.UTC(2026, 10, 22, 23, 59)
const bytesOf = (text: string): number => new TextEncoder().encode(text).length

describe('createObjectKey', () => {
  it('names the day, something that nobody can guess, and the file', () => {
    expect(createObjectKey({ name: 'report.pdf' }, { now })).toMatch(
      /^uploads\/2026-11-22\/[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}\/report\.pdf$/,
    )
  })

  it('never gives two files the same key', () => {
    const keys = Array.from({ length: 1000 }, () => createObjectKey({ name: 'a' }))

    expect(new Set(keys).size).toBe(1000)
  })

  it('begins with the prefix of the application', () => {
    expect(createObjectKey({ name: 'a' }, { prefix: 'users/42/' })).toMatch(/^users\/42\/\d{4}-/)
  })

  it.each([
    ['Chinese', '报告 第一季度.zip', '报告 第一季度.zip'],
    ['emoji', '👩‍👩‍👧‍👦 film.mp4', '👩‍👩‍👧‍👦 film.mp4'],
    ['blanks and plus signs', 'a b+c%20d.txt', 'a b+c%20d.txt'],
    ['decomposed letters', 'Cafe\u0301.txt', 'Café.txt'],
    ['slashes', 'a/b\\c.txt', 'a_b_c.txt'],
    ['control characters', 'a\u0000b\nc\u007F\u0085.txt', 'abc.txt'],
    ['half a character', 'a\uD83D.txt', 'a\uFFFD.txt'],
    ['a dot', '.', 'file'],
    ['two dots', '..', 'file'],
    ['nothing', '', 'file'],
    ['blanks alone', '  ', 'file'],
    ['a hidden file', '.env', '.env'],
  ])('makes a name of %s safe', (_what, name, safe) => {
    expect(createObjectKey({ name }).split('/').at(-1)).toBe(safe)
  })

  it.each([
    ['letters', 'a'.repeat(2000)],
    ['Chinese', '报'.repeat(2000)],
    ['emoji', '😀'.repeat(2000)],
  ])('shortens a long name of %s before its extension, and cuts no character', (_what, stem) => {
    const key = createObjectKey({ name: `${stem}.tar.gz` })

    expect(bytesOf(key)).toBeGreaterThan(1015)
    expect(bytesOf(key)).toBeLessThanOrEqual(1023)
    expect(key).toMatch(/\.gz$/)
    expect(key).not.toContain('\uFFFD')
  })

  it('does not take a long tail for an extension', () => {
    const key = createObjectKey({ name: `a.${'b'.repeat(3000)}` })

    expect(bytesOf(key)).toBe(1023)
  })
})

describe('assertKey', () => {
  it.each(['a', 'a//b', '中/文 +.txt', 'a/...', `${'a'.repeat(1023)}`])('takes %s', (key) => {
    expect(assertKey(key)).toBe(key)
  })

  it.each([
    ['nothing', '', 'empty'],
    ['a slash in front', '/a', 'begin with a slash'],
    ['a backslash in front', '\\a', 'begin with a slash'],
    ['a dot segment', 'a/./b', 'Browsers resolve'],
    ['two dots', '../a', 'Browsers resolve'],
    ['a line break', 'a\nb', 'control characters'],
    ['half a character', 'a\uDC00', 'half a character'],
    ['1024 bytes', `${'中'.repeat(341)}a`, '1024 bytes'],
  ])('refuses %s with a sentence', (_what, key, sentence) => {
    expect(() => assertKey(key)).toThrow(
      expect.objectContaining({ code: 'invalid-key', message: expect.stringContaining(sentence) }),
    )
  })
})
