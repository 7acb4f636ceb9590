import type { CorsMethod } from '../cors/cors-configuration.ts'
import type { OperationName } from '../operations/operation-name.ts'

/** Which requests a fault meets, and for how long. Everything left out matches everything. */
export interface FaultFilter {
  readonly operation?: OperationName
  /** An object key; `*` stands for any text. */
  readonly keyPattern?: string
  readonly partNumber?: number
  /** How many requests it meets. */
  readonly times?: number
  /** 0 to 1: how likely a fitting request is met. */
  readonly probability?: number
  /** How long it lasts from now. */
  readonly durationMs?: number
}

/** What goes wrong. The README says what each looks like from outside. */
export type FaultEffect =
  | { readonly kind: 'latency'; readonly delayMs: number }
  | {
      readonly kind: 'bandwidth'
      /** Of request bodies. */
      readonly bytesPerSecond: number
      /** @default 'server' */
      readonly per?: 'connection' | 'server'
    }
  /** With `afterBytes`, in the middle of the body. */
  | { readonly kind: 'drop-before'; readonly afterBytes?: number }
  | { readonly kind: 'drop-after' }
  | { readonly kind: 'answer-lost' }
  | {
      readonly kind: 'error'
      /** @default 503 */
      readonly status?: number
      /** @default as OSS for the status */
      readonly code?: string
      readonly message?: string
      /** Detail code, for example `0002-00000904`. */
      readonly ec?: string
      readonly retryAfterSeconds?: number
      /** `x-oss-qos-delay-time`, with which OSS limits traffic. */
      readonly qosDelayMs?: number
      /** Whether the answer carries CORS headers. @default true */
      readonly cors?: boolean
    }
  | { readonly kind: 'crc-missing'; readonly from?: 'headers' | 'list-parts' }
  /** Without `stallMs`, until the client gives up or the fault is removed. */
  | { readonly kind: 'stall'; readonly afterBytes?: number; readonly stallMs?: number }
  | { readonly kind: 'clock-skew'; readonly skewMs: number }
  | { readonly kind: 'token-expired' }
  /**
   * An exposed header, a method or a request header (`x-oss-*` for all that begin so) that no rule
   * names; with none of them, all of CORS.
   */
  | {
      readonly kind: 'cors-missing'
      readonly header?: string
      readonly method?: CorsMethod
      readonly requestHeader?: string
    }
  /** Something between page and OSS adds a header, or takes the signature out of the URL. */
  | {
      readonly kind: 'request-altered'
      /** In lower case. @default 'x-oss-via' */
      readonly header?: string
      /** @default 'proxy' */
      readonly value?: string
      readonly unsigned?: boolean
    }
  /** Something between page and OSS answers in its place, with a page of its own. */
  | { readonly kind: 'foreign-answer'; /** @default 200 */ readonly status?: number }
  | { readonly kind: 'part-damaged'; readonly offset?: number }
  | { readonly kind: 'object-damaged'; readonly offset?: number }
  | { readonly kind: 'upload-forgotten' }
  /** The object is stored, and the application is not told. */
  | { readonly kind: 'callback-failed'; readonly message?: string }
  | { readonly kind: 'network-cut' }

export type Fault = FaultEffect & FaultFilter
export type FaultKind = Fault['kind']
export type FaultOf<Kind extends FaultKind> = Extract<Fault, { readonly kind: Kind }>
