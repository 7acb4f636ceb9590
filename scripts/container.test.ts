import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

const root = path.resolve(import.meta.dirname, '..')
const read = (file: string): Promise<string> => readFile(path.join(root, file), 'utf8')

describe('the container of the demo', () => {
  it('is built with the package manager that the lockfile was written with', async () => {
    const { packageManager } = JSON.parse(await read('package.json')) as { packageManager: string }
    const used = (await read('apps/demo/Containerfile')).match(/pnpm@[\d.]+/g)

    expect(new Set(used)).toEqual(new Set([packageManager]))
  })

  it('runs without root, in a stage of its own, and says how it is', async () => {
    const [, last = ''] = (await read('apps/demo/Containerfile')).split(/^FROM (?!.* AS )/m)

    expect(last).toMatch(/^USER node$/m)
    expect(last).toMatch(/^HEALTHCHECK /m)
    expect(last).toMatch(/^COPY --from=build --chown=root:root /m)
    expect(last).not.toMatch(/npm|pnpm/)
  })
})
