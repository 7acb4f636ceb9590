import { partAt, recutFrom, sizeOf, type PartLimits, type PartPlan } from '../model/part.ts'
import { PartPace } from '../model/part-pace.ts'
import type { RecutPolicy } from '../model/recut.ts'

export interface SharedLink {
  /** Of all connections together. */
  readonly bytesPerSecond: number
  /** One connection each: how much of the link it gets beside the others. */
  readonly weights: readonly number[]
  /** Round trips that a part waits before its bytes leave. */
  readonly secondsBefore: number
}

export interface Cutting {
  readonly recut: RecutPolicy
  readonly limits: PartLimits
}

interface Sending {
  readonly weight: number
  readonly size: number
  readonly begun: number
  readonly waitsUntil: number
  /** Bytes. */
  left: number
}

/** Seconds. */
const step = 0.01

/** A connection that is left alone takes seconds to grow into the room. */
const mostOfLink = 0.3

/** How long the parts of a plan take on a link that all connections share, in seconds. */
export function shareLink(
  planned: PartPlan,
  { bytesPerSecond, weights, secondsBefore, recut, limits }: SharedLink & Partial<Cutting>,
): { readonly seconds: number; readonly plan: PartPlan } {
  const pace = new PartPace()
  let plan = planned
  let next = 1
  let seconds = 0
  const begin = (weight: number): Sending | null => {
    if (next > plan.partCount) return null
    const known = pace.typical?.bytesPerSecond ?? null
    const options = { connections: weights.length, bytesPerSecond: known }
    const partSize = recut && limits ? recut(plan, next, { ...options, limits }) : null
    if (partSize !== null) plan = recutFrom(plan, next, partSize)
    const size = sizeOf(partAt(plan, next++))
    return { weight, size, left: size, begun: seconds, waitsUntil: seconds + secondsBefore }
  }
  let sending = weights.flatMap((weight) => begin(weight) ?? [])
  while (sending.length > 0) {
    seconds += step
    const moving = sending.filter(({ waitsUntil }) => waitsUntil <= seconds)
    const weight = moving.reduce((sum, part) => sum + part.weight, 0)
    for (const part of moving)
      part.left -= step * bytesPerSecond * Math.min(part.weight / weight, mostOfLink)
    sending = sending.flatMap((part) => {
      if (part.left > 0) return part
      pace.stored({ size: part.size, duration: 1000 * (seconds - part.begun), answer: 0 })
      return begin(part.weight) ?? []
    })
  }
  return { seconds, plan }
}
