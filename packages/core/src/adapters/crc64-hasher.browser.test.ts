import { afterEach, describe, expect, it } from 'vitest'
import { createCrc64Hasher } from './crc64-hasher.ts'

afterEach(() => {
  document.querySelector('iframe')?.remove()
})

describe('createCrc64Hasher', () => {
  it('agrees with OSS by WebAssembly', async () => {
    const hasher = await createCrc64Hasher()

    hasher.update(new TextEncoder().encode('123456789'))

    expect(hasher.digest()).toBe('11051210869376104954')
  })

  it('agrees with OSS on a page whose CSP refuses WebAssembly', async () => {
    const { digest, refusal } = await hashUnderCsp('123456789')

    expect(refusal).toBe('CompileError')
    expect(digest).toBe('11051210869376104954')
  })
})

interface Outcome {
  readonly digest: string
  /** How the page refuses WebAssembly itself: proof that the CSP is at work. */
  readonly refusal: string
}

async function hashUnderCsp(text: string): Promise<Outcome> {
  const frame = document.createElement('iframe')
  const script = new URL('./crc64-hasher.ts', import.meta.url).href
  frame.srcdoc = `
    <meta http-equiv="Content-Security-Policy" content="script-src 'unsafe-inline' ${location.origin}">
    <script type="module">
      import { createCrc64Hasher } from '${script}'
      const empty = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])
      const refusal = await WebAssembly.compile(empty).then(() => 'none', ({ name }) => name)
      const hasher = await createCrc64Hasher()
      hasher.update(new TextEncoder().encode('${text}'))
      const detail = { digest: hasher.digest(), refusal }
      frameElement.dispatchEvent(new CustomEvent('hashed', { detail }))
    </script>`
  const hashed = new Promise<Outcome>((resolve) => {
    frame.addEventListener('hashed', (event) => resolve((event as CustomEvent<Outcome>).detail))
  })
  document.body.append(frame)
  return hashed
}
