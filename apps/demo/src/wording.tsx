import { createFormat } from '@resumable-upload/react'
import { createContext, use, type JSX, type ReactNode } from 'react'
import type { MessageKey } from './messages/en-us.ts'
import { messages, type Language } from './messages/messages.ts'

/** Says things in one language. */
export interface Wording {
  readonly language: Language
  readonly say: (key: MessageKey, values?: Readonly<Record<string, string>>) => string
  readonly size: (bytes: number) => string
  /** Of a share from 0 to 1. */
  readonly percent: (share: number) => string
  readonly count: (value: number) => string
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
  const numbers = createFormat(language)
  const time = new Intl.DateTimeFormat(language, { timeStyle: 'medium' })
  const moment = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' })
  return {
    language,
    say: (key, values = {}) =>
      messages[language][key].replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? ''),
    size: (bytes) => numbers.bytes(bytes),
    percent: (share) => numbers.percent(share),
    count: (value) => numbers.count(value),
    duration: (milliseconds) => formatDuration(milliseconds, language),
    time: (value) => time.format(value),
    moment: (value) => moment.format(value),
  }
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
  'zh-TW': createWording('zh-TW'),
}

const WordingContext = createContext<Wording>(wordings['en-US'])
