import { createContext, useContext, type Context } from 'react'
import { enUS } from './en-us.ts'
import type { UploadLocale } from './upload-locale.ts'

/** The language of the nearest `UploaderProvider`. */
export const LocaleContext: Context<UploadLocale> = createContext<UploadLocale>(enUS)

/** The language asked for, else the provider's. */
export function useLocale(asked: UploadLocale | undefined): UploadLocale {
  const provided = useContext(LocaleContext)
  return asked ?? provided
}
