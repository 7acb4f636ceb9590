import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

const docs = path.resolve(import.meta.dirname, '../docs')

describe.each(['security.md', 'field.md'])('the tests that %s names', (name) => {
  it('are there, under the words that it quotes', async () => {
    const text = await readFile(path.join(docs, name), 'utf8')
    const missing: string[] = []
    let quotes = 0
    for (const [, link = '', quoted = ''] of text.matchAll(evidence)) {
      const test = await readFile(path.resolve(docs, link), 'utf8').catch(() => '')
      if (test === '') missing.push(link)
      for (const [, words = ''] of quoted.matchAll(/“([^”]+)”/g)) {
        quotes += 1
        if (!test.includes(words)) missing.push(`${link}: ${words}`)
      }
    }

    expect(missing).toEqual([])
    expect(quotes).toBeGreaterThan(20)
  })
})

describe('the tests that evidence.json names', () => {
  it('are in the files that it names', async () => {
    const { scenarios, promises }: Evidence = JSON.parse(
      await readFile(path.join(docs, 'evidence.json'), 'utf8'),
    )
    const files = [...Object.values(scenarios), ...Object.values(promises)].flatMap(({ tests }) =>
      Object.keys(tests),
    )

    const missing = files.filter((file) => !existsSync(path.resolve(docs, '..', file)))

    expect(missing).toEqual([])
    expect(files.length).toBeGreaterThan(50)
  })
})

type Rows = Record<string, { readonly tests: Readonly<Record<string, readonly string[]>> }>

interface Evidence {
  readonly scenarios: Rows
  readonly promises: Rows
}

/** A link to a test, and what is quoted behind it. */
const evidence = /\[[\w.-]+\.test\.tsx?\]\(([^)]+)\)((?:[ ,]*“[^”]+”)*)/g
