import { encodeRfc3986 } from '../auth/encode-rfc3986.ts'
import { findParameter } from '../auth/find-parameter.ts'
import { invalidArgument } from '../auth/invalid-argument.ts'
import type { RequestFacts } from '../request-facts.ts'

export interface IntegerRange {
  readonly min: number
  readonly max: number
  readonly whenAbsent: number
}

/** An integer of the query. Throws `InvalidArgument` outside the range. */
export function readInteger(request: RequestFacts, name: string, range: IntegerRange): number {
  const text = findParameter(request, name)
  if (text === undefined) return range.whenAbsent
  const value = /^\d{1,9}$/u.test(text) ? Number(text) : Number.NaN
  if (value >= range.min && value <= range.max) return value
  const message = `Argument ${name} must be an integer between ${range.min} and ${range.max}.`
  throw invalidArgument(message, [name, text])
}

/** How keys are written in this answer: as they are, or percent-encoded for `encoding-type=url`. */
export interface KeyEncoding {
  readonly type: 'url' | null
  readonly encode: (text: string) => string
}

/** Throws `InvalidArgument` for another encoding than `url`. */
export function readEncoding(request: RequestFacts): KeyEncoding {
  const type = findParameter(request, 'encoding-type')
  if (type === undefined || type === '') return { type: null, encode: (text) => text }
  if (type === 'url') return { type, encode: encodeRfc3986 }
  throw invalidArgument('Invalid Encoding Method specified in Request.', ['encoding-type', type])
}
