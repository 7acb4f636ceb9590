import type { Crc64 } from './crc64.ts'
import { partAt, sizeOf, type PartPlan, type StoredPart } from './part.ts'

/** What this page itself handed to the network for a part, from the file that is still at hand. */
export interface SentPart {
  readonly crc64: Crc64
  readonly etag: string | null
}

export interface Reconciliation {
  /** Stored, and known to be this file's bytes. */
  readonly reuse: readonly StoredPart[]
  /** Stored and of the right size; the file has to be read to know whether the bytes are its own. */
  readonly verify: readonly StoredPart[]
  /** Numbers of the parts to send: missing, of the wrong size, or not to be compared at all. */
  readonly send: readonly number[]
}

/**
 * The difference between the plan and what the storage holds. A part counts only if its number and
 * size fit the plan and its checksum can be compared.
 */
export function reconcile(
  plan: PartPlan,
  stored: readonly StoredPart[],
  sentBefore: ReadonlyMap<number, SentPart>,
): Reconciliation {
  const reuse: StoredPart[] = []
  const verify: StoredPart[] = []
  const send: number[] = []
  const byNumber = new Map(stored.map((part) => [part.number, part]))
  for (let number = 1; number <= plan.partCount; number += 1) {
    const part = byNumber.get(number)
    const sent = sentBefore.get(number)
    if (!part || part.size !== sizeOf(partAt(plan, number))) send.push(number)
    else if (sent && isSame(part, sent)) reuse.push(part)
    else if (part.crc64 !== null || part.etag !== null) verify.push(part)
    else send.push(number)
  }
  return { reuse, verify, send }
}

/** Whether the storage holds what was sent, judged by whatever it shows of the part. */
function isSame(stored: StoredPart, sent: SentPart): boolean {
  if (stored.crc64 !== null) return stored.crc64 === sent.crc64
  return stored.etag !== null && stored.etag === sent.etag
}
