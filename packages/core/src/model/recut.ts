import { partAt, sizeOf, type PartPlan } from './part.ts'
import { roundUp, targetSize, type PartSizeOptions } from './part-size.ts'

/** A part takes at least so many seconds: shorter ones spend their time on round trips. */
const shortest = 1

/** A plan that changed its mind more often would follow noise. */
const mostRecuts = 64

/**
 * How many bytes everything from part `first` on shall have, which nobody has sent yet; `null` while
 * the plan will do.
 */
export type RecutPolicy = (
  plan: PartPlan,
  first: number,
  link: Omit<PartSizeOptions, 'preferred'>,
) => number | null

/**
 * Cuts the rest of a file by the link as it turned out: a plan that was made by guess may have parts
 * that take minutes. And the end finer than the rest, as long as its parts take seconds: connections
 * that share a link are never equally fast, and the last one keeps everybody waiting.
 */
export const chooseRecut: RecutPolicy = (plan, first, link) => {
  if (link.bytesPerSecond === null || plan.recuts.length >= mostRecuts) return null
  const part = partAt(plan, first)
  const current = sizeOf(part)
  const left = plan.fileSize - part.start
  const wanted = Math.max(
    Math.min(targetSize(plan.fileSize, link), endSize(left, link)),
    smallestThatFits(left, first, link),
  )
  const isFelt = Math.ceil(left / wanted) !== Math.ceil(left / current)
  return isFarOff(wanted, current) && isFelt ? wanted : null
}

/** Parts are cut anew for half or twice the size, no less. */
export function isFarOff(partSize: number, before: number): boolean {
  return partSize * 2 <= before || partSize >= before * 2
}

/** Two rounds of what is left: the closer the end, the smaller its parts. */
function endSize(
  left: number,
  { connections, bytesPerSecond }: Parameters<RecutPolicy>[2],
): number {
  if (connections === 1) return Infinity
  return roundUp(Math.max(left / (2 * connections), (bytesPerSecond ?? 0) * shortest))
}

function smallestThatFits(
  left: number,
  first: number,
  { limits }: Parameters<RecutPolicy>[2],
): number {
  return Math.max(limits.minPartSize, roundUp(left / (limits.maxParts - first + 1)))
}
