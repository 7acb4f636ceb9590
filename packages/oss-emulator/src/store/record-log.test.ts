import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openRecordLog, readRecords } from './record-log.ts'

let directory: string
let path: string

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'record-log-'))
  path = join(directory, 'records.log')
})

afterEach(() => rm(directory, { recursive: true, force: true }))

describe('a record log', () => {
  it('is empty before anything was written', async () => {
    expect(await readRecords(path)).toEqual([])
  })

  it('holds what was appended, in the order in which it was asked for', async () => {
    const log = await openRecordLog(path, ['kept'])
    await Promise.all(['a', 'b\n', 'c'].map((entry) => log.append(entry)))
    await log.append('d')
    await log.close()

    expect(await readRecords(path)).toEqual(['kept', 'a', 'b\n', 'c', 'd'])
  })

  it('has a record on disk when it says so', async () => {
    const log = await openRecordLog<string>(path, [])
    await log.append('told')

    expect(await readFile(path, 'utf8')).toContain('told')
    await log.close()
  })

  it('waits at its end for what is being written', async () => {
    const log = await openRecordLog<string>(path, [])
    const appended = log.append('last')
    await log.close()
    await appended

    expect(await readRecords(path)).toEqual(['last'])
  })

  it('leaves out a line that a crash tore', async () => {
    const log = await openRecordLog(path, ['whole'])
    await log.close()
    await appendFile(path, '{"stored":{"ke')

    expect(await readRecords(path)).toEqual(['whole'])
  })
})
