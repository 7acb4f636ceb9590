import { open, readFile } from 'node:fs/promises'
import { replaceFile } from './replace-file.ts'

/** A file of records, one line of JSON each. */
export interface RecordLog<Entry> {
  /** Resolves when the record is in the file; those that come during a write share the next one. */
  append(entry: Entry): Promise<void>
  close(): Promise<void>
}

/** The records of an earlier run, in their order. A line that a crash tore is the last one, and left out. */
export async function readRecords(path: string): Promise<readonly unknown[]> {
  const lines = (await readIfPresent(path)).split('\n')
  // What follows the last line end was not written to its end.
  return lines.slice(0, -1).map((line): unknown => JSON.parse(line))
}

/** Begins the file anew with these records. */
export async function openRecordLog<Entry>(
  path: string,
  entries: Iterable<Entry>,
): Promise<RecordLog<Entry>> {
  await replaceFile(path, [...entries].map(toLine).join(''))
  const file = await open(path, 'a')
  let waiting = ''
  let writing: Promise<unknown> = Promise.resolve()
  let next: Promise<void> | null = null

  async function write(): Promise<void> {
    // Whoever else comes until the disk is free goes along; a failed write is told to those who asked for it.
    await writing.catch(() => undefined)
    const lines = waiting
    waiting = ''
    next = null
    writing = file.appendFile(lines)
    await writing
  }

  return {
    append(entry) {
      waiting += toLine(entry)
      next ??= write()
      return next
    },
    async close() {
      await next?.catch(() => undefined)
      await writing.catch(() => undefined)
      await file.close()
    },
  }
}

const toLine = (entry: unknown): string => `${JSON.stringify(entry)}\n`

async function readIfPresent(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ''
    throw error
  }
}
