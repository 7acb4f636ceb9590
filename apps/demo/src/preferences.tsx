import { createContext, use, useEffect, useState, type JSX, type ReactNode } from 'react'
import { languages, type Language } from './messages/messages.ts'

const themes = ['system', 'light', 'dark'] as const

export type Theme = (typeof themes)[number]

export interface Preferences {
  readonly language: Language
  readonly theme: Theme
  readonly change: (change: Partial<Pick<Preferences, 'language' | 'theme'>>) => void
}

/** What this browser's person chose, remembered over visits and applied to the document. */
export function PreferencesProvider({ children }: { readonly children: ReactNode }): JSX.Element {
  const [{ language, theme }, setChosen] = useState(readSaved)

  useEffect(() => {
    document.documentElement.lang = language
    if (theme === 'system') delete document.documentElement.dataset['theme']
    else document.documentElement.dataset['theme'] = theme
    localStorage.setItem(storageKey, JSON.stringify({ language, theme }))
  }, [language, theme])

  const change: Preferences['change'] = (next) => setChosen((current) => ({ ...current, ...next }))
  return <PreferencesContext value={{ language, theme, change }}>{children}</PreferencesContext>
}

export function usePreferences(): Preferences {
  const preferences = use(PreferencesContext)
  if (!preferences) throw new Error('There is no PreferencesProvider around.')
  return preferences
}

/** What `system` comes to at the moment. */
export function useIsDark(): boolean {
  const { theme } = usePreferences()
  const [systemIsDark, setSystemIsDark] = useState(() => matchMedia(darkSystem).matches)

  useEffect(() => {
    const query = matchMedia(darkSystem)
    const update = (): void => setSystemIsDark(query.matches)
    query.addEventListener('change', update)
    return () => query.removeEventListener('change', update)
  }, [])

  return theme === 'system' ? systemIsDark : theme === 'dark'
}

const darkSystem = '(prefers-color-scheme: dark)'
const storageKey = 'demo-preferences'
const PreferencesContext = createContext<Preferences | null>(null)

function readSaved(): Pick<Preferences, 'language' | 'theme'> {
  const saved = parse(localStorage.getItem(storageKey))
  return {
    language: oneOf(languages, saved['language']) ?? browserLanguage(),
    theme: oneOf(themes, saved['theme']) ?? 'system',
  }
}

function parse(text: string | null): Readonly<Record<string, unknown>> {
  try {
    const saved: unknown = JSON.parse(text ?? 'null')
    return typeof saved === 'object' ? { ...saved } : {}
  } catch {
    return {}
  }
}

function browserLanguage(): Language {
  const { language } = navigator
  if (/^zh-(?:Hant|TW|HK|MO)/i.test(language)) return 'zh-TW'
  return language.startsWith('zh') ? 'zh-CN' : 'en-US'
}

function oneOf<Value extends string>(values: readonly Value[], value: unknown): Value | undefined {
  return values.find((candidate) => candidate === value)
}
