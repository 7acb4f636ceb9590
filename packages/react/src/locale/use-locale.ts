import { useContext } from 'react'
import { enUS } from './en-us.ts'
import { LocaleContext } from './locale-context.ts'
import type { UploadLocale } from './upload-locale.ts'

/** The language asked for, else the provider's, else English. */
export function useLocale(asked: UploadLocale | undefined): UploadLocale {
  const provided = useContext(LocaleContext)
  return asked ?? provided ?? enUS
}
