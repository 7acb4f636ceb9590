import type { UploadSnapshot } from '@resumable-upload/core'
import type { Format } from './format.ts'
import type { UploadLocale } from './upload-locale.ts'

/** "Choose report.zip again", with what tells the file apart; several are asked for together. */
export function describeRequest(
  [first, ...others]: readonly UploadSnapshot[],
  { actions, restore }: UploadLocale,
  format: Format,
): string {
  if (!first || others.length > 0) return restore.chooseAll(others.length + 1)
  const { name, size, lastModified } = first.file
  // Another browser knew size and date; this one knows the name.
  if (first.begunElsewhereAt !== null) return actions.chooseAgain(name)
  return actions.chooseAgainWithFacts(name, format.bytes(size), format.date(lastModified))
}
