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
  const plan = planParts(body.size, run.memory.entry.partSize)
  const states = new PartStates(plan)
  const context: PartsContext = { run, body, remote, plan, states, held: new Map() }
  const stored = isNew ? [] : await listParts(context)
  const { reuse, verify, send } = reconcile(plan, stored, run.source.sent)

  for (const part of reuse) hold(context, part)
  for (const { number } of [...reuse, ...verify]) states.stored(number, 'reused')
  run.showParts(states)
  run.dispatch({ type: 'opened' })

  const differing = await sendWhileVerifying(context, { verify, send })
  await sendAll(context, differing)
  for (let round = 1; ; round += 1) {
    const again = await compareByListing(context)
    if (again.length === 0) return inOrder(context)
    if (round > maxRounds) throw notStored(again[0] ?? 0)
    await sendAll(context, again)
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
    await sendAll(context, send)
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
      sendAll(both, send, (record) => unproven.push(record)).catch(stopBoth),
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
  numbers: readonly number[],
  record: (part: PartRecord) => void = (part) => context.run.memory.recordPart(part),
): Promise<void> {
  const { run } = context
  const hedging = new Hedging(run, context.plan)
  await sendParts({
    numbers,
    atOnce: run.shared.sizes.connections,
    signal: run.signal,
    sendPart: async (number, signal) => {
      const part = await sendPart({ ...context, run: { ...run, signal } }, number, hedging)
      record(toRecord(context, part))
    },
  })
}

function inOrder({ plan, held }: PartsContext): readonly HeldPart[] {
  return Array.from({ length: plan.partCount }, (_, index) => {
    const part = held.get(index + 1)
    if (part) return part
    throw notStored(index + 1)
  })
}

function toRecord({ plan, run }: PartsContext, part: HeldPart): PartRecord {
  const { number, size, etag, ownCrc64 } = part
  const offset = partAt(plan, number).start
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
