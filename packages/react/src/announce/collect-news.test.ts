import { describe, expect, it } from 'vitest'
import { enUS } from '../locale/en-us.ts'
import { accessDenied, fileInfo, sampleSnapshot, storedObject } from '../testing/samples.ts'
import { collectNews, milestonesOf } from './collect-news.ts'

const report = sampleSnapshot({ id: '1', status: 'uploading', file: fileInfo('report.zip', 100) })
const photo = sampleSnapshot({ id: '2', status: 'uploading', file: fileInfo('photo.png', 100) })

describe('collectNews', () => {
  it('gathers many files into one sentence', () => {
    expect(collectNews(new Map(), [report, photo], enUS)).toBe('2 files were added.')
    expect(collectNews(new Map(), [report], enUS)).toBe('report.zip was added.')
  })

  it('says nothing of small steps', () => {
    const before = milestonesOf([report])
    expect(collectNews(before, [{ ...report, sentBytes: 49 }], enUS)).toBe('')
  })

  it('says halves, the end, and what failed', () => {
    const before = milestonesOf([report, photo])
    expect(collectNews(before, [{ ...report, sentBytes: 50 }], enUS)).toBe(
      'report.zip is half-way.',
    )
    const done = sampleSnapshot({ ...report, status: 'done', object: storedObject })
    const failed = sampleSnapshot({ ...photo, status: 'failed', error: accessDenied })
    expect(collectNews(before, [done, failed], enUS)).toBe(
      'report.zip is uploaded. photo.png failed.',
    )
  })

  it('says that a file has to be chosen again', () => {
    const interrupted = sampleSnapshot({ ...report, status: 'interrupted' })
    expect(collectNews(new Map(), [interrupted], enUS)).toBe('report.zip has to be chosen again.')
  })

  it('does not call a retried file added', () => {
    const before = milestonesOf([
      sampleSnapshot({ ...report, status: 'failed', error: accessDenied }),
    ])
    expect(collectNews(before, [report], enUS)).toBe('')
  })
})
