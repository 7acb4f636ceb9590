import { readFile } from 'node:fs/promises'
import { brotliCompressSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'

const css = await readFile(new URL('./styles.css', import.meta.url), 'utf8')

describe('styles.css', () => {
  it('weighs at most 6 kB on the wire', () => {
    expect(brotliCompressSync(css).byteLength).toBeLessThanOrEqual(6000)
  })

  it('keeps every rule in its layer, so that the rules of the application win', () => {
    const outside = css.replace(/\/\*[^]*?\*\//g, '').trim()
    expect(outside.startsWith('@layer resumable-upload {')).toBe(true)
    expect(indexOfClosing(outside, outside.indexOf('{'))).toBe(outside.length - 1)
  })

  it('says the same of light and dark, whether the system asks or the page', () => {
    const [light, systemDark, pageDark, pageLight] = themes()
    expect(light).toContain('color-scheme: light')
    expect(systemDark).toContain('color-scheme: dark')
    expect(pageDark).toEqual(systemDark)
    expect(pageLight).toEqual(light)
  })
})

/** The declarations of colour of each block that sets a colour scheme, in order of appearance. */
function themes(): readonly (readonly string[])[] {
  return Array.from(css.matchAll(/\{([^{}]*color-scheme:[^{}]*)\}/g), ([, block]) =>
    (block ?? '')
      .split(';')
      .map((declaration) => declaration.trim())
      .filter((declaration) => /^--ru-[a-z-]+: #|^color-scheme/.test(declaration)),
  )
}

function indexOfClosing(text: string, opening: number): number {
  let depth = 0
  for (let index = opening; index < text.length; index += 1) {
    if (text[index] === '{') depth += 1
    if (text[index] === '}') depth -= 1
    if (depth === 0) return index
  }
  return -1
}
