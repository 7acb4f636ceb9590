import { createObjectKey } from '@resumable-upload/oss/signing'
import type { Session } from './session.ts'

/** Chooses keys on the server, and knows its own again without remembering them. */
export interface KeyIssuer {
  /** `{prefix}{tag}/{yyyy-mm-dd}/{uuid}/{name}`: nobody else can make one. */
  issue(session: Session, fileName: string): Promise<string>
  /** Whether this issuer chose the key for this user. */
  isIssued(session: Session, key: string): Promise<boolean>
}

export interface KeyIssuerOptions {
  /** At least 32 bytes, the same in every process. */
  readonly secret: Uint8Array<ArrayBuffer>
}

/** Hex digits of the tag, 128 bits. */
const tagLength = 32

export function createKeyIssuer({ secret }: KeyIssuerOptions): KeyIssuer {
  if (secret.length < 32) throw new RangeError('The secret of a key issuer has 32 bytes or more.')
  const hash = { name: 'HMAC', hash: 'SHA-256' }
  const opened = crypto.subtle.importKey('raw', secret, hash, false, ['sign'])

  async function tagOf({ user }: Session, path: string): Promise<string> {
    const text = new TextEncoder().encode(JSON.stringify([user, path]))
    const tag = await crypto.subtle.sign('HMAC', await opened, text)
    const hex = Array.from(new Uint8Array(tag), (byte) => byte.toString(16).padStart(2, '0'))
    return hex.join('').slice(0, tagLength)
  }

  return {
    async issue(session, fileName) {
      const { prefix } = session
      // With room for the tag, so that a long name is cut before and not after.
      const room = createObjectKey(
        { name: fileName },
        { prefix: `${prefix}${'0'.repeat(tagLength)}/` },
      )
      const rest = room.slice(prefix.length + tagLength)
      return prefix + (await tagOf(session, prefix + rest)) + rest
    },
    async isIssued(session, key) {
      const { prefix } = session
      if (!key.startsWith(prefix)) return false
      const tag = key.slice(prefix.length, prefix.length + tagLength)
      const expected = await tagOf(session, prefix + key.slice(prefix.length + tagLength))
      return isEqual(tag, expected)
    },
  }
}

/** Takes the same time wherever two texts differ. */
function isEqual(a: string, b: string): boolean {
  let difference = a.length ^ b.length
  for (let index = 0; index < b.length; index += 1)
    difference |= a.charCodeAt(index) ^ b.charCodeAt(index)
  return difference === 0
}
