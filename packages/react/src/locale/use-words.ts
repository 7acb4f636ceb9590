import { useRoot } from '../components/root-context.ts'
import { enUS } from './en-us.ts'
import type { UploadLocale } from './upload-locale.ts'

/** All words of the language, for parts that came together with the last of them. */
export function useWords(): UploadLocale {
  const { locale } = useRoot()
  return locale.errors ? locale : enUS
}
