import type { AssumeRoleContext } from '../auth/assume-role.ts'
import type { CallbackContext } from '../callback/call-back.ts'
import type { CorsConfiguration } from '../cors/cors-configuration.ts'
import type { FaultBox } from '../faults/fault-box.ts'
import type { FaultyBodies } from '../faults/faulty-body.ts'
import type { BucketStore } from '../store/bucket-store.ts'
import type { WritableRequestLog } from './request-log.ts'

/** What every request of one emulator shares. */
export interface ServerContext {
  readonly store: BucketStore
  /** What a new bucket begins with. */
  readonly initialCors: CorsConfiguration
  /** `now` is the machine's clock; faults skew it per request. */
  readonly auth: AssumeRoleContext
  readonly faults: FaultBox
  readonly bodies: FaultyBodies
  readonly requests: WritableRequestLog
  /** How callbacks are signed and sent. */
  readonly callbacks: () => CallbackContext
  /** Writes down the tokens after one was issued or ended. */
  readonly saveTokens: () => Promise<void>
  /** Called for what can only be a mistake of the emulator itself. */
  readonly onInternalError: (error: unknown) => void
}
