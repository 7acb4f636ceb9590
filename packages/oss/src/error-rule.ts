import type { UploadErrorCode } from '@resumable-upload/core'
import type { ErrorAnswer } from './error-answer.ts'

/** What an answer of OSS means here: what happened, then what to do. */
export interface ErrorRule {
  readonly code: UploadErrorCode
  readonly sentence: string | ((answer: ErrorAnswer) => string)
}

export const busy = (sentence: string): ErrorRule => ({ code: 'server-busy', sentence })
export const rejected = (sentence: ErrorRule['sentence']): ErrorRule => ({
  code: 'request-rejected',
  sentence,
})
export const misconfigured = (sentence: ErrorRule['sentence']): ErrorRule => ({
  code: 'misconfigured',
  sentence,
})
export const denied = (sentence: ErrorRule['sentence']): ErrorRule => ({
  code: 'access-denied',
  sentence,
})
export const badCredentials = (sentence: string): ErrorRule => ({
  code: 'credentials-rejected',
  sentence,
})

/** OSS's own words in brackets: short, and on one line. */
export function quote(message: string | null): string {
  return message ? ` (${excerpt(message)})` : ''
}

export function excerpt(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim().replace(/\.$/, '')
  return line.length > 160 ? `${line.slice(0, 160)}…` : line
}
