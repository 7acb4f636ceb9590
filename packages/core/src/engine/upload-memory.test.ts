import { describe, expect, it } from 'vitest'
import type { JournalChange, JournalEntry } from '../ports/upload-journal.ts'
import { createMemoryJournal } from '../adapters/memory-journal.ts'
import { createEntry } from '../testing/journal-entries.ts'
import { createMemoryTabs } from '../testing/memory-tabs.ts'
import { createVirtualTime } from '../testing/virtual-time.ts'
import { JournalWriter } from './journal-writer.ts'
import { UploadMemory } from './upload-memory.ts'

const whole = createEntry('whole', { state: 'queued', partSize: 0, remote: null })
const inParts = createEntry('in parts', { remote: { key: 'k', uploadId: 'R1' } })

describe('an upload that is forgotten', () => {
  it('costs no search for parts where it never had any', async () => {
    const { memory, changes } = remember(whole)

    await memory.forget()

    expect(changes).toEqual([{ type: 'forget', id: 'whole', hadParts: false }])
  })

  it('takes its parts along', async () => {
    const { memory, changes } = remember(inParts)

    await memory.forget()

    expect(changes).toEqual([{ type: 'forget', id: 'in parts' }])
  })

  it('takes along the parts of a plan that it had to give up', async () => {
    const { memory, changes } = remember(whole)
    await memory.save({ remote: { key: 'k', uploadId: 'R1' }, partSize: 10 })
    await memory.startOver()

    await memory.forget()

    expect(changes.at(-1)).toEqual({ type: 'forget', id: 'whole' })
  })

  it('takes along the parts of an earlier visit that it goes on with', async () => {
    const { memory, changes } = remember(whole)
    await memory.become(inParts)

    await memory.forget()

    expect(changes.at(-1)).toEqual({ type: 'forget', id: 'in parts' })
  })
})

function remember(entry: JournalEntry) {
  const { clock } = createVirtualTime()
  const changes: JournalChange[] = []
  const journal = {
    ...createMemoryJournal({ availability: 'ready' }),
    write: async (more: readonly JournalChange[]) => void changes.push(...more),
  }
  const writer = new JournalWriter(journal, {
    clock,
    prepare: async () => {},
    onUnavailable: () => {},
    onForget: () => {},
  })
  const tabs = createMemoryTabs().open()
  return {
    memory: new UploadMemory({ writer, clock, tabs }, { ...entry, owner: tabs.id }),
    changes,
  }
}
