import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, expect, it } from 'vitest'

const root = path.resolve(import.meta.dirname, '..')
const readmes = [
  '.',
  'packages/core',
  'packages/oss',
  'packages/react',
  'packages/server',
  'packages/oss-emulator',
]

/** What a reader has at hand beside a sample. */
const atHand = `
declare const bucket: string, region: string, userId: string, file: File
declare const getCredentials: import('@resumable-upload/oss').GetCredentials
declare const storage: import('@resumable-upload/oss').OssStorage
declare const uploader: import('@resumable-upload/core').Uploader
declare const authorize: import('@resumable-upload/server').Authorize
declare const tokens: import('@resumable-upload/server').TokenIssuer
declare const userOf: (request: Request) => Promise<{ readonly id: string } | null>
declare const client: import('ali-oss')
declare const emulator: import('@resumable-upload/oss-emulator').OssEmulator
`

const folder = await mkdtemp(path.join(root, 'apps/demo/.samples-'))
afterAll(() => rm(folder, { recursive: true }))

describe('every sample of the READMEs', () => {
  it('compiles as it stands', async () => {
    const samples = (await Promise.all(readmes.map(samplesOf))).flat()
    expect(samples.length).toBeGreaterThan(8)
    await mkdir(folder, { recursive: true })
    for (const { name, text } of samples) await writeFile(path.join(folder, name), text)
    await writeFile(path.join(folder, 'tsconfig.json'), JSON.stringify(config))

    const problems = await compile()

    expect(problems).toBe('')
  }, 60_000)
})

const config = {
  extends: '../../../tsconfig.test.json',
  compilerOptions: {
    noUnusedLocals: false,
    module: 'esnext',
    moduleResolution: 'bundler',
    // What only tests of the components install.
    paths: { antd: ['../../../packages/react/node_modules/antd'] },
  },
  include: ['*.ts', '*.tsx'],
}

/** Samples that import something stand alone; the others get what is at hand. */
async function samplesOf(place: string): Promise<readonly { name: string; text: string }[]> {
  const readme = await readFile(path.join(root, place, 'README.md'), 'utf8')
  const name = path.basename(path.join(root, place))
  return [...readme.matchAll(/```(tsx?)\n([\s\S]*?)```/g)].map(
    ([, language, code = ''], index) => ({
      name: `${name}-${index + 1}.${language}`,
      text: `${without(atHand, code)}\nexport {}\n${code}`,
    }),
  )
}

/** A sample that declares a name itself does not find it at hand. */
function without(declarations: string, code: string): string {
  const own = [...code.matchAll(/(?:const|let|function) (\w+)/g)].map(([, name]) => name)
  const kept = declarations
    .split('\n')
    .filter((line) => !own.some((name) => line.includes(`const ${name}:`)))
  return kept.join('\n')
}

async function compile(): Promise<string> {
  const tsc = path.join(root, 'node_modules/.bin/tsc')
  try {
    await promisify(execFile)(tsc, ['-p', folder, '--pretty', 'false'], { cwd: root })
    return ''
  } catch (error) {
    return error instanceof Error && 'stdout' in error ? String(error.stdout) : String(error)
  }
}
