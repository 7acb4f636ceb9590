/** A part under way, as far as the page can see. Moments are milliseconds of one monotonic clock. */
export interface PartInFlight {
  readonly number: number
  /** In bytes. */
  readonly size: number
  readonly startedAt: number
  /** Bytes that had left by this moment. Some of them may still wait in buffers on the way. */
  sentBy(moment: number): number
  /** When the last byte left; `null` before. */
  readonly allSentAt: number | null
}

/** How parts go on connections that are as they should be. */
export interface TypicalPart {
  /** Over the whole request, its answer included. */
  readonly bytesPerSecond: number
  /** Milliseconds from the last byte to the answer. */
  readonly answer: number
}

export interface HedgeQuestion {
  readonly now: number
  readonly inFlight: readonly PartInFlight[]
  /** `null` until parts have been stored. */
  readonly typical: TypicalPart | null
  readonly connections: number
  /** A connection is idle, and nothing waits for it. */
  readonly hasIdleConnection: boolean
  /** Bytes that may still be sent twice. */
  readonly budget: number
}

/** A part to be sent once more: beside the first sending, or instead of it. */
export interface Hedge {
  readonly number: number
  readonly how: 'beside' | 'instead'
  /** Bytes that are sent twice by it, at most. */
  readonly bytes: number
}

/** A part that goes slower than the typical one by this factor has a bad connection. */
const factor = 3

/** Milliseconds; no rate is judged sooner. */
const shortestWindow = 500

/** Milliseconds; shorter silences are hitches of a busy machine. */
const shortestSilence = 750

/** Milliseconds that sending a part again has to save: for less, its bytes are too dear. */
const leastGain = 1_000

/**
 * The part that would end much sooner on another connection, or `null`. Where no connection is idle
 * it is stopped first: then only what it has sent by now is sent twice.
 */
export function chooseHedge(question: HedgeQuestion): Hedge | null {
  const { inFlight, connections, hasIdleConnection, budget } = question
  let slow = 0
  let slowest: PartInFlight | null = null
  let longest = 0
  for (const part of inFlight) {
    const left = timeLeftIfSlow(part, question)
    if (left === null) continue
    slow += 1
    if (slowest && left <= longest) continue
    slowest = part
    longest = left
  }
  // What befalls most connections is the link, and sending more does not widen it.
  if (!slowest || slow * 2 > connections) return null
  const { number, size } = slowest
  const bytes = hasIdleConnection ? size : slowest.sentBy(question.now)
  if (bytes > budget) return null
  return { number, how: hasIdleConnection ? 'beside' : 'instead', bytes }
}

/** Milliseconds for which a slow part would go on; `null` for one that had better be left alone. */
function timeLeftIfSlow(part: PartInFlight, question: HedgeQuestion): number | null {
  const { now, inFlight, typical, hasIdleConnection } = question
  if (!typical) return null
  const { size, startedAt, allSentAt } = part
  const whole = durationOf(size, typical)
  const sent = part.sentBy(now)
  // Nothing to be seen: it waits for its connection, or its progress is hidden.
  if (sent === 0) return silence(now - startedAt, { usual: whole, whole })
  if (allSentAt !== null) return silence(now - allSentAt, { usual: typical.answer, whole })

  const window = Math.max(whole / 2, shortestWindow)
  if (now - startedAt < window) return null
  const rate = (sent - part.sentBy(now - window)) / window
  if (rate * factor * 1000 >= typical.bytesPerSecond) return null
  if (!hasIdleConnection) {
    const others = slowRateOf(
      inFlight.filter((other) => other !== part),
      { now, window },
    )
    if (rate * factor >= others || others * factor * 1000 < typical.bytesPerSecond) return null
  }
  // What waits in buffers goes no faster than what leaves.
  const buffered = (typical.answer * typical.bytesPerSecond) / 1000
  const left = rate === 0 ? Infinity : (size - sent + buffered) / rate
  return left > whole + leastGain ? left : null
}

/**
 * Bytes a millisecond of the slowest but one, for one may be bad as well; infinite where too few can
 * be judged. Connections share a full link unevenly: there, a slow one has slow ones beside it, and
 * another in its place is no faster.
 */
function slowRateOf(
  parts: readonly PartInFlight[],
  { now, window }: { readonly now: number; readonly window: number },
): number {
  const rates = parts.flatMap((part) => {
    const end = part.allSentAt ?? now
    const from = Math.max(part.startedAt, end - window)
    return end - from < shortestWindow
      ? []
      : [(part.sentBy(end) - part.sentBy(from)) / (end - from)]
  })
  return rates.sort((a, b) => a - b)[1] ?? Infinity
}

/** What has been silent for some time is expected to be so for as long again. */
function silence(
  milliseconds: number,
  { usual, whole }: { readonly usual: number; readonly whole: number },
): number | null {
  const isSlow = milliseconds > Math.max(usual * factor, shortestSilence)
  return isSlow && milliseconds > whole ? milliseconds : null
}

/** Milliseconds that this many bytes take where nothing is wrong. */
export function durationOf(bytes: number, { bytesPerSecond }: TypicalPart): number {
  return (bytes * 1000) / bytesPerSecond
}
