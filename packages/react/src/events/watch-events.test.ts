import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { observeSnapshots } from '../observe/observe-snapshots.ts'
import { paced } from '../observe/paced.ts'
import { createDrivenUploader } from '../testing/fake-uploader.ts'
import { accessDenied, fileInfo, storedObject } from '../testing/samples.ts'
import { watchEvents } from './watch-events.ts'

describe('watchEvents', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('tells each step of an upload once, with the file as it is then', async () => {
    const { uploader, told, pass } = setUp()
    const upload = uploader.place({ status: 'queued' }, { file: fileInfo('report.zip', 100) })
    await pass()
    upload.report({ status: 'uploading', sentBytes: 10 })
    await pass()
    upload.report({ status: 'uploading', sentBytes: 40 })
    await pass()
    upload.report({ status: 'paused' })
    await pass()
    upload.report({ status: 'uploading' })
    await pass()
    upload.report({ status: 'done', object: storedObject })
    await pass()
    expect(told).toEqual([
      'start report.zip 10',
      'pause report.zip 40',
      'resume report.zip 40',
      'success report.zip 100',
    ])
  })

  it('misses nothing of a file that is uploaded in between', async () => {
    const { uploader, told, pass } = setUp()
    uploader.place({ status: 'done', object: storedObject }, { file: fileInfo('tiny.txt', 1) })
    await pass()
    expect(told).toEqual(['start tiny.txt 100', 'success tiny.txt 100'])
  })

  it('tells of failures and of another try', async () => {
    const { uploader, told, pass } = setUp()
    const upload = uploader.place({ status: 'queued' })
    await pass()
    upload.report({ status: 'failed', error: accessDenied })
    await pass()
    upload.resume()
    await pass()
    expect(told).toEqual(['error report.zip 0', 'retry report.zip 0'])
  })

  it('says nothing of what was there before', async () => {
    const uploader = createDrivenUploader()
    uploader.place({ status: 'failed', error: accessDenied })
    const { told, pass } = setUp(uploader)
    uploader.place({ status: 'interrupted' })
    await pass()
    expect(told).toEqual([])
  })
})

function setUp(uploader = createDrivenUploader()) {
  const told: string[] = []
  watchEvents(paced(observeSnapshots(uploader)), (event, { name, percent }) => {
    told.push(`${event} ${name} ${percent}`)
  })
  return { uploader, told, pass: () => vi.advanceTimersByTimeAsync(300) }
}
