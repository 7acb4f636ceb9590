import type { CallbackOrder } from '../callback/callback-order.ts'
import type { Answer } from '../http/answer.ts'
import type { StoredObject } from '../store/stored-object.ts'
import type { MetFault } from '../faults/fault-box.ts'
import type { LoggedPart } from '../http/request-log.ts'
import type { RequestFacts } from '../request-facts.ts'
import type { Bucket } from '../store/bucket-store.ts'

/** One request for an operation on a bucket that exists, from somebody known. */
export interface Call {
  readonly request: RequestFacts
  readonly body: AsyncIterable<Uint8Array>
  readonly bucket: Bucket
  /** Where bodies are received. */
  readonly incoming: string
  /** The server's clock, epoch ms. */
  readonly now: number
  /** The Host that the client used. */
  readonly host: string
  readonly faults: readonly MetFault[]
  /** Throws `AccessDenied` unless the caller may do this (`oss:PutObject`) to what the request names. */
  readonly authorize: (action: string) => void
  /** Tells the request log. */
  readonly partStored: (part: LoggedPart) => void
  /** Tells the application of a stored object, if the client ordered that; gives the answer to send. */
  readonly announce: (
    order: CallbackOrder | null,
    object: StoredObject,
    answer: Answer,
  ) => Promise<Answer>
}
