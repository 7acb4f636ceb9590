import type { Operation } from './operation.ts'
import { maxOperations } from './remote-signing.ts'
import type { SignedRequest } from './signer.ts'

/** Requests of parts that were signed before they were asked for. Each is given out once. */
export interface SignedAhead {
  /** `null` where the question that should have brought it failed. */
  take(operation: Operation): Promise<SignedRequest | null> | undefined
  /** The operation, and the parts after it that nobody has asked for yet. */
  batchFor(operation: Operation): readonly Operation[]
  keep(operations: readonly Operation[], answers: Promise<readonly SignedRequest[]>): void
  clear(): void
}

type SendPart = Extract<Operation, { type: 'sendPart' }>

const maxKept = 500
const lastPart = 10_000

export function createSignedAhead(partsAtOnce: number): SignedAhead {
  const kept = new Map<string, Promise<SignedRequest | null>>()
  const wanted = Math.min(Math.max(1, partsAtOnce), maxOperations)

  return {
    take(operation) {
      if (operation.type !== 'sendPart') return undefined
      const name = nameOf(operation)
      const found = kept.get(name)
      kept.delete(name)
      return found
    },
    batchFor(operation) {
      if (operation.type !== 'sendPart') return [operation]
      const batch: Operation[] = [operation]
      for (let part = operation.part + 1; part <= lastPart && batch.length < wanted; part += 1) {
        const next = { ...operation, part }
        // What is known already was signed by an earlier question, and all that follows it as well.
        if (kept.has(nameOf(next))) break
        batch.push(next)
      }
      return batch
    },
    keep(operations, answers) {
      for (const [index, operation] of operations.entries()) {
        if (operation.type !== 'sendPart') continue
        const own = answers.then(
          (requests) => requests[index + 1] ?? null,
          () => null,
        )
        kept.set(nameOf(operation), own)
      }
      // What lies here longest is of uploads that have ended.
      for (const name of kept.keys()) {
        if (kept.size <= maxKept) break
        kept.delete(name)
      }
    },
    clear: () => kept.clear(),
  }
}

function nameOf({ key, uploadId, part, trafficLimit }: SendPart): string {
  return JSON.stringify([key, uploadId, part, trafficLimit])
}
