import type { LoggedRequest } from '@resumable-upload/oss-emulator'

/** The part numbers that the storage confirmed. */
export function storedParts(requests: readonly LoggedRequest[]): ReadonlySet<number> {
  return new Set(partRequests(requests).filter(isStored).map(numberOf))
}

/** The part numbers that were sent and not confirmed. */
export function partsInFlight(requests: readonly LoggedRequest[]): ReadonlySet<number> {
  const stored = storedParts(requests)
  return new Set(
    partRequests(requests)
      .map(numberOf)
      .filter((number) => !stored.has(number)),
  )
}

/** The numbers of the parts that were sent more than once. */
export function partsSentAgain(requests: readonly LoggedRequest[]): readonly number[] {
  const numbers = partRequests(requests).map(numberOf)
  return [...new Set(numbers.filter((number, index) => numbers.indexOf(number) < index))]
}

export function partRequests(requests: readonly LoggedRequest[]): readonly LoggedRequest[] {
  return requests.filter(({ operation }) => operation === 'UploadPart')
}

/** The part numbers that were stored before the first `count` requests ended, and sent again after. */
export function storedAndSentAgain(
  requests: readonly LoggedRequest[],
  count: number,
): readonly number[] {
  const stored = storedParts(requests.slice(0, count))
  return partRequests(requests.slice(count))
    .map(numberOf)
    .filter((number) => stored.has(number))
}

/** The part numbers that were sent although the storage had confirmed them before. */
export function sentAgain(requests: readonly LoggedRequest[]): readonly number[] {
  const parts = partRequests(requests)
  const repeated = parts.filter((later) =>
    parts.some(
      (earlier) =>
        isStored(earlier) &&
        numberOf(earlier) === numberOf(later) &&
        (earlier.endedAt ?? Infinity) < later.startedAt,
    ),
  )
  return repeated.map(numberOf)
}

/** Rejected because of who asked: an expired, unknown or damaged key or token. */
export function rejectedForCredentials(
  requests: readonly LoggedRequest[],
): readonly LoggedRequest[] {
  return requests.filter(({ status }) => status === 403)
}

function isStored({ storedPart, outcome }: LoggedRequest): boolean {
  return storedPart !== null && outcome === 'answered'
}

function numberOf({ partNumber }: LoggedRequest): number {
  return partNumber ?? 0
}
