import { OssError } from '../oss-error.ts'

/** One condition of a form policy; `text` is how messages quote it. */
export type PostCondition =
  | {
      readonly type: 'eq' | 'starts-with'
      readonly field: string
      readonly value: string
      readonly text: string
    }
  | {
      readonly type: 'in' | 'not-in'
      readonly field: string
      readonly values: readonly string[]
      readonly text: string
    }
  | {
      readonly type: 'content-length-range'
      readonly min: number
      readonly max: number
      readonly text: string
    }

/** Reads the list `conditions`; field names come out in lower case. Throws `InvalidPolicyDocument`. */
export function parseConditions(conditions: unknown): readonly PostCondition[] {
  if (!Array.isArray(conditions))
    throw invalidPolicy("Invalid 'conditions' value: it must be a list.")
  return conditions.map(parseCondition)
}

/** Whether the fields (lower-case names) satisfy a condition. A range is for the bytes, which no field tells. */
export function holdsFor(condition: PostCondition, fields: ReadonlyMap<string, string>): boolean {
  if (condition.type === 'content-length-range') return true
  const value = fields.get(condition.field) ?? ''
  switch (condition.type) {
    case 'eq':
      return value === condition.value
    case 'starts-with':
      return value.startsWith(condition.value)
    case 'in':
      return condition.values.includes(value)
    case 'not-in':
      return !condition.values.includes(value)
  }
}

/** The 400 for a policy that cannot be read. */
export function invalidPolicy(message: string, options: { readonly ec?: string } = {}): OssError {
  return new OssError(400, 'InvalidPolicyDocument', `Invalid Policy: ${message}`, options)
}

function parseCondition(condition: unknown): PostCondition {
  if (Array.isArray(condition)) return parseListCondition(condition)
  if (typeof condition !== 'object' || condition === null)
    throw invalidPolicy(`Invalid condition: ${JSON.stringify(condition)}`)
  const [property, ...others] = Object.entries(condition)
  if (property === undefined || others.length > 0) {
    throw invalidPolicy(
      'Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.',
    )
  }
  const [name, value] = property
  return parseListCondition(['eq', `$${name}`, value])
}

function parseListCondition(condition: readonly unknown[]): PostCondition {
  const [type, second, third] = condition
  const text = `[${condition.map((item) => JSON.stringify(item)).join(', ')}]`
  if (condition.length !== 3) throw invalidPolicy(`Invalid condition: ${text}`)
  if (type === 'content-length-range') return parseRange(second, third, text)

  const field = parseFieldName(second, text)
  if (type === 'eq' || type === 'starts-with') {
    if (typeof third !== 'string') throw wrongType(text)
    return { type, field, value: third, text }
  }
  if (type === 'in' || type === 'not-in') {
    if (!isTextList(third)) throw wrongType(text)
    return { type, field, values: third, text }
  }
  throw invalidPolicy(`Invalid condition: ${text}`)
}

function parseRange(min: unknown, max: unknown, text: string): PostCondition {
  if (!isByteCount(min) || !isByteCount(max)) throw wrongType(text)
  if (min > max) throw invalidPolicy(`Invalid content-length-range: ${text}`)
  return { type: 'content-length-range', min, max, text }
}

function parseFieldName(name: unknown, text: string): string {
  if (typeof name === 'string' && /^\$./s.test(name)) return name.slice(1).toLowerCase()
  throw invalidPolicy(`Invalid field name, it must begin with $: ${text}`)
}

function isByteCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0
}

function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}

function wrongType(text: string): OssError {
  return invalidPolicy(`Invalid type of a value: ${text}`, { ec: '0006-00000224' })
}
