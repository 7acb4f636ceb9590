import { partAt, planParts, type StoredPart } from '../model/part.ts'
import { PartStates } from '../model/parts-view.ts'
import { reconcile } from '../model/reconcile.ts'
import { UploadError } from '../model/upload-error.ts'
import type { RemoteUpload } from '../ports/object-storage.ts'
import type { PartRecord } from '../ports/upload-journal.ts'
import { compareByListing } from './compare-by-listing.ts'
import { hold, listParts, type HeldPart, type PartsContext } from './held-parts.ts'
import { Hedging } from './hedging.ts'
import { linkedAbort } from './linked-abort.ts'
import type { SendingRun } from './run.ts'
import { fixedNumbers, NumbersWhileCutting, type PartNumbers } from './part-numbers.ts'
import { sendPart } from './send-part.ts'
import { sendParts } from './send-parts.ts'
import { verifyParts } from './verify-parts.ts'

/** How often parts that turn out to differ are sent again before the run looks afresh. */
const maxRounds = 3

/**
 * Brings every part to the storage that is not there yet, and compares every part that is. Resolves
 * with all of them in order.
 */
export async function storeParts(
  run: SendingRun,
  {
    body,
    remote,
    isNew,
  }: { readonly body: Blob; readonly remote: RemoteUpload; readonly isNew: boolean },
): Promise<readonly HeldPart[]> {
  const plan = planParts(body.size, run.memory.entry)
  const states = new PartStates(plan)
  const context: PartsContext = { run, body, remote, states, held: new Map() }
  if (isNew) return await storeNewParts(context)
  const stored = await listParts(context)
  const { reuse, verify, send } = reconcile(plan, stored, run.source.sent)

  for (const part of reuse) hold(context, part)
  for (const { number } of [...reuse, ...verify]) states.stored(number, 'reused')
  run.showParts(states)
  run.dispatch({ type: 'opened' })

  const differing = await sendWhileVerifying(context, { verify, send })
  await sendAll(context, fixedNumbers(differing))
  return await untilAllCompare(context)
}

async function storeNewParts(context: PartsContext): Promise<readonly HeldPart[]> {
  const { run, states } = context
  run.showParts(states)
  run.dispatch({ type: 'opened' })
  await sendAll(context, new NumbersWhileCutting(context))
  return await untilAllCompare(context)
}

/** Sends again what the listing does not vouch for. Resolves with all parts in order. */
async function untilAllCompare(context: PartsContext): Promise<readonly HeldPart[]> {
  for (let round = 1; ; round += 1) {
    const again = await compareByListing(context)
    if (again.length === 0) return inOrder(context)
    if (round > maxRounds) throw notStored(again[0] ?? 0)
    await sendAll(context, fixedNumbers(again))
  }
}

/**
 * Stored parts are read again beside the sending. Until the last of them is known to be this file's,
 * what is sent goes into no journal: it may come from a look-alike.
 */
async function sendWhileVerifying(
  context: PartsContext,
  { verify, send }: { readonly verify: readonly StoredPart[]; readonly send: readonly number[] },
): Promise<readonly number[]> {
  const { run } = context
  if (verify.length === 0) {
    await sendAll(context, fixedNumbers(send))
    return []
  }
  const { controller, unlink } = linkedAbort(run.signal)
  const both: PartsContext = { ...context, run: { ...run, signal: controller.signal } }
  const unproven: PartRecord[] = []
  const stopBoth = (error: unknown): never => {
    controller.abort(error)
    throw error
  }
  try {
    const [verified] = await Promise.allSettled([
      verifyParts(both, verify).catch(stopBoth),
      sendAll(both, fixedNumbers(send), (record) => unproven.push(record)).catch(stopBoth),
    ])
    controller.signal.throwIfAborted()
    for (const record of unproven) run.memory.recordPart(record)
    return verified.status === 'fulfilled' ? verified.value : []
  } finally {
    unlink()
  }
}

async function sendAll(
  context: PartsContext,
  numbers: PartNumbers,
  record: (part: PartRecord) => void = (part) => context.run.memory.recordPart(part),
): Promise<void> {
  const { run } = context
  const hedging = new Hedging(run, context.states.plan)
  await sendParts({
    numbers,
    atOnce: run.shared.sizes.connections,
    signal: run.signal,
    sendPart: async (number, signal) => {
      await numbers.remembered
      const part = await sendPart({ ...context, run: { ...run, signal } }, number, hedging)
      record(toRecord(context, part))
    },
  })
}

function inOrder({ states, held }: PartsContext): readonly HeldPart[] {
  return Array.from({ length: states.plan.partCount }, (_, index) => {
    const part = held.get(index + 1)
    if (part) return part
    throw notStored(index + 1)
  })
}

function toRecord({ states, run }: PartsContext, part: HeldPart): PartRecord {
  const { number, size, etag, ownCrc64 } = part
  const offset = partAt(states.plan, number).start
  return { number, offset, size, etag, crc64: ownCrc64, storedAt: run.shared.clock.now() }
}

function notStored(part: number): UploadError {
  return new UploadError(
    'part-missing',
    `The storage does not hold part ${part}. It is sent again.`,
    {
      part,
    },
  )
}
