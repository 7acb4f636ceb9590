import { enUS, type UploadLocale } from '@resumable-upload/react'
import { zhCN } from '@resumable-upload/react/locale/zh-cn'
import { zhTW } from '@resumable-upload/react/locale/zh-tw'
import type { Language } from './messages/messages.ts'

/** The component's words, in the languages of the dashboard. */
export const locales: Readonly<Record<Language, UploadLocale>> = {
  'en-US': enUS,
  'zh-CN': zhCN,
  'zh-TW': zhTW,
}
