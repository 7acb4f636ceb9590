import type { Rejection } from '../selection/rejection.ts'
import type { Format } from './format.ts'
import type { Words } from './words.ts'

/** Why something was not taken, in one sentence. */
export function describeRejection(
  { reason, limit = 0 }: Pick<Rejection, 'reason' | 'limit'>,
  { rejections, errors, statuses }: Words,
  format: Format,
): string {
  if (typeof reason === 'object') return reason.message
  switch (reason) {
    case 'too-small':
    case 'too-large':
    case 'too-large-together':
      return rejections[reason](format.bytes(limit))
    case 'too-many':
      return rejections[reason](limit)
    case 'type-not-accepted':
    case 'one-file-only':
    case 'duplicate':
    case 'empty-folder':
    case 'not-interrupted':
      return rejections[reason]
    default:
      return errors?.[reason] ?? statuses.failed
  }
}
