import { describe, expect, it } from 'vitest'
import { describeUploadJournal } from '../testing/describe-upload-journal.ts'
import { createMemoryJournal } from './memory-journal.ts'

describeUploadJournal('createMemoryJournal', () => createMemoryJournal({ availability: 'ready' }))

describe('createMemoryJournal', () => {
  it('says by itself that nothing survives a reload', () => {
    expect(createMemoryJournal().availability).toBe('unavailable')
  })
})
