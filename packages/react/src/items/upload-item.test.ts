import { describe, expect, it } from 'vitest'
import { accessDenied, fileInfo, sampleSnapshot, storedObject } from '../testing/samples.ts'
import { toUploadItem } from './upload-item.ts'

describe('toUploadItem', () => {
  it.each(['queued', 'uploading', 'paused', 'interrupted', 'finishing'] as const)(
    'calls what is %s “uploading”, as code written for antd expects',
    (phase) => {
      const file = fileInfo('report.zip', 200)
      const item = toUploadItem(sampleSnapshot({ status: phase, file, sentBytes: 90 }))
      expect(item).toMatchObject({ name: 'report.zip', status: 'uploading', phase, percent: 45 })
    },
  )

  it('says 100 % and where the object is once it exists', () => {
    const item = toUploadItem(sampleSnapshot({ status: 'done', object: storedObject }))
    expect(item).toMatchObject({ status: 'done', percent: 100, url: storedObject.url })
  })

  it('carries the reason of a failure', () => {
    const item = toUploadItem(sampleSnapshot({ status: 'failed', error: accessDenied }))
    expect(item).toMatchObject({ status: 'error', error: accessDenied })
  })

  it('calls a canceled one “removed”', () => {
    expect(toUploadItem(sampleSnapshot({ status: 'canceled' })).status).toBe('removed')
  })
})
