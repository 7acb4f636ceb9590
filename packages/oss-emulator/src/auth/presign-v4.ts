import type { RequestFacts } from '../request-facts.ts'
import { parseAdditionalHeaders } from './additional-headers.ts'
import { findParameter } from './find-parameter.ts'
import { invalidArgument } from './invalid-argument.ts'
import { algorithmV4 } from './signature-v4.ts'
import { parseIsoBasic } from './signing-time.ts'

export interface PresignV4 {
  readonly credential: string
  readonly datetime: string
  /** `datetime` as epoch ms. */
  readonly requestTime: number
  readonly lifeSeconds: number
  readonly additionalHeaders: readonly string[]
  readonly signature: string
}

/** Reads the signature parameters of a V4 URL. */
export function parsePresignV4(request: RequestFacts): PresignV4 {
  const version = requireParameter(request, 'x-oss-signature-version')
  if (version !== algorithmV4) {
    throw invalidArgument(`x-oss-signature-version must be ${algorithmV4}.`, [
      'x-oss-signature-version',
      version,
    ])
  }
  const datetime = requireParameter(request, 'x-oss-date')
  const requestTime = parseIsoBasic(datetime)
  if (requestTime === null)
    throw invalidArgument('x-oss-date is invalid.', ['x-oss-date', datetime])
  return {
    credential: requireParameter(request, 'x-oss-credential'),
    datetime,
    requestTime,
    lifeSeconds: parseLife(findParameter(request, 'x-oss-expires')),
    additionalHeaders: parseAdditionalHeaders(findParameter(request, 'x-oss-additional-headers')),
    signature: requireParameter(request, 'x-oss-signature'),
  }
}

const maximumLifeSeconds = 7 * 24 * 60 * 60

function parseLife(expires: string | undefined): number {
  const name = 'x-oss-expires'
  if (expires === undefined)
    throw invalidArgument(`The parameter ${name} is missing.`, [name, ''], '0002-00000215')
  if (expires === '')
    throw invalidArgument(`The parameter ${name} is empty.`, [name, ''], '0002-00000216')
  const seconds = /^\d+$/.test(expires) ? Number(expires) : Number.NaN
  if (seconds >= 1 && seconds <= maximumLifeSeconds) return seconds
  throw invalidArgument(
    `${name} must be from 1 to ${maximumLifeSeconds} seconds.`,
    [name, expires],
    '0002-00000232',
  )
}

function requireParameter(request: RequestFacts, name: string): string {
  const value = findParameter(request, name)
  if (value === undefined || value === '')
    throw invalidArgument(`The parameter ${name} is missing.`, [name, ''])
  return value
}
