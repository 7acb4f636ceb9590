import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'

const manifest = new URL('../../package.json', import.meta.url)
const entries = entriesOf(JSON.parse(await readFile(manifest, 'utf8')))

describe('every entry of the package', () => {
  it.each(entries)('touches no browser when %s is imported', async (entry) => {
    expect(typeof window).toBe('undefined')
    expect(typeof document).toBe('undefined')

    const exported: unknown = await import(/* @vite-ignore */ new URL(entry, manifest).href)

    expect(Object.keys(exported ?? {})).not.toEqual([])
  })
})

function entriesOf({ exports }: { readonly exports: Record<string, unknown> }): readonly string[] {
  return Object.values(exports)
    .map((target) =>
      typeof target === 'object' && target !== null && '@resumable-upload/source' in target
        ? target['@resumable-upload/source']
        : null,
    )
    .filter((source) => typeof source === 'string')
}
