import { createContext, type Context } from 'react'
import type { UploadLocale } from './upload-locale.ts'

/** The language of the nearest `UploaderProvider`; apart from English, which headless pages do not load. */
export const LocaleContext: Context<UploadLocale | null> = createContext<UploadLocale | null>(null)
