import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { StoredObject } from './stored-object.ts'
import { accepts, transition, type UploadEvent } from './transition.ts'
import type { UploadFailure } from './upload-error.ts'
import { isRunning, isSettled, type UploadPhase, type UploadStatus } from './upload-phase.ts'

const object: StoredObject = {
  key: 'a',
  size: 1,
  etag: null,
  crc64: '0',
  url: 'https://bucket.example/a',
  verified: 'crc64',
}
const error: UploadFailure = { code: 'access-denied', message: 'No.' }

const phases: Record<UploadStatus, UploadPhase> = {
  interrupted: { status: 'interrupted' },
  queued: { status: 'queued' },
  preparing: { status: 'preparing' },
  uploading: { status: 'uploading' },
  paused: { status: 'paused' },
  finishing: { status: 'finishing' },
  done: { status: 'done', object },
  failed: { status: 'failed', error },
  canceled: { status: 'canceled' },
}

/** Every event with the phase that it leads to, wherever it is heard. */
const outcomes: Record<UploadEvent['type'], { event: UploadEvent; next: UploadPhase }> = {
  enqueue: { event: { type: 'enqueue' }, next: phases.queued },
  pause: { event: { type: 'pause' }, next: phases.paused },
  cancel: { event: { type: 'cancel' }, next: phases.canceled },
  started: { event: { type: 'started' }, next: phases.preparing },
  opened: { event: { type: 'opened' }, next: phases.uploading },
  allStored: { event: { type: 'allStored' }, next: phases.finishing },
  finished: { event: { type: 'finished', object }, next: phases.done },
  failed: { event: { type: 'failed', error }, next: phases.failed },
  yielded: { event: { type: 'yielded' }, next: phases.interrupted },
  inherited: { event: { type: 'inherited', isPaused: true }, next: phases.paused },
}

const pairs = Object.values(phases).flatMap((phase) =>
  Object.values(outcomes).map(({ event, next }) => ({
    phase,
    event,
    next,
    heard: accepts[phase.status].includes(event.type),
    title: `${event.type} while ${phase.status}`,
  })),
)
const anyEvent = fc.constantFrom(...Object.values(outcomes).map(({ event }) => event))

describe('transition', () => {
  it.each(pairs.filter(({ heard }) => heard))('hears $title', ({ phase, event, next }) => {
    expect(transition(phase, event)).toEqual(next)
  })

  it.each(pairs.filter(({ heard }) => !heard))('ignores $title', ({ phase, event }) => {
    expect(transition(phase, event)).toBe(phase)
  })

  it('leads from choosing a file to the object', () => {
    const story = ['started', 'opened', 'allStored', 'finished'] as const

    expect(play(phases.queued, story)).toEqual(phases.done)
  })

  it('leads through pause, reload and failure back to the queue', () => {
    expect(play(phases.queued, ['started', 'opened', 'pause', 'enqueue'])).toEqual(phases.queued)
    expect(play(phases.interrupted, ['enqueue'])).toEqual(phases.queued)
    expect(play(phases.queued, ['started', 'failed', 'enqueue'])).toEqual(phases.queued)
  })

  it('can be canceled from everywhere but while finishing and once it is over', () => {
    const deaf = Object.values(phases).filter(
      (phase) => transition(phase, { type: 'cancel' }).status !== 'canceled',
    )

    expect(deaf.map(({ status }) => status)).toEqual(['finishing', 'done'])
  })

  it('lets go of any run where another tab takes over or the page was away', () => {
    const running = Object.values(phases).filter(({ status }) => isRunning(status))

    for (const phase of running)
      expect(transition(phase, { type: 'yielded' })).toEqual(phases.interrupted)
  })

  it('is not moved by repeating any event, whatever happened before', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 30 }), anyEvent, (events, event) => {
        const once = transition(events.reduce(transition, phases.interrupted), event)

        expect(transition(once, event)).toBe(once)
      }),
    )
  })

  it('never leaves the table, and never leaves what is settled', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 50 }), (events) => {
        let phase = phases.interrupted
        for (const event of events) {
          const next = transition(phase, event)
          const heard = accepts[phase.status].includes(event.type)
          expect(next).toEqual(heard ? outcomes[event.type].next : phase)
          expect(isSettled(phase.status) && next !== phase).toBe(false)
          phase = next
        }
      }),
    )
  })

  it('reaches every status, and every running one can fail or go on', () => {
    const reached = new Set<UploadStatus>(['interrupted'])
    for (const status of reached)
      for (const { event } of Object.values(outcomes))
        reached.add(transition(phases[status], event).status)

    expect([...reached].toSorted()).toEqual(Object.keys(phases).toSorted())
    const running = Object.values(phases).filter(({ status }) => isRunning(status))
    expect(running.map(({ status }) => status)).toEqual([
      'queued',
      'preparing',
      'uploading',
      'finishing',
    ])
  })
})

function play(phase: UploadPhase, story: readonly UploadEvent['type'][]): UploadPhase {
  return story.map((type) => outcomes[type].event).reduce(transition, phase)
}
