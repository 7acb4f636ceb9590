import { appendFile, mkdir } from 'node:fs/promises'
import path from 'node:path'
import type { Audit } from '@resumable-upload/server'

/** Appends each record to a file, one JSON a line, in the order in which they came. */
export function createAuditFile(file: string): Audit {
  let last: Promise<void> = mkdir(path.dirname(file), { recursive: true }).then(() => undefined)
  return (record) => {
    const own = last.then(() => appendFile(file, `${JSON.stringify(record)}\n`, { mode: 0o600 }))
    // One record that failed keeps no other from being written.
    last = own.catch(() => undefined)
    return own
  }
}
