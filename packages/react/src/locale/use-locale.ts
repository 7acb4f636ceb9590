import { useContext } from 'react'
import { useLaterParts } from '../components/use-later-parts.ts'
import { enUSAtLoad } from './en-us-at-load.ts'
import { LocaleContext } from './locale-context.ts'
import type { UploadLocale } from './upload-locale.ts'
import type { Words } from './words.ts'

/** The language asked for, else the provider's, else English, which comes in two parts. */
export function useLocale(asked: UploadLocale | undefined): Words {
  const provided = useContext(LocaleContext)
  const later = useLaterParts()
  return asked ?? provided ?? later?.enUS ?? enUSAtLoad
}
