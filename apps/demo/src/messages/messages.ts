import { enUS, type Messages } from './en-us.ts'
import { zhCN } from './zh-cn.ts'
import { zhTW } from './zh-tw.ts'

export const languages = ['en-US', 'zh-CN', 'zh-TW'] as const

/** BCP 47. */
export type Language = (typeof languages)[number]

export const messages: Readonly<Record<Language, Messages>> = {
  'en-US': enUS,
  'zh-CN': zhCN,
  'zh-TW': zhTW,
}
