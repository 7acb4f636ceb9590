import type { Answer } from '../http/answer.ts'
import type { FaultOf } from './fault.ts'

/** What the sign-in page of a hotel's network looks like to a program. */
export function foreignAnswer({ status = 200 }: FaultOf<'foreign-answer'>): Answer {
  return {
    status,
    headers: { 'Content-Type': 'text/html' },
    body: '<!doctype html><title>Welcome</title><p>Sign in to use this network.',
  }
}
