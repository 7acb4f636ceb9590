import { describe, expect, it, vi } from 'vitest'
import { observeSnapshots } from '../observe/observe-snapshots.ts'
import { createDrivenUploader } from '../testing/fake-uploader.ts'
import { accessDenied, fileInfo, storedObject } from '../testing/samples.ts'
import { trackItems, type ItemListener } from './track-items.ts'

const file = fileInfo('report.zip', 1000)

describe('trackItems', () => {
  it('tells every change of a state, and none of a percentage', async () => {
    const { uploader, triggers, tracker } = setUp()
    const upload = uploader.place({ status: 'queued' }, { file })
    await told()
    upload.report({ status: 'preparing' })
    await told()
    upload.report({ status: 'uploading' })
    await told()
    const items = tracker.getSnapshot()
    upload.report({ sentBytes: 500 })
    await told()
    expect(tracker.getSnapshot()).toBe(items)
    upload.report({ status: 'done', object: storedObject })
    await told()

    expect(triggers()).toEqual(['add', 'start', 'phase', 'success'])
    expect(tracker.getSnapshot()).toMatchObject([{ status: 'done', percent: 100 }])
  })

  it('tells of many that are added at once a single time, and of each that ends', async () => {
    const { uploader, triggers } = setUp()
    const uploads = ['a', 'b', 'c'].map(() => uploader.place({ status: 'queued' }))
    await told()
    expect(triggers()).toEqual(['add'])

    for (const upload of uploads) upload.report({ status: 'failed', error: accessDenied })
    await told()

    expect(triggers()).toEqual(['add', 'error', 'error', 'error'])
  })

  it('says “removed” of what was canceled or taken off the list', async () => {
    const { uploader, listener, tracker } = setUp()
    const upload = uploader.place({ status: 'uploading' }, { file })
    await told()
    await upload.cancel()
    await told()

    expect(listener.onChange).toHaveBeenLastCalledWith(
      expect.objectContaining({ name: 'report.zip', status: 'removed' }),
      'remove',
    )
    expect(tracker.getSnapshot()).toEqual([])
  })

  it('says nothing of what it was told to forget', async () => {
    const { uploader, triggers, tracker } = setUp()
    const { id } = uploader.place({ status: 'uploading' }, { file })
    await told()

    tracker.forget(new Set([id]))
    await uploader.find('report.zip').cancel()
    await told()

    expect(triggers()).toEqual(['add', 'phase'])
  })

  it('tells a listener that comes back only what happened in between', async () => {
    const { uploader, tracker, listener, triggers, stop } = setUp()
    const upload = uploader.place({ status: 'uploading' }, { file })
    await told()
    stop()
    upload.report({ status: 'paused' })

    tracker.watch(listener)

    expect(triggers()).toEqual(['add', 'phase', 'phase'])
  })

  it('reports progress four times a second at most', async () => {
    vi.useFakeTimers({ toFake: ['performance'] })
    const { uploader, listener } = setUp()
    const upload = uploader.place({ status: 'uploading' }, { file })
    await told()
    for (let step = 1; step <= 100; step += 1) {
      upload.report({ sentBytes: step * 10 })
      vi.advanceTimersByTime(10)
      await told()
    }
    vi.useRealTimers()

    expect(listener.onProgress).toHaveBeenCalledTimes(4)
    expect(listener.onProgress).toHaveBeenLastCalledWith(
      expect.objectContaining({ name: 'report.zip' }),
      expect.objectContaining({ sentBytes: 760, size: 1000, percent: 76 }),
    )
  })
})

function setUp() {
  const uploader = createDrivenUploader()
  const tracker = trackItems(observeSnapshots(uploader))
  const listener = {
    onChange: vi.fn<ItemListener['onChange']>(),
    onProgress: vi.fn<NonNullable<ItemListener['onProgress']>>(),
  }
  const stop = tracker.watch(listener)
  const triggers = (): readonly string[] =>
    listener.onChange.mock.calls.map(([, trigger]) => trigger)
  return { uploader, tracker, listener, stop, triggers }
}

/** Changes of one tick are told together, after it. */
function told(): Promise<void> {
  return Promise.resolve()
}
