import { describe, expect, it } from 'vitest'
import { childrenOf, escapeXml, parseXml, textOf } from './xml.ts'

describe('parseXml', () => {
  it('reads elements and their text', () => {
    const root = parseXml(
      '<?xml version="1.0" encoding="UTF-8"?>\n<A xmlns="http://x">\n <B>1</B><B>2</B><C/>\n</A>\n',
    )

    expect(root.name).toBe('A')
    expect(childrenOf(root, 'B').map(({ text }) => text)).toEqual(['1', '2'])
    expect(textOf(root, 'C')).toBe('')
    expect(textOf(root, 'D')).toBeNull()
  })

  it('decodes the five entities and numeric ones', () => {
    expect(parseXml('<A>&lt;&gt;&amp;&quot;&apos;&#20013;&#x1F600;&#10;</A>').text).toBe(
      '<>&"\'中😀\n',
    )
  })

  it.each([
    ['nothing', ''],
    ['text alone', 'Bad Gateway'],
    ['a page of HTML', '<!DOCTYPE html><html></html>'],
    ['a document type with entities', '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'],
    ['an external entity', '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'],
    ['an unknown entity', '<a>&x;</a>'],
    ['a name of Object.prototype as entity', '<a>&constructor;</a>'],
    ['a bare ampersand', '<a>a & b</a>'],
    ['a lone surrogate', '<a>&#xD800;</a>'],
    ['the character 0', '<a>&#0;</a>'],
    ['a character past Unicode', '<a>&#x110000;</a>'],
    ['CDATA', '<a><![CDATA[x]]></a>'],
    ['a comment', '<a><!-- x --></a>'],
    ['a processing instruction', '<a><?php x ?></a>'],
    ['an end too early', '<a><b></b>'],
    ['a wrong end', '<a><b></a></b>'],
    ['an end too many', '<a></a></a>'],
    ['two roots', '<a/><b/>'],
    ['text behind the root', '<a/>x'],
    ['an open tag', '<a'],
    ['an attribute without quotes', '<a b=c></a>'],
    ['a stray bracket', '<a><</a>'],
  ])('refuses %s', (_what, source) => {
    expect(() => parseXml(source)).toThrow(SyntaxError)
  })

  it('refuses what is nested deeper than OSS ever nests', () => {
    expect(() => parseXml('<a>'.repeat(100_000))).toThrow('nested too deeply')
  })

  it('refuses more than two million characters', () => {
    expect(() => parseXml(`<a>${'x'.repeat(2 * 1024 * 1024)}</a>`)).toThrow('too large')
  })

  it.each([
    ['blanks in a tag', `<a${' '.repeat(500_000)}`],
    ['attributes', `<a${' b="c"'.repeat(200_000)}`],
    ['ampersands', `<a>${'&'.repeat(500_000)}</a>`],
    ['entities without an end', `<a>${'&#'.repeat(500_000)}</a>`],
    ['open brackets', '<'.repeat(500_000)],
  ])('does not hang on endless %s', (_what, source) => {
    expect(() => parseXml(source)).toThrow(SyntaxError)
  })

  it('reads a full page of parts', () => {
    const part = `<Part><PartNumber>1</PartNumber><LastModified>2024-01-02T03:04:05.000Z</LastModified><ETag>&quot;3349DC700140D7F86A078484278075A9&quot;</ETag><HashCrc64ecma>11051210869376104954</HashCrc64ecma><Size>1048576</Size></Part>`

    const root = parseXml(`<ListPartsResult>${part.repeat(1000)}</ListPartsResult>`)

    expect(root.children).toHaveLength(1000)
  })
})

describe('escapeXml', () => {
  it('makes text that reads back as it was', () => {
    const text = '<a>&"\'</a>'

    expect(parseXml(`<a>${escapeXml(text)}</a>`).text).toBe(text)
  })
})
