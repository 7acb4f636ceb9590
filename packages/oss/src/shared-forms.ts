import type { FormScope } from './post-policy.ts'
import type { Operation } from './operation.ts'

type SendWhole = Extract<Operation, { type: 'sendWhole' }>

/** With whose key, for which bucket and when a form is signed. */
export interface FormSeal {
  readonly generation: number
  readonly bucketUrl: string
  /** Epoch milliseconds on the server's clock. */
  readonly signedAt: number
  readonly expiresAt: number
}

interface SharedForm<Signed> {
  readonly seal: FormSeal
  readonly prefix: string
  readonly largest: number
  readonly signed: Promise<Signed>
}

/** Signatures that serve many files of a page, one for each content type. */
export interface SharedForms<Signed> {
  /** One that serves this file, too, signed before or now. */
  signFor(
    operation: SendWhole,
    seal: FormSeal,
    sign: (scope: FormScope) => Promise<Signed>,
  ): Promise<Signed>
}

/** A signature is used again for so many milliseconds: far less than it, or a wrong clock, lasts. */
const reusedFor = 5 * 60_000

/** Files up to this many bytes share; a larger one widens the range. */
const usualSize = 8 * 1024 * 1024

/** Types that are kept at once. */
const mostTypes = 50

/** They reach as far as the folder that all keys so far have in common, and never beyond one. */
export function createSharedForms<Signed>(): SharedForms<Signed> {
  const forms = new Map<string, SharedForm<Signed>>()

  return {
    signFor(operation, seal, sign) {
      const { key, size } = operation
      const type = operation.headers['Content-Type'] ?? ''
      const before = forms.get(type)
      if (before && serves(before, operation, seal)) return before.signed
      const prefix = commonFolder(before?.prefix ?? key, key) || folderOf(key)
      // Without a folder it would be good for the whole bucket.
      if (prefix === '') return sign(scopeOfOne(operation))
      const largest = Math.max(usualSize, size, before?.largest ?? 0)
      const signed = sign({
        ...scopeOfOne(operation),
        key: ['starts-with', prefix],
        sizes: [0, largest],
      })
      if (forms.size >= mostTypes) forms.clear()
      forms.set(type, { seal, prefix, largest, signed })
      signed.catch(() => forms.delete(type))
      return signed
    },
  }
}

/** Good for this file and no other. */
export function scopeOfOne({ key, size, headers }: SendWhole): FormScope {
  return { key: ['eq', key], sizes: [size, size], type: headers['Content-Type'] }
}

function serves(
  { seal, prefix, largest }: SharedForm<unknown>,
  { key, size }: SendWhole,
  { generation, bucketUrl, signedAt: now }: FormSeal,
): boolean {
  // Below zero where the clock was corrected meanwhile.
  const age = Math.abs(now - seal.signedAt)
  return (
    seal.generation === generation &&
    seal.bucketUrl === bucketUrl &&
    age < reusedFor &&
    now + reusedFor < seal.expiresAt &&
    key.startsWith(prefix) &&
    size <= largest
  )
}

function commonFolder(a: string, b: string): string {
  let length = 0
  while (length < a.length && a[length] === b[length]) length += 1
  return folderOf(a.slice(0, length))
}

/** With its slash at the end; empty where there is none. */
function folderOf(key: string): string {
  return key.slice(0, key.lastIndexOf('/') + 1)
}
