import { UploadError } from '@resumable-upload/core'
import { toBase64 } from './base64.ts'
import {
  algorithm,
  canonicalRequest,
  defaultProduct,
  type OpenSigningKey,
  scopeOf,
} from './signature-v4.ts'

const utf8 = new TextEncoder()

/** Signs with the browser's own HMAC. The key of a day is derived once. */
export const openWebCryptoKey: OpenSigningKey = async ({ accessKeySecret }, scope) => {
  let derived: { readonly date: string; readonly key: Promise<CryptoKey> } | null = null

  function keyOf(date: string): Promise<CryptoKey> {
    if (derived?.date !== date) {
      const { region, product = defaultProduct } = scope
      derived = { date, key: deriveKey(accessKeySecret, [date, region, product]) }
    }
    return derived.key
  }

  return {
    async signRequest(parts) {
      const { datetime } = parts
      const hash = await subtle().digest('SHA-256', utf8.encode(canonicalRequest(parts)))
      const text = [algorithm, datetime, scopeOf(scope, datetime), toHex(hash)].join('\n')
      return toHex(await hmac(await keyOf(datetime.slice(0, 8)), text))
    },
    async signPolicy(policy, datetime) {
      return toHex(await hmac(await keyOf(datetime.slice(0, 8)), toBase64(policy)))
    },
  }
}

async function deriveKey(secret: string, path: readonly string[]): Promise<CryptoKey> {
  let key = await importKey(utf8.encode(`aliyun_v4${secret}`))
  for (const step of [...path, 'aliyun_v4_request']) key = await importKey(await hmac(key, step))
  return key
}

function importKey(bytes: BufferSource): Promise<CryptoKey> {
  return subtle().importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
}

function hmac(key: CryptoKey, text: string): Promise<ArrayBuffer> {
  return subtle().sign('HMAC', key, utf8.encode(text))
}

function toHex(bytes: ArrayBuffer): string {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Browsers give it to secure pages only. */
function subtle(): SubtleCrypto {
  const found: SubtleCrypto | undefined = globalThis.crypto?.subtle
  if (found) return found
  throw new UploadError(
    'misconfigured',
    'This page is not secure, so that the browser signs nothing. Serve it over https, or use aliOssSigner.',
  )
}
