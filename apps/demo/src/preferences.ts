import { useEffect, useState } from 'react'
import type { Language } from './messages.ts'

export type Theme = 'system' | 'light' | 'dark'

export interface Preferences {
  readonly language: Language
  readonly theme: Theme
}

/** What this browser's person chose, remembered over visits and applied to the document. */
export function usePreferences(): readonly [Preferences, (change: Partial<Preferences>) => void] {
  const [preferences, setPreferences] = useState(readPreferences)
  const { language, theme } = preferences

  useEffect(() => {
    document.documentElement.lang = language
    if (theme === 'system') delete document.documentElement.dataset['theme']
    else document.documentElement.dataset['theme'] = theme
    localStorage.setItem(storageKey, JSON.stringify({ language, theme }))
  }, [language, theme])

  return [preferences, (change) => setPreferences((current) => ({ ...current, ...change }))]
}

const storageKey = 'demo-preferences'

function readPreferences(): Preferences {
  const saved = readSaved()
  return {
    language: oneOf(['en-US', 'zh-CN'], saved?.['language']) ?? browserLanguage(),
    theme: oneOf(['system', 'light', 'dark'], saved?.['theme']) ?? 'system',
  }
}

function readSaved(): Readonly<Record<string, unknown>> | null {
  try {
    const saved: unknown = JSON.parse(localStorage.getItem(storageKey) ?? 'null')
    return typeof saved === 'object' ? { ...saved } : null
  } catch {
    return null
  }
}

function browserLanguage(): Language {
  return navigator.language.startsWith('zh') ? 'zh-CN' : 'en-US'
}

function oneOf<Value extends string>(values: readonly Value[], value: unknown): Value | undefined {
  return values.find((candidate) => candidate === value)
}
