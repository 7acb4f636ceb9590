/** Checks for data that this page did not make in this moment: rows read back, news of other tabs. */

export type Fields = Readonly<Record<string, unknown>>

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function isText(value: unknown): value is string {
  return typeof value === 'string'
}

export function isTextOrNull(value: unknown): value is string | null {
  return value === null || isText(value)
}

/** A whole number from 0 that still counts exactly. */
export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0
}

/** Milliseconds; browsers may report fractions of them, and files older than the epoch. */
export function isTime(value: unknown): value is number {
  return Number.isFinite(value)
}

/** An unsigned decimal of 64 bits. */
export function isCrc64(value: unknown): value is string {
  return isText(value) && /^\d{1,20}$/.test(value)
}

export function isOneOf<Choice extends string>(
  choices: readonly Choice[],
  value: unknown,
): value is Choice {
  return (choices as readonly unknown[]).includes(value) // `includes` asks for a `Choice` otherwise.
}

/** A record of texts, as headers and metadata are. */
export function isTexts(value: unknown): value is Readonly<Record<string, string>> {
  return isFields(value) && Object.values(value).every(isText)
}
