import type { Fault, FaultKind, FaultOf } from './fault.ts'
import { matchesFault, type FaultSubject } from './matches-fault.ts'

/** A fault that was added, and how much of it is left. */
export interface ActiveFault {
  readonly id: string
  readonly fault: Fault
  /** Requests it has met so far. */
  readonly met: number
  /** Requests it will still meet; `null` for no limit. */
  readonly left: number | null
}

/** The faults of a running emulator; each takes effect with the next request, unless it says otherwise. */
export interface Faults {
  /** Gives the id by which to remove it. */
  add(fault: Fault): string
  list(): readonly ActiveFault[]
  /** Ends a fault now, for requests that it holds up as well. `false` if the id is unknown. */
  remove(id: string): boolean
  clear(): void
}

/** A fault that meets one request. */
export interface MetFault<Effect extends Fault = Fault> {
  readonly id: string
  readonly fault: Effect
  /** Aborts when the fault is removed or its time is over. */
  readonly signal: AbortSignal
}

export interface FaultBox extends Faults {
  /** The faults that meet this request; each counts it. */
  take(subject: FaultSubject): readonly MetFault[]
  /** Whether the network is cut now. */
  isCut(): boolean
}

export interface FaultBoxOptions {
  /** 0 to below 1, as `Math.random`. */
  readonly random: () => number
  /** Called when a cut of the network begins. */
  readonly onCut: () => void
}

export function createFaultBox({ random, onCut }: FaultBoxOptions): FaultBox {
  const rules = new Map<string, Rule>()
  let lastId = 0

  function remove(id: string): boolean {
    const rule = rules.get(id)
    if (rule === undefined) return false
    rules.delete(id)
    clearTimeout(rule.timer)
    rule.ended.abort()
    return true
  }

  return {
    add(fault) {
      lastId += 1
      const id = `fault-${lastId}`
      const { durationMs, times } = fault
      const timer = durationMs === undefined ? undefined : setTimeout(() => remove(id), durationMs)
      timer?.unref()
      rules.set(id, { fault, timer, ended: new AbortController(), met: 0, left: times ?? null })
      if (fault.kind === 'network-cut') onCut()
      return id
    },

    list: () => [...rules].map(([id, { fault, met, left }]) => ({ id, fault, met, left })),
    remove,
    clear: () => [...rules.keys()].forEach((id) => remove(id)),

    take(subject) {
      const met: MetFault[] = []
      for (const [id, rule] of rules) {
        if (rule.left === 0 || !matchesFault(rule.fault, subject)) continue
        if (random() >= (rule.fault.probability ?? 1)) continue
        rule.met += 1
        if (rule.left !== null) rule.left -= 1
        met.push({ id, fault: rule.fault, signal: rule.ended.signal })
      }
      return met
    },

    isCut: () => [...rules.values()].some(({ fault }) => fault.kind === 'network-cut'),
  }
}

/** The first fault of a kind among those that meet a request. */
export function findFault<Kind extends FaultKind>(
  faults: readonly MetFault[],
  kind: Kind,
): FaultOf<Kind> | null {
  return findMet(faults, kind)?.fault ?? null
}

/** As {@link findFault}, with the signal of its end. */
export function findMet<Kind extends FaultKind>(
  faults: readonly MetFault[],
  kind: Kind,
): MetFault<FaultOf<Kind>> | null {
  for (const { id, fault, signal } of faults) {
    if (isOfKind(fault, kind)) return { id, fault, signal }
  }
  return null
}

function isOfKind<Kind extends FaultKind>(fault: Fault, kind: Kind): fault is FaultOf<Kind> {
  return fault.kind === kind
}

interface Rule {
  readonly fault: Fault
  readonly timer: NodeJS.Timeout | undefined
  readonly ended: AbortController
  met: number
  left: number | null
}
