import { corsMethods } from '../cors/cors-configuration.ts'
import { operationNames } from '../operations/operation-name.ts'
import type { Fault, FaultKind } from './fault.ts'

/** The description of a fault cannot be understood; the message says what it should be. */
export class FaultError extends Error {
  override readonly name = 'FaultError'
}

/** Reads a fault from JSON that somebody typed. Throws `FaultError`. */
export function parseFault(json: unknown): Fault {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new FaultError('A fault is an object, such as { "kind": "latency", "delayMs": 200 }.')
  }
  const fields: Readonly<Record<string, unknown>> = { ...json }
  const kind = fields['kind']
  if (!isKind(kind)) {
    throw new FaultError(`"kind" is one of ${Object.keys(effects).join(', ')}, not ${show(kind)}.`)
  }

  const known = kind === 'network-cut' ? effects[kind] : { ...filter, ...effects[kind] }
  for (const [name, value] of Object.entries(fields)) {
    if (name === 'kind') continue
    const field = known[name]
    if (field === undefined) {
      const names = Object.keys(known).join(', ')
      throw new FaultError(`A fault of kind ${kind} has no "${name}"; it knows ${names}.`)
    }
    if (!field.fits(value)) throw new FaultError(`"${name}" is ${field.is}, not ${show(value)}.`)
  }
  const missing = Object.keys(known).find((name) => known[name]?.isRequired && !(name in fields))
  if (missing !== undefined) throw new FaultError(`A fault of kind ${kind} needs "${missing}".`)
  // Every field was checked against the table, which mirrors the type.
  return fields as unknown as Fault
}

/** Reads a list of faults, or one. Throws `FaultError`. */
export function parseFaults(json: unknown): readonly Fault[] {
  return (Array.isArray(json) ? json : [json]).map(parseFault)
}

interface Field {
  /** How an error describes the value: "… is {is}, not …". */
  readonly is: string
  readonly fits: (value: unknown) => boolean
  readonly isRequired?: true
}

type Fields = Readonly<Record<string, Field>>

const text: Field = { is: 'a text', fits: (value) => typeof value === 'string' && value !== '' }
const flag: Field = { is: 'true or false', fits: (value) => typeof value === 'boolean' }
const anyInteger: Field = { is: 'an integer', fits: Number.isSafeInteger }

function integer(min: number, max: number): Field {
  return {
    is: `an integer from ${min} to ${max}`,
    fits: (value) => Number.isSafeInteger(value) && Number(value) >= min && Number(value) <= max,
  }
}

function oneOf(values: readonly string[]): Field {
  return {
    is: `one of ${values.join(', ')}`,
    fits: (value) => typeof value === 'string' && values.includes(value),
  }
}

function required(field: Field): Field {
  return { ...field, isRequired: true }
}

const longestMs = 24 * 60 * 60 * 1000
const time = integer(0, longestMs)
const bytes = integer(0, Number.MAX_SAFE_INTEGER)

const filter: Fields = {
  operation: oneOf(operationNames),
  keyPattern: text,
  partNumber: integer(1, 10_000),
  times: integer(1, 1_000_000),
  probability: {
    is: 'a number from 0 to 1',
    fits: (value) => typeof value === 'number' && value >= 0 && value <= 1,
  },
  durationMs: integer(1, longestMs),
}

const effects: Readonly<Record<FaultKind, Fields>> = {
  latency: { delayMs: required(time) },
  bandwidth: {
    bytesPerSecond: required(integer(1, Number.MAX_SAFE_INTEGER)),
    per: oneOf(['connection', 'server']),
  },
  'drop-before': { afterBytes: bytes },
  'drop-after': {},
  'answer-lost': {},
  error: {
    status: integer(400, 599),
    code: text,
    message: text,
    ec: text,
    retryAfterSeconds: integer(0, 86_400),
    qosDelayMs: time,
    cors: flag,
  },
  'crc-missing': { from: oneOf(['headers', 'list-parts']) },
  stall: { afterBytes: bytes, stallMs: time },
  'clock-skew': { skewMs: required(anyInteger) },
  'token-expired': {},
  'cors-missing': { header: text, method: oneOf(corsMethods), requestHeader: text },
  'request-altered': { header: text, value: text, unsigned: flag },
  'foreign-answer': { status: integer(200, 599) },
  'part-damaged': { offset: bytes },
  'object-damaged': { offset: bytes },
  'upload-forgotten': {},
  'callback-failed': { message: text },
  'network-cut': { durationMs: required(integer(1, longestMs)) },
}

function isKind(value: unknown): value is FaultKind {
  return typeof value === 'string' && Object.hasOwn(effects, value)
}

function show(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value)
}
