import { OssError } from '../oss-error.ts'

/** How far a client's clock may be off, both ways. */
export const maximumSkew: number = 15 * 60 * 1000

/** Reads `20240102T030405Z`; `null` for anything else. */
export function parseIsoBasic(text: string): number | null {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text)
  if (match === null) return null
  const [, year, month, day, hours, minutes, seconds] = match
  return parseExactly(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}.000Z`, (date) =>
    date.toISOString(),
  )
}

/** Reads `Tue, 02 Jan 2024 03:04:05 GMT`; `null` for anything else. */
export function parseHttpDate(text: string): number | null {
  return parseExactly(text, (date) => date.toUTCString())
}

/** Throws `RequestTimeTooSkewed` if a signed request was made too early or too late; times are epoch ms. */
export function checkSkew(requestTime: number, now: number): void {
  if (Math.abs(now - requestTime) <= maximumSkew) return
  throw new OssError(
    403,
    'RequestTimeTooSkewed',
    'The difference between the request time and the current time is too large.',
    {
      ec: '0002-00000504',
      details: {
        MaxAllowedSkewMilliseconds: maximumSkew,
        RequestTime: new Date(requestTime).toISOString(),
        ServerTime: new Date(now).toISOString(),
      },
    },
  )
}

/** Throws unless a signed URL still holds; times are epoch ms. */
export function checkExpiry(expires: number, now: number): void {
  if (now <= expires) return
  throw new OssError(403, 'AccessDenied', 'Request has expired.', {
    ec: '0002-00000069',
    details: { Expires: new Date(expires).toISOString(), ServerTime: new Date(now).toISOString() },
  })
}

// `Date` reads far more than one form, and rolls 30 February over: only what it would write the same way counts.
function parseExactly(text: string, format: (date: Date) => string): number | null {
  const date = new Date(text)
  return Number.isNaN(date.getTime()) || format(date) !== text ? null : date.getTime()
}
