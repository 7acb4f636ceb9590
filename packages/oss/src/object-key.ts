import { type FileInfo, UploadError } from '@resumable-upload/core'

export interface ObjectKeyOptions {
  /** What every key begins with. @default 'uploads/' */
  readonly prefix?: string
  /** Epoch milliseconds, for the folder of the day (UTC). @default Date.now */
  readonly now?: () => number
}

const maxBytes = 1023
const utf8 = new TextEncoder()

/**
 * `uploads/{yyyy-mm-dd}/{uuid}/{name}`: cannot be guessed, never meets another file, and still
 * reads like the file. The name is shortened before its extension where the key would be too long.
 */
export function createObjectKey(
  file: Pick<FileInfo, 'name'>,
  { prefix = 'uploads/', now = Date.now }: ObjectKeyOptions = {},
): string {
  const folder = `${prefix}${new Date(now()).toISOString().slice(0, 10)}/${createUuid()}/`
  const name = safeName(file.name)
  return assertKey(folder + shorten(name, maxBytes - byteLength(folder)))
}

/** Returns the key, or throws `invalid-key` with what is wrong with it. */
export function assertKey(key: string): string {
  const problem = problemOf(key)
  if (!problem) return key
  throw new UploadError(
    'invalid-key',
    `${problem} Change what "objectKey" returns: "${excerpt(key)}".`,
  )
}

function problemOf(key: string): string | null {
  if (key === '') return 'The key is empty.'
  if (/^[/\\]/.test(key)) return 'A key cannot begin with a slash or backslash.'
  if (/\p{Cc}/u.test(key)) return 'A key cannot contain control characters.'
  if (hasLoneSurrogate(key)) return 'The key has half a character (a lone surrogate).'
  if (key.split('/').some((segment) => segment === '.' || segment === '..'))
    return 'Browsers resolve "." and ".." in a key, so that it cannot be addressed.'
  const bytes = byteLength(key, maxBytes)
  return bytes > maxBytes ? `The key has ${bytes} bytes of UTF-8, and OSS takes ${maxBytes}.` : null
}

/** One path segment: no slashes, no control characters, never empty, `.` or `..`. */
function safeName(name: string): string {
  const cleaned = withoutControls(toWellFormed(name).normalize('NFC')).replace(/[/\\]/g, '_').trim()
  return /^\.{0,2}$/.test(cleaned) ? 'file' : cleaned
}

function shorten(name: string, limit: number): string {
  if (byteLength(name, limit) <= limit) return name
  const dot = name.lastIndexOf('.')
  const extension = dot > 0 && byteLength(name.slice(dot)) <= 32 ? name.slice(dot) : ''
  let stem = ''
  let left = limit - byteLength(extension)
  // Character by character, so that no code point is cut in two.
  for (const character of name.slice(0, name.length - extension.length)) {
    left -= byteLength(character)
    if (left < 0) break
    stem += character
  }
  return stem + extension
}

/** Of UTF-8. What cannot exceed `enough` is not counted: ten thousand files are named in one go. */
function byteLength(text: string, enough = 0): number {
  const most = text.length * 3
  return most <= enough ? most : utf8.encode(text).length
}

function withoutControls(text: string): string {
  return text.replace(/\p{Cc}/gu, '')
}

/** In Unicode mode a pair is one character, and no surrogate. */
function hasLoneSurrogate(text: string): boolean {
  return /[\uD800-\uDFFF]/u.test(text)
}

/** `String.prototype.toWellFormed` for browsers that lack it: encoding replaces lone surrogates. */
function toWellFormed(text: string): string {
  if (!hasLoneSurrogate(text)) return text
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(utf8.encode(text))
}

function excerpt(key: string): string {
  const shown = withoutControls(toWellFormed(key))
  return shown.length > 80 ? `${shown.slice(0, 80)}…` : shown
}

/** `crypto.randomUUID` exists in secure contexts only. */
function createUuid(): string {
  const source: Pick<Crypto, 'getRandomValues'> & Partial<Pick<Crypto, 'randomUUID'>> = crypto
  const uuid = source.randomUUID?.()
  if (uuid) return uuid
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  const hex = Array.from(bytes, (byte, index) => {
    const tagged = index === 6 ? (byte & 0x0f) | 0x40 : index === 8 ? (byte & 0x3f) | 0x80 : byte
    return tagged.toString(16).padStart(2, '0')
  }).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
