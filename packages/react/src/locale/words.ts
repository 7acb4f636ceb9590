import type { UploadLocale } from './upload-locale.ts'

/** What is read only in parts that load behind the first paint, or after a failure. */
type WordsBehind = 'errors' | 'details' | 'summary' | 'restore' | 'news' | 'parts'

/** A language as far as the first paint may need it: English, while the rest is on its way. */
export interface WordsAtLoad extends Omit<UploadLocale, WordsBehind> {
  readonly errors?: undefined
}

export type Words = UploadLocale | WordsAtLoad
