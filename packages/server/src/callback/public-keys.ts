import { HttpProblem } from '../http-problem.ts'
import { fromBase64, readPublicKey, type RsaPublicKey } from './verify-rsa-md5.ts'

export interface PublicKeysOptions {
  /** Addresses that keys may come from: everything under these. */
  readonly origins: readonly string[]
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>
  /** Epoch ms. */
  readonly now: () => number
}

export interface PublicKeys {
  /** The key of a callback, from its header `x-oss-pub-key-url`. Throws an `HttpProblem`. */
  of(header: string | null): Promise<RsaPublicKey>
}

/** Where OSS keeps its keys. */
export const ossKeyOrigins: readonly string[] = ['https://gosspublic.alicdn.com']

const life = 24 * 3_600_000
const patience = 3000
const maxPem = 8192

/** Fetches a key once a day, and never from an address that somebody else names. */
export function createPublicKeys({ origins, fetch, now }: PublicKeysOptions): PublicKeys {
  const held = new Map<string, { readonly key: Promise<RsaPublicKey>; readonly until: number }>()

  return {
    async of(header) {
      const url = allowed(header)
      const known = held.get(url)
      if (known && known.until > now()) return known.key
      const key = load(url)
      held.set(url, { key, until: now() + life })
      // A failure is not remembered.
      key.catch(() => held.delete(url))
      if (held.size > 16) held.clear()
      return key
    },
  }

  function allowed(header: string | null): string {
    const text = new TextDecoder().decode(fromBase64(header ?? ''))
    // OSS names its key by http; nobody on the way is trusted with it.
    const secure = text.replace(
      /^http:\/\/gosspublic\.alicdn\.com\//,
      'https://gosspublic.alicdn.com/',
    )
    const url = URL.canParse(secure) ? new URL(secure) : null
    const isPlain = url !== null && !url.username && !url.search && !url.hash
    if (isPlain && origins.includes(url.origin)) return url.href
    throw new HttpProblem(403, 'callback-forged', 'The key of the callback is not one of OSS.')
  }

  async function load(url: string): Promise<RsaPublicKey> {
    try {
      const signal = AbortSignal.timeout(patience)
      const response = await fetch(url, { signal, redirect: 'error' })
      if (!response.ok) throw new Error(`The key answers ${response.status}.`)
      return await readPublicKey((await response.text()).slice(0, maxPem))
    } catch (cause) {
      const sentence = 'The key of the callback cannot be read.'
      throw new HttpProblem(502, 'callback-key-unavailable', sentence, { cause })
    }
  }
}
