import { englishBeforeSigning } from './english-before-signing.ts'
import { englishSigned } from './english-signed.ts'
import type { DoctorTexts } from './doctor-texts.ts'

export const englishTexts: DoctorTexts = {
  language: 'en',
  checks: {
    settings: 'Bucket, region and endpoint as configured',
    page: 'The page',
    policy: 'Content security policy, workers, WebAssembly',
    network: 'The way to OSS',
    cors: 'CORS rule of the bucket',
    clock: 'Clock of this device',
    credentials: 'Credentials from your server',
    endpoint: 'The bucket at this endpoint',
    signature: 'Key, token and signature',
    rights: 'Rights of these credentials',
    sample: 'A sample upload, discarded again',
    callback: 'Upload callback',
    lifecycle: 'Rule for leftover parts',
    storage: 'Memory of this browser',
  },
  findings: { ...englishBeforeSigning, ...englishSigned },
  passed: '{check}: in order.',
  skipped: '{check}: not looked at. First mend: {first}.',
  broken: '{check}: could not be looked at to the end. {message}',
  notHere: '{check}: nothing to look at.',
  outcomes: {
    passed: 'OK',
    problem: 'PROBLEM',
    warning: 'WARNING',
    unknown: 'UNKNOWN',
    skipped: 'SKIPPED',
  },
  labels: { why: 'Why', fix: 'Fix' },
}
