import { createHash } from 'node:crypto'
import { expect } from '@playwright/test'
import { askBackend } from './ask-backend.ts'
import type { RandomFile } from './random-file.ts'
import type { Site } from './start-site.ts'

interface Listed {
  readonly objects: readonly {
    readonly key: string
    readonly name: string
    readonly size: number
  }[]
}

/** The names of the finished objects of Ada, the first user. */
export async function listStored({ url }: Site): Promise<readonly string[]> {
  const { objects } = await list(url)
  return objects.map(({ name }) => name)
}

/** There is one such object, and it is the file, byte for byte. */
export async function expectStored({ url }: Site, file: RandomFile): Promise<void> {
  const found = (await list(url)).objects.filter(({ name }) => name === file.name)
  expect(found).toHaveLength(1)
  const key = found[0]?.key ?? ''
  const download = await askBackend(url, `api/objects?${new URLSearchParams({ key })}`)
  const digest = createHash('sha256')
  for await (const piece of download.body ?? []) digest.update(piece)
  expect(digest.digest('hex')).toBe(file.sha256)
}

async function list(url: string): Promise<Listed> {
  return (await askBackend(url, 'api/objects')).json()
}
