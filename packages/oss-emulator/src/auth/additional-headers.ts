import { invalidArgument } from './invalid-argument.ts'

/** Reads `a;b`, the names of further headers that V4 signs; absent is fine, empty is not. */
export function parseAdditionalHeaders(text: string | undefined): readonly string[] {
  if (text === undefined) return []
  const names = text.split(';')
  if (names.includes('')) {
    throw invalidArgument(
      'AdditionalHeaders must not be empty.',
      ['AdditionalHeaders', text],
      '0002-00000209',
    )
  }
  return names
}
