import { describe, expect, it } from 'vitest'
import { uploadErrorCodes, type UploadStatus, type WaitingFor } from '@resumable-upload/core'
import { describeTimeLeft } from '../progress/describe-time-left.ts'
import { fileInfo, sampleSnapshot, storedObject } from '../testing/samples.ts'
import { describeStatus } from './describe-status.ts'
import { enUS } from './en-us.ts'
import { enUSAtLoad } from './en-us-at-load.ts'
import { createFormat } from './format.ts'
import { zhCN } from './zh-cn.ts'
import { zhTW } from './zh-tw.ts'

const statuses: readonly Exclude<UploadStatus, 'done' | 'failed'>[] = [
  'interrupted',
  'queued',
  'preparing',
  'uploading',
  'paused',
  'finishing',
  'canceled',
]

const reasons: readonly WaitingFor[] = [
  'network',
  'credentials',
  'file',
  'tab',
  'retry',
  'confirmation',
]

describe('describeStatus', () => {
  it.each(uploadErrorCodes)('says %s as a sentence in every language', (code) => {
    const snapshot = sampleSnapshot({ status: 'failed', error: { code, message: 'Raw message.' } })

    expect(say(snapshot, 'en-US')).toMatch(/^[A-Z].{7,}\.$/)
    for (const language of ['zh-CN', 'zh-TW'] as const) {
      expect(say(snapshot, language)).toMatch(/^\p{Script=Han}.{2,}。$/u)
      expect(say(snapshot, language)).not.toMatch(/[A-Za-z]/)
    }
    expect(say(snapshot, 'en-US')).not.toContain(code)
  })

  it.each(['elsewhere', 'silent'] as const)('says what is up with the other tab: %s', (note) => {
    expect(enUS.notes[note]).toMatch(/^[A-Z].{7,}\.$/)
    expect(zhCN.notes[note]).toMatch(/^\p{Script=Han}.{2,}。$/u)
  })

  it.each(statuses)('says %s without a word of English on a Chinese page', (status) => {
    for (const language of ['zh-CN', 'zh-TW'] as const) {
      expect(say(sampleSnapshot({ status }), language)).not.toMatch(/[A-Za-z]/)
      expect(say(sampleSnapshot({ status, sentBytes: 45 }), language)).not.toMatch(/[A-Za-z]/)
    }
  })

  it.each(reasons)('says what an upload waits for: %s', (waitingFor) => {
    const snapshot = sampleSnapshot({ status: 'uploading', waitingFor })
    expect(say(snapshot, 'en-US')).toBe(enUS.waitingFor[waitingFor])
    expect(say(snapshot, 'zh-CN')).not.toMatch(/[A-Za-z]/)
    expect(say(snapshot, 'zh-TW')).not.toMatch(/[A-Za-z]/)
  })

  it('does not ask for a file while an earlier upload may still be found finished', () => {
    const snapshot = sampleSnapshot({ status: 'interrupted', waitingFor: 'network' })
    expect(say(snapshot, 'en-US')).toBe('Waiting for the network. Continues by itself.')
  })

  it('says plainly that an upload failed while the sentences are on their way', () => {
    const error = { code: 'access-denied', message: 'Raw message.' } as const
    const snapshot = sampleSnapshot({ status: 'failed', error })

    expect(describeStatus(snapshot, enUSAtLoad, createFormat('en-US'))).toBe('Not uploaded.')
  })

  it('says so when nothing could be compared, and when the server could not be told', () => {
    const unverified = { ...storedObject, verified: 'none' as const }
    const untold = { ...storedObject, callback: { ok: false as const, message: '502' } }
    expect(say(sampleSnapshot({ status: 'done', object: unverified }), 'en-US')).toContain(
      'compare',
    )
    expect(say(sampleSnapshot({ status: 'done', object: untold }), 'en-US')).toContain('told')
    expect(say(sampleSnapshot({ status: 'done', object: storedObject }), 'en-US')).toBe('Uploaded.')
  })
})

describe('createFormat', () => {
  const english = createFormat('en-US')
  const chinese = createFormat('zh-CN')

  it('writes sizes and speeds as people of the language do', () => {
    expect(english.bytes(512)).toBe('512 bytes')
    expect(english.bytes(4_200_000_000)).toBe('4.2 GB')
    expect(chinese.bytes(512)).toBe('512字节')
    expect(english.speed(21_340_000)).toBe('21 MB/s')
    expect(chinese.speed(21_340_000)).toBe('21 MB/秒')
  })

  it('never rounds a percentage up', () => {
    expect(english.percent(0.999)).toBe('99%')
    expect(english.percent(0)).toBe('0%')
  })

  it('says durations in at most two units', () => {
    expect(english.duration(45)).toBe('45 seconds')
    expect(english.duration(61)).toBe('2 minutes')
    expect(english.duration(80 * 60)).toBe('1 hour 20 minutes')
    expect(chinese.duration(80 * 60)).toBe('1小时20分钟')
    expect(english.duration(25 * 60 * 60)).toBe('1 day 1 hour')
  })

  it('leaves out the year of a date of this year', () => {
    const now = new Date(2026, 10, 22).getTime()
    expect(english.date(new Date(2026, 4, 3).getTime(), now)).toBe('May 3')
    expect(chinese.date(new Date(2026, 4, 3).getTime(), now)).toBe('5月3日')
    expect(english.date(new Date(2024, 4, 3).getTime(), now)).toBe('May 3, 2024')
  })

  it('names three files and counts the rest', () => {
    expect(english.names(['a', 'b', 'c', 'd', 'e'], enUS.andMore)).toBe('a, b, c, and 2 more')
    expect(chinese.names(['a', 'b', 'c', 'd'], zhCN.andMore)).toBe('a、b、c和另外 1 个')
  })

  it('speaks of a few seconds where a number would promise too much', () => {
    expect(describeTimeLeft(8, enUS, english)).toBe('a few seconds left')
    expect(describeTimeLeft(120, enUS, english)).toBe('2 minutes left')
    expect(describeTimeLeft(120, zhCN, chinese)).toBe('还剩 2分钟')
    expect(describeTimeLeft(null, enUS, english)).toBeNull()
  })
})

describe('enUS', () => {
  it('declines its nouns', () => {
    expect(enUS.restore.interrupted(1)).toBe('1 upload was interrupted')
    expect(enUS.restore.interrupted(3)).toBe('3 uploads were interrupted')
    expect(enUS.summary.done(1100, 1100)).toBe('1,100 of 1,100 files uploaded')
    expect(enUS.news.done(1, fileInfo('report.zip', 1).name)).toBe('report.zip is uploaded.')
    expect(enUS.news.done(1200, '')).toBe('1,200 files are uploaded.')
  })
})

describe('zhTW', () => {
  it('is written in Traditional characters, all of them', () => {
    // The most frequent characters whose Traditional form differs.
    const simplified = /[这们为发时过关现网络录请选择开启动务储达传输连后复继续误断级记浏览换队]/u
    expect(sentencesOf(zhCN).filter((sentence) => simplified.test(sentence))).not.toEqual([])
    expect(sentencesOf(zhTW).filter((sentence) => simplified.test(sentence))).toEqual([])
  })
})

/** Every text of a language; functions are asked with samples. */
function sentencesOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  if (typeof value === 'function') return [String(value(2, 2, 2))]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(sentencesOf)
}

const languages = { 'en-US': enUS, 'zh-CN': zhCN, 'zh-TW': zhTW }

function say(
  snapshot: Parameters<typeof describeStatus>[0],
  language: keyof typeof languages,
): string {
  return describeStatus(snapshot, languages[language], createFormat(language))
}
