import type { FormFields } from '../ports/transport.ts'

/** The part of a body that comes from disk. */
export function fileOf(body: Blob | FormFields): Blob {
  return 'fields' in body ? body.file : body
}
