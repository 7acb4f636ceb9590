import { randomBytes } from 'node:crypto'

/** 24 upper-case hex characters, of which the first 8 are the time in Unix seconds. */
export function createRequestId(now: number): string {
  const seconds = Math.floor(now / 1000)
    .toString(16)
    .padStart(8, '0')
  return `${seconds}${randomBytes(8).toString('hex')}`.toUpperCase()
}
