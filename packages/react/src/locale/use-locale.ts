import { useSyncExternalStore } from 'react'
import { enUS } from './en-us.ts'
import type { UploadLocale } from './upload-locale.ts'
import { zhCN } from './zh-cn.ts'

export type LocaleName = 'en-US' | 'zh-CN'

const locales: Readonly<Record<LocaleName, UploadLocale>> = { 'en-US': enUS, 'zh-CN': zhCN }

/** The language asked for, else the browser's; a server and the first render on a page say `en-US`. */
export function useLocale(asked: UploadLocale | LocaleName | undefined): UploadLocale {
  const language = useSyncExternalStore(subscribe, readLanguage, readServerLanguage)
  if (typeof asked === 'object') return asked
  return locales[asked ?? closestTo(language)]
}

function closestTo(language: string): LocaleName {
  return /^zh\b/i.test(language) ? 'zh-CN' : 'en-US'
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('languagechange', listener)
  return () => window.removeEventListener('languagechange', listener)
}

function readLanguage(): string {
  return navigator.language
}

function readServerLanguage(): string {
  return 'en-US'
}
