import { md5 } from '@noble/hashes/legacy.js'

/** A public RSA key as numbers. */
export interface RsaPublicKey {
  readonly modulus: bigint
  readonly exponent: bigint
  /** Of the modulus, in bytes. */
  readonly size: number
}

/** Reads a PEM (SubjectPublicKeyInfo). Rejects for what is no RSA key. */
export async function readPublicKey(pem: string): Promise<RsaPublicKey> {
  const base64 = /-----BEGIN PUBLIC KEY-----([\s\S]+?)-----END PUBLIC KEY-----/.exec(pem)?.[1] ?? ''
  const bytes = fromBase64(base64.replace(/\s/g, ''))
  // The hash names a use that the key is never put to: only its numbers are wanted.
  const use = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('spki', bytes, use, true, ['verify'])
  const { n = '', e = '' } = await crypto.subtle.exportKey('jwk', key)
  const modulus = fromBase64(n.replaceAll('-', '+').replaceAll('_', '/'))
  const exponent = fromBase64(e.replaceAll('-', '+').replaceAll('_', '/'))
  return { modulus: toNumber(modulus), exponent: toNumber(exponent), size: modulus.length }
}

/**
 * RSASSA-PKCS1-v1_5 with MD5, as OSS signs callbacks and WebCrypto refuses to verify. The expected
 * block is built and compared whole: nothing of the signer's padding is parsed.
 */
export function verifyRsaMd5(key: RsaPublicKey, text: Uint8Array, signature: Uint8Array): boolean {
  const { modulus, exponent, size } = key
  const number = toNumber(signature)
  if (signature.length !== size || number >= modulus) return false
  const digest = [...md5Prefix, ...md5(text)]
  const padding = Array.from({ length: size - digest.length - 3 }, () => 0xff)
  const expected = Uint8Array.from([0x00, 0x01, ...padding, 0x00, ...digest])
  return power(number, exponent, modulus) === toNumber(expected)
}

/** Base64 as bytes; empty for what is none. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
  } catch {
    return new Uint8Array()
  }
}

/** DER of `DigestInfo` up to the digest (RFC 8017, 9.2). */
const md5Prefix = [
  0x30, 0x20, 0x30, 0x0c, 0x06, 0x08, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x02, 0x05, 0x05, 0x00,
  0x04, 0x10,
]

function toNumber(bytes: Uint8Array): bigint {
  let hex = '0x0'
  for (const byte of bytes) hex += byte.toString(16).padStart(2, '0')
  return BigInt(hex)
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n
  let square = base % modulus
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % modulus
    square = (square * square) % modulus
  }
  return result
}
