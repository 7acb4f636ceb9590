import type { UploadErrorCode } from '../model/upload-error.ts'
import type { StorageOperation } from '../ports/uploader.ts'

/** The calls that a fault strikes: those that fit everything that is given. */
export interface FaultTarget {
  readonly op?: StorageOperation
  /** Number of the part. */
  readonly part?: number
  /** Calls that fit and are spared before the first is struck. @default 0 */
  readonly skip?: number
  /** How many calls are struck. @default 1 */
  readonly times?: number
  /** From when on, in `elapsed` milliseconds of the clock. @default 0 */
  readonly from?: number
  /** Until when, exclusive. @default forever */
  readonly to?: number
}

/** Where in a call: before a byte left, with half of the body under way, or before the answer. */
export type Moment = 'start' | 'middle' | 'answer'

export type FaultEffect =
  /** The call is refused and changes nothing. */
  | { readonly effect: 'reject'; readonly code: UploadErrorCode; readonly retryAfter?: number }
  /** The call does its work, and its answer never comes. @default `network-failed` */
  | { readonly effect: 'lose-answer'; readonly code?: UploadErrorCode }
  /** One bit of the body is flipped on the way. */
  | { readonly effect: 'damage' }
  /** The storage forgets the upload before it answers. */
  | { readonly effect: 'forget' }
  /** Nothing moves any more until the call is aborted. */
  | { readonly effect: 'stall'; readonly at?: Moment }
  | { readonly effect: 'delay'; readonly milliseconds: number; readonly at?: Moment }
  | { readonly effect: 'hold'; readonly until: Promise<void>; readonly at?: Moment }

export type Fault = FaultTarget & FaultEffect

/** A call as faults see it. */
export interface StruckCall {
  readonly op: StorageOperation
  readonly part?: number
  /** `elapsed` milliseconds of the clock. */
  readonly at: number
}

/** Holds calls back until it is opened. */
export interface Gate {
  /** Lets all go, now and later. */
  readonly open: () => void
}

/** What goes wrong, and when: data, so that a failing test can print it. */
export interface FaultPlan {
  /** Returns how to take the fault out again. */
  readonly add: (fault: Fault) => () => void
  /** Holds the calls that fit at one moment, `start` by default, until the gate is opened. */
  readonly hold: (target: FaultTarget & { readonly at?: Moment }) => Gate
  readonly clear: () => void
  /** The faults that strike this call; each was used up once by it. */
  readonly take: (call: StruckCall) => readonly Fault[]
}

export function createFaultPlan(): FaultPlan {
  const planned = new Map<symbol, { readonly fault: Fault; met: number }>()

  return { add, hold, clear: () => planned.clear(), take }

  function add(fault: Fault): () => void {
    const id = Symbol(fault.effect)
    planned.set(id, { fault, met: 0 })
    return () => planned.delete(id)
  }

  function hold(target: FaultTarget & { readonly at?: Moment }): Gate {
    let open = (): void => {}
    const until = new Promise<void>((resolve) => {
      open = resolve
    })
    add({ ...target, effect: 'hold', until })
    return { open }
  }

  function take(call: StruckCall): readonly Fault[] {
    const struck: Fault[] = []
    for (const plan of planned.values()) {
      const { skip = 0, times = 1 } = plan.fault
      if (!fits(plan.fault, call)) continue
      plan.met += 1
      if (plan.met > skip && plan.met <= skip + times) struck.push(plan.fault)
    }
    return struck
  }
}

function fits({ op, part, from = 0, to = Infinity }: FaultTarget, call: StruckCall): boolean {
  if (op !== undefined && op !== call.op) return false
  if (part !== undefined && part !== call.part) return false
  return call.at >= from && call.at < to
}
