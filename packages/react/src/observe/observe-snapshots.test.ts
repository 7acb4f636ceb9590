import { describe, expect, it, vi } from 'vitest'
import { createDrivenUploader } from '../testing/fake-uploader.ts'
import { fileInfo, storedObject } from '../testing/samples.ts'
import { observeSnapshots } from './observe-snapshots.ts'
import { sumTotals } from './sum-totals.ts'

describe('observeSnapshots', () => {
  it('tells once of many changes in one tick', async () => {
    const uploader = createDrivenUploader()
    const uploads = [1, 2, 3].map(() => uploader.place({ status: 'uploading' }))
    const listener = vi.fn<() => void>()
    observeSnapshots(uploader).subscribe(listener)

    for (const upload of uploads) upload.report({ sentBytes: 1 })
    await Promise.resolve()

    expect(listener).toHaveBeenCalledOnce()
  })

  it('hears uploads that came later, and none after the end', async () => {
    const uploader = createDrivenUploader()
    const listener = vi.fn<() => void>()
    const stop = observeSnapshots(uploader).subscribe(listener)
    const upload = uploader.place({ status: 'uploading' })
    await Promise.resolve()
    upload.report({ sentBytes: 1 })
    await Promise.resolve()
    expect(listener).toHaveBeenCalledTimes(2)

    upload.report({ sentBytes: 2 })
    stop()
    await Promise.resolve()

    expect(listener).toHaveBeenCalledTimes(2)
    expect(uploader.subscriptions).toBe(0)
  })

  it('gives the same value until something of its group changed', () => {
    const uploader = createDrivenUploader()
    const mine = uploader.place({ status: 'uploading' }, { group: 'mine' })
    const other = uploader.place({ status: 'uploading' }, { group: 'other' })
    const snapshots = observeSnapshots(uploader, 'mine')
    const before = snapshots.getSnapshot()

    other.report({ sentBytes: 1 })
    expect(snapshots.getSnapshot()).toBe(before)
    mine.report({ sentBytes: 1 })
    expect(snapshots.getSnapshot()).toHaveLength(1)
    expect(snapshots.getSnapshot()).not.toBe(before)
  })
})

describe('sumTotals', () => {
  it('counts what is wanted, and times what moves', () => {
    const uploader = createDrivenUploader()
    const file = fileInfo('a', 1000)
    uploader.place({ status: 'done', object: storedObject }, { file, sentBytes: 1000 })
    uploader.place({ status: 'uploading' }, { file, sentBytes: 400, rate: 100 })
    uploader.place({ status: 'paused' }, { file, sentBytes: 10 })
    uploader.place({ status: 'canceled' }, { file })

    expect(sumTotals(observeSnapshots(uploader).getSnapshot())).toEqual({
      files: 3,
      done: 1,
      failed: 0,
      bytes: 3000,
      sentBytes: 1410,
      rate: 100,
      secondsLeft: 6,
    })
  })
})
