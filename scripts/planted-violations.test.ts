import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

/** A file that must not pass the linter, and what the linter says of it. */
interface Violation {
  readonly what: string
  readonly file: string
  readonly code: string
  readonly rule: string
  /** The sentence of our own that explains the rule. */
  readonly help?: string
}

const layer = 'eslint(no-restricted-imports)'

const violations: readonly Violation[] = [
  {
    what: 'the model that imports a port',
    file: 'packages/core/src/model/to-port.ts',
    code: "import '../ports/clock.ts'",
    rule: layer,
    help: 'model/ imports nothing.',
  },
  {
    what: 'the model that imports another package',
    file: 'packages/core/src/model/to-package.ts',
    code: "import '@resumable-upload/oss'",
    rule: layer,
    help: 'model/ imports nothing.',
  },
  {
    what: 'a port that imports the engine',
    file: 'packages/core/src/ports/to-engine.ts',
    code: "import '../engine/uploader.ts'",
    rule: layer,
    help: 'ports/ import model/ only.',
  },
  {
    what: 'the engine that imports an adapter',
    file: 'packages/core/src/engine/to-adapter.ts',
    code: "import '../adapters/database.ts'",
    rule: layer,
    help: 'The engine meets adapters only through ports.',
  },
  {
    what: 'telemetry that imports the engine',
    file: 'packages/core/src/telemetry/to-engine.ts',
    code: "import '../engine/uploader.ts'",
    rule: layer,
    help: 'Telemetry knows ports/ and model/ only.',
  },
  {
    what: 'an adapter that imports the engine',
    file: 'packages/core/src/adapters/to-engine.ts',
    code: "import '../engine/uploader.ts'",
    rule: layer,
    help: 'Adapters know ports/ and model/ only.',
  },
  {
    what: 'a second adapter that imports idb',
    file: 'packages/core/src/adapters/to-idb.ts',
    code: "import 'idb'",
    rule: layer,
    help: 'Only adapters/database.ts imports idb.',
  },
  {
    what: 'the database adapter that imports the engine',
    file: 'packages/core/src/adapters/database.ts',
    code: "import '../engine/uploader.ts'",
    rule: layer,
    help: 'Adapters know ports/ and model/ only.',
  },
  {
    what: 'oss that imports react',
    file: 'packages/oss/src/to-react.ts',
    code: "import '@resumable-upload/react'",
    rule: layer,
    help: 'oss knows core only.',
  },
  {
    what: 'react that imports oss',
    file: 'packages/react/src/to-oss.ts',
    code: "import '@resumable-upload/oss'",
    rule: layer,
    help: 'react knows core only.',
  },
  {
    what: 'a browser package that imports the emulator',
    file: 'packages/react/src/to-emulator.ts',
    code: "import '@resumable-upload/oss-emulator'",
    rule: layer,
    help: 'react knows core only.',
  },
  {
    what: 'oss that imports the server',
    file: 'packages/oss/src/to-server.ts',
    code: "import '@resumable-upload/server'",
    rule: layer,
    help: 'oss knows core only.',
  },
  {
    what: 'react that imports the server',
    file: 'packages/react/src/to-server.ts',
    code: "import '@resumable-upload/server'",
    rule: layer,
    help: 'react knows core only.',
  },
  {
    what: 'core that imports the server',
    file: 'packages/core/src/setup/to-server.ts',
    code: "import '@resumable-upload/server'",
    rule: layer,
    help: 'core imports no other package.',
  },
  {
    what: 'the server that imports Node',
    file: 'packages/server/src/to-node.ts',
    code: "import 'node:crypto'",
    rule: layer,
    help: 'The kit runs at the edge: Node belongs into ali-oss*.ts and into applications.',
  },
  {
    what: 'the server that imports the emulator',
    file: 'packages/server/src/to-emulator.ts',
    code: "import '@resumable-upload/oss-emulator'",
    rule: layer,
    help: 'server knows core and what oss signs with.',
  },
  {
    what: 'the emulator that imports another package',
    file: 'packages/oss-emulator/src/to-core.ts',
    code: "import '@resumable-upload/core'",
    rule: layer,
    help: 'The emulator stands alone.',
  },
  {
    what: 'two modules that import each other',
    file: 'packages/core/src/engine/there.ts',
    code: "export { back as there } from './back.ts'",
    rule: 'import(no-cycle)',
  },
  {
    what: 'an any',
    file: 'packages/core/src/model/any.ts',
    code: 'export const anything: any = 1',
    rule: 'typescript(no-explicit-any)',
  },
  {
    what: 'a promise that nobody awaits',
    file: 'packages/core/src/model/floating.ts',
    code: 'async function work(): Promise<void> {}\nwork()',
    rule: 'typescript(no-floating-promises)',
  },
  {
    what: 'a non-null assertion',
    file: 'packages/core/src/model/assertion.ts',
    code: 'export const first = (list: string[]): string => list[0]!',
    rule: 'typescript(no-non-null-assertion)',
  },
  {
    what: 'a default export',
    file: 'packages/core/src/model/default.ts',
    code: 'export default 1',
    rule: 'import(no-default-export)',
  },
]

const root = path.resolve(import.meta.dirname, '..')

describe('the linter', () => {
  let folder: string
  let findings: readonly Finding[]

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'planted-'))
    await plant(folder)
    findings = await lint(folder)
  })

  afterAll(() => rm(folder, { recursive: true }))

  it.each(violations)('catches $what', ({ file, rule, help }) => {
    const caught = findings.filter((finding) => finding.filename === file)

    expect(caught).toContainEqual(
      expect.objectContaining({ code: rule, ...(help !== undefined && { help }) }),
    )
  })

  it('has nothing to say against what the layers allow', () => {
    expect(findings.filter((finding) => finding.filename.includes('allowed'))).toEqual([])
  })
})

interface Finding {
  readonly code: string
  readonly filename: string
  readonly help?: string
}

/** Writes the violations beside our own lint rules, as if they were part of the project. */
async function plant(folder: string): Promise<void> {
  await cp(path.join(root, '.oxlintrc.json'), path.join(folder, '.oxlintrc.json'))
  const compilerOptions = { module: 'nodenext', strict: true, allowImportingTsExtensions: true }
  const files: Readonly<Record<string, string>> = {
    'tsconfig.json': JSON.stringify({ compilerOptions: { ...compilerOptions, noEmit: true } }),
    'packages/core/src/engine/back.ts': "export { there as back } from './there.ts'",
    'packages/core/src/engine/allowed.ts': "import '../ports/clock.ts'\nimport '../model/part.ts'",
    'packages/core/src/setup/allowed.ts': "import '../engine/there.ts'\nimport '../adapters/a.ts'",
    'packages/oss/src/allowed.ts': "import '@resumable-upload/core'",
    'packages/server/src/allowed.ts': "import '@resumable-upload/oss/signing'",
    'packages/server/src/ali-oss-allowed.ts': "import 'ali-oss'",
    ...Object.fromEntries(violations.map(({ file, code }) => [file, code])),
  }
  for (const [file, code] of Object.entries(files)) {
    const target = path.join(folder, file)
    await mkdir(path.dirname(target), { recursive: true })
    await writeFile(target, `${code}\n`)
  }
}

function lint(folder: string): Promise<readonly Finding[]> {
  const bin = path.join(root, 'node_modules', '.bin')
  const env = { ...process.env, OXLINT_TSGOLINT_PATH: path.join(bin, 'tsgolint') }
  return new Promise((resolve, reject) => {
    // The exit code is 1, as there are findings: only an answer that is no JSON is a failure.
    execFile(
      path.join(bin, 'oxlint'),
      ['--type-aware', '--format', 'json'],
      { cwd: folder, env },
      (_error, stdout, stderr) => {
        try {
          const { diagnostics } = JSON.parse(stdout) as { diagnostics: readonly Finding[] }
          resolve(diagnostics)
        } catch {
          reject(new Error(`oxlint gave no report: ${stdout}${stderr}`))
        }
      },
    )
  })
}
