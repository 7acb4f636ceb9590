import { afterEach, describe, expect, it, vi } from 'vitest'

/** A simulator that needs more seeds than these to see a bug does not see it. */
const mostSeeds = 2_000

interface PlantedBug {
  /** What is done wrong. */
  readonly bug: string
  /** The module that does it, from here. */
  readonly module: string
  /** What replaces its exports. */
  readonly plant: (original: object) => object
  /** Promises that it may break first. */
  readonly breaks: readonly string[]
}

const bugs: readonly PlantedBug[] = [
  plant<typeof import('../model/reconcile.ts')>({
    bug: 'a part is reused by its number only',
    module: '../model/reconcile.ts',
    breaks: ['nothing is spliced', 'done means the file that was chosen'],
    replace: () => ({
      reconcile: ({ partCount }, stored) => {
        const held = new Set(stored.map(({ number }) => number))
        const numbers = Array.from({ length: partCount }, (_, index) => index + 1)
        return { reuse: stored, verify: [], send: numbers.filter((number) => !held.has(number)) }
      },
    }),
  }),
  plant<typeof import('../engine/verify-parts.ts')>({
    bug: 'the checksums of the journal are trusted after a file was picked again',
    module: '../engine/verify-parts.ts',
    breaks: ['nothing is spliced', 'what is stored is not sent again'],
    replace: () => ({
      verifyParts: async ({ run, held }, parts) => {
        for (const { crc64, ...part } of await run.shared.journal.parts(run.memory.entry.id))
          if (parts.some((stored) => stored.number === part.number)) {
            held.set(part.number, { ...part, crc64, ownCrc64: crc64, compared: 'crc64' })
            run.source.sent.set(part.number, { crc64, etag: part.etag })
          }
        return parts.map(({ number }) => number).filter((number) => !held.has(number))
      },
    }),
  }),
  plant<typeof import('../engine/upload-memory.ts')>({
    bug: 'the part size is not remembered',
    module: '../engine/upload-memory.ts',
    breaks: ['the plan is kept'],
    replace: ({ UploadMemory }) => ({
      UploadMemory: class extends UploadMemory {
        override adopt(entry: Parameters<typeof UploadMemory.prototype.adopt>[0]): void {
          super.adopt({ ...entry, partSize: entry.partSize && 32 * 1024 })
        }
      },
    }),
  }),
  plant<typeof import('../engine/upload-memory.ts')>({
    bug: 'it is not remembered that the rest was cut anew',
    module: '../engine/upload-memory.ts',
    breaks: ['the plan is kept'],
    replace: ({ UploadMemory }) => ({
      UploadMemory: class extends UploadMemory {
        override save(
          ...[change, durability]: Parameters<typeof UploadMemory.prototype.save>
        ): Promise<void> {
          return super.save({ ...change, recuts: [] }, durability)
        }
      },
    }),
  }),
  plant<typeof import('../engine/find-object.ts')>({
    bug: 'an upload that is gone is begun anew without asking for the object',
    module: '../engine/find-object.ts',
    breaks: ['what is there is not sent again', 'what is there needs no file'],
    replace: (original) => ({ ...original, findExpected: async () => null }),
  }),
  plant<typeof import('../engine/find-object.ts')>({
    bug: 'any object under the key is taken for our own',
    module: '../engine/find-object.ts',
    breaks: ['done means that the object is there', 'done means the file that was chosen'],
    replace: (original) => ({
      ...original,
      findExpected: (run, expected, etags) => {
        const { storage } = run.shared
        const findObject: typeof storage.findObject = async (...asked) => {
          const found = await storage.findObject(...asked)
          return found && { ...found, ...expected }
        }
        const shared = { ...run.shared, storage: { ...storage, findObject } }
        return original.findExpected({ ...run, shared }, expected, etags)
      },
    }),
  }),
  plant<typeof import('../engine/compare-by-listing.ts')>({
    bug: 'what could not be compared is completed all the same',
    module: '../engine/compare-by-listing.ts',
    breaks: ['nothing is spliced'],
    replace: () => ({ compareByListing: async () => [] }),
  }),
  plant<typeof import('../engine/ownership.ts')>({
    bug: 'nobody asks who owns an upload',
    module: '../engine/ownership.ts',
    breaks: [
      'one tab drives an upload',
      'a part is never in flight twice',
      'no open upload is left behind',
    ],
    replace: (original) => ({
      ...original,
      takeOwnership: async (run) => {
        const { memory, shared } = run
        const earlier = await run.findEarlier()
        if (earlier) {
          await memory.forget()
          memory.adopt(earlier)
        }
        memory.adopt({ ...memory.entry, owner: shared.tabs.id })
        return 'ours'
      },
    }),
  }),
  plant<typeof import('../engine/ownership.ts')>({
    bug: 'an upload is taken from a tab that lives',
    module: '../engine/ownership.ts',
    breaks: ['one tab drives an upload', 'a part is never in flight twice'],
    replace: (original) => ({
      ...original,
      takeOwnership: async (run) => {
        const ownership = await original.takeOwnership(run)
        if (ownership !== 'elsewhere') return ownership
        const claimed = await original.claimEntry(run.shared, run.memory.entry)
        if (claimed) run.memory.adopt(claimed)
        return claimed ? 'ours' : 'elsewhere'
      },
    }),
  }),
  plant<typeof import('../engine/page-presence.ts')>({
    bug: 'a page that is left lets go of its lock, and not of its uploads',
    module: '../engine/page-presence.ts',
    breaks: ['one tab drives an upload', 'a part is never in flight twice'],
    replace: ({ followPage }) => ({
      followPage: (context) => followPage({ ...context, uploads: () => [] }),
    }),
  }),
  plant<typeof import('../engine/run-upload.ts')>({
    bug: 'an end that another tab tells of is believed without comparing',
    module: '../engine/run-upload.ts',
    breaks: ['done means the file that was chosen'],
    replace: (original) => ({
      ...original,
      settleLike: (run, settlement) => original.settleLike({ ...run, source: null }, settlement),
    }),
  }),
  plant<typeof import('../engine/run-upload.ts')>({
    bug: 'a run does not wait for the one before',
    module: '../engine/run-upload.ts',
    breaks: [
      'no open upload is left behind',
      'what has ended stays ended',
      'dispose leaves nothing behind',
    ],
    replace: (original) => ({
      ...original,
      runUpload: (run) =>
        Promise.race([
          original.runUpload(run),
          new Promise<never>((_, reject) => {
            run.signal.addEventListener('abort', () => reject(run.signal.reason))
          }),
        ]),
    }),
  }),
  plant<typeof import('../engine/upload-memory.ts')>({
    bug: 'that Complete may have been sent is written after its answer',
    module: '../engine/upload-memory.ts',
    breaks: ['what is there needs no file'],
    replace: ({ UploadMemory }) => ({
      UploadMemory: class extends UploadMemory {
        override async save(...[change, durability]: Parameters<typeof this.remember>) {
          if (change.state !== 'completing') return this.remember(change, durability)
          this.adopt({ ...this.entry, ...change })
        }

        remember(...change: Parameters<typeof UploadMemory.prototype.save>): Promise<void> {
          return super.save(...change)
        }
      },
    }),
  }),
  plant<typeof import('../engine/finish-upload.ts')>({
    bug: 'an upload is forgotten before the application has taken note of it',
    module: '../engine/finish-upload.ts',
    breaks: [
      'no upload gets lost',
      'what has ended stays ended',
      'what is there is not sent again',
    ],
    replace: () => ({
      finishUpload: async ({ memory, shared, signal, dispatch }, object) => {
        for (const type of ['opened', 'allStored'] as const) dispatch({ type })
        await memory.forget()
        await shared.confirm?.(object, { signal, metadata: {} })
        dispatch({ type: 'finished', object })
      },
    }),
  }),
  plant<typeof import('../engine/discard-upload.ts')>({
    bug: 'a cancel forgets the parts on the storage',
    module: '../engine/discard-upload.ts',
    breaks: ['no open upload is left behind', 'what has ended stays ended'],
    replace: () => ({ discardUpload: (_shared, memory) => memory.forget() }),
  }),
  plant<typeof import('../engine/race-attempts.ts')>({
    bug: 'the slower of two sendings of a part finishes late',
    module: '../engine/race-attempts.ts',
    breaks: ['no part is on its way when all are joined', 'dispose leaves nothing behind'],
    replace: () => ({ raceAttempts: (attempts) => Promise.any(attempts) }),
  }),
  plant<typeof import('../engine/slots.ts')>({
    bug: 'a request that fails keeps its slot',
    module: '../engine/slots.ts',
    breaks: ['what runs comes to an end'],
    replace: ({ Slots }) => ({
      Slots: class extends Slots {
        override use<Result>(
          ...[request, signal, task]: Parameters<typeof Slots.prototype.use<Result>>
        ): Promise<Result> {
          return new Promise((resolve, reject) => {
            const stuck = () => task().catch((error: unknown) => (reject(error), forever))
            super.use(request, signal, stuck).then(resolve, reject)
          })
        }
      },
    }),
  }),
  plant<typeof import('../engine/patience.ts')>({
    bug: 'time asleep counts as time without progress',
    module: '../engine/patience.ts',
    breaks: ['what may heal is given time to'],
    replace: (original) => ({
      ...original,
      Patience: class extends original.Patience {
        override excuseSince(): void {}
      },
    }),
  }),
]

const forever = new Promise<never>(() => {})

afterEach(() => {
  for (const { module } of bugs) vi.doUnmock(module)
  vi.resetModules()
})

describe('the simulator', () => {
  it.each(bugs)(
    'sees that $bug',
    async ({ module, plant: replace, breaks }) => {
      vi.resetModules()
      vi.doMock(module, async (importOriginal) => replace(await importOriginal<object>()))
      const { simulate } = await import('./simulate.ts')

      const { seed, promise } = await firstBroken(simulate)

      expect(seed).toBeLessThanOrEqual(mostSeeds)
      expect(breaks).toContain(promise)
    },
    10 * 60_000,
  )
})

async function firstBroken(
  simulate: (seed: number) => Promise<unknown>,
): Promise<{ readonly seed: number; readonly promise: string | undefined }> {
  for (let seed = 1; seed <= mostSeeds; seed += 1) {
    const promise = await simulate(seed).then(
      () => undefined,
      // Not an `instanceof`: the class belongs to the modules with the bug.
      (broken: { readonly promise: string }) => broken.promise,
    )
    if (promise !== undefined) return { seed, promise }
  }
  return { seed: Infinity, promise: undefined }
}

/** Keeps the types of the module while the bug is written, and forgets them for the table. */
function plant<Module extends object>({
  replace,
  ...bug
}: Omit<PlantedBug, 'plant'> & {
  readonly replace: (original: Module) => Partial<Module>
}): PlantedBug {
  return { ...bug, plant: (original) => replace(original as Module) } // Vitest hands over this module.
}
