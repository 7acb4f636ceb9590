import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readReports } from './read-reports.mjs'
import { readBatch } from './test.mjs'

const root = path.resolve(import.meta.dirname, '..')

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'reports-'))
})

afterEach(() => rm(folder, { recursive: true }))

describe('readReports', () => {
  it('puts the batches of a suite together', async () => {
    await report('vitest-node.a.json', { at: 1, file: 'a.test.ts', status: 'passed' })
    await report('vitest-node.b.json', { at: 2, file: 'b.test.ts', status: 'passed' })

    expect(readReports(folder).map(({ file }) => file)).toEqual(['a.test.ts', 'b.test.ts'])
  })

  it.each([
    [1, 2, true],
    [2, 1, false],
  ])('believes the newest batch that ran a file', async (failedAt, passedAt, isPassed) => {
    await report('vitest-node.json', { at: failedAt, file: 'a.test.ts', status: 'failed' })
    await report('vitest-node.again.json', { at: passedAt, file: 'a.test.ts', status: 'passed' })

    expect(readReports(folder)).toMatchObject([{ passed: isPassed }])
  })

  it('lets no suite speak for another one that ran the same file', async () => {
    await report('vitest-react 18.json', { at: 1, file: 'a.test.ts', status: 'failed' })
    await report('vitest-browser.json', { at: 2, file: 'a.test.ts', status: 'passed' })

    expect(readReports(folder).map(({ passed }) => passed)).toEqual([true, false])
  })
})

describe('readBatch', () => {
  it('takes everything where nothing is chosen', () => {
    expect(readBatch(['--full'])).toEqual({ full: true, only: [], files: [] })
  })

  it('takes steps, and files of them', () => {
    const args = ['--only', 'stories', '--files', 'soak', '--files', 'memory']
    expect(readBatch(args)).toEqual({ full: false, only: ['stories'], files: ['soak', 'memory'] })
  })

  it('refuses what it does not know', () => {
    expect(() => readBatch(['--onyl', 'stories'])).toThrow('--onyl')
  })
})

async function report(
  name: string,
  { at, file, status }: { readonly at: number; readonly file: string; readonly status: string },
): Promise<void> {
  const testResults = [
    { name: path.join(root, file), assertionResults: [{ fullName: 'a test', status }] },
  ]
  await writeFile(path.join(folder, name), JSON.stringify({ startTime: at, testResults }))
}
