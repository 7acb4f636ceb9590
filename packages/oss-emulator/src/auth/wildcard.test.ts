import { array, assert, constantFrom, property, string } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { matchesWildcard } from './wildcard.ts'

describe('matchesWildcard', () => {
  it.each([
    ['', '', true],
    ['', 'a', false],
    ['*', '', true],
    ['?', '', false],
    ['?', '中', true],
    ['?', '🎬', true],
    ['a*c', 'abbbc', true],
    ['a*c', 'abbbd', false],
    ['a*b*c', 'a-b-b-c', true],
    ['*.png', 'a.png.exe', false],
    ['a.c', 'abc', false],
    ['[ab]', 'a', false],
  ])('takes %j for %j: %j', (pattern, text, matches) => {
    expect(matchesWildcard(pattern, text)).toBe(matches)
  })

  it('agrees with a regular expression on every pattern', () => {
    const patterns = array(constantFrom('a', 'b', '*', '?', '.', '/'), { maxLength: 8 }).map(
      (letters) => letters.join(''),
    )
    const texts = array(constantFrom('a', 'b', '*', '?', '.', '/'), { maxLength: 10 }).map(
      (letters) => letters.join(''),
    )
    assert(
      property(
        patterns,
        texts,
        (pattern, text) => matchesWildcard(pattern, text) === toRegExp(pattern).test(text),
      ),
      { numRuns: 2000 },
    )
  })

  it('matches any text against itself and against its beginning with a star', () => {
    assert(
      property(string({ unit: 'grapheme' }), string({ unit: 'grapheme' }), (start, rest) => {
        const literal = start.replaceAll(/[*?]/g, '-')
        return matchesWildcard(literal, literal) && matchesWildcard(`${literal}*`, literal + rest)
      }),
    )
  })

  it('answers at once for a pattern made to backtrack', () => {
    expect(matchesWildcard('*a'.repeat(1000), 'a'.repeat(999).concat('b'))).toBe(false)
  })
})

function toRegExp(pattern: string): RegExp {
  const source = pattern.replaceAll(/[.*+?^${}()|[\]\\/]/g, (character) =>
    character === '*' ? '.*' : character === '?' ? '.' : `\\${character}`,
  )
  return new RegExp(`^${source}$`, 'su')
}
