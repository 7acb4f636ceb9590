import { createContext, use, type JSX, type ReactNode } from 'react'
import { messages, type Language, type MessageKey } from './messages.ts'

/** Says things in one language. */
export interface Wording {
  readonly language: Language
  readonly say: (key: MessageKey, values?: Readonly<Record<string, string>>) => string
  readonly size: (bytes: number) => string
  /** `2 min 5 s`, of milliseconds. */
  readonly duration: (milliseconds: number) => string
  /** The time of day. */
  readonly time: (moment: Date) => string
  /** Day and time of day. */
  readonly moment: (moment: Date) => string
}

export function WordingProvider({
  language,
  children,
}: {
  readonly language: Language
  readonly children: ReactNode
}): JSX.Element {
  return <WordingContext value={wordings[language]}>{children}</WordingContext>
}

export function useWording(): Wording {
  return use(WordingContext)
}

function createWording(language: Language): Wording {
  const time = new Intl.DateTimeFormat(language, { timeStyle: 'medium' })
  const moment = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' })
  return {
    language,
    say: (key, values = {}) =>
      messages[language][key].replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? ''),
    size: (bytes) => formatSize(bytes, language),
    duration: (milliseconds) => formatDuration(milliseconds, language),
    time: (value) => time.format(value),
    moment: (value) => moment.format(value),
  }
}

const sizeUnits = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

function formatSize(bytes: number, language: Language): string {
  const power = bytes < 1000 ? 0 : Math.min(4, Math.floor(Math.log10(bytes) / 3))
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: sizeUnits[power] ?? 'byte',
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: power === 0 ? 0 : 1,
  }).format(bytes / 1000 ** power)
}

function formatDuration(milliseconds: number, language: Language): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000))
  const parts =
    seconds < 3600
      ? { minute: Math.floor(seconds / 60), second: seconds % 60 }
      : { hour: Math.floor(seconds / 3600), minute: Math.floor((seconds % 3600) / 60) }
  return Object.entries(parts)
    .filter(([unit, value]) => value > 0 || unit === 'second')
    .map(([unit, value]) =>
      new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }).format(value),
    )
    .join(' ')
}

const wordings: Readonly<Record<Language, Wording>> = {
  'en-US': createWording('en-US'),
  'zh-CN': createWording('zh-CN'),
}

const WordingContext = createContext<Wording>(wordings['en-US'])
