import { expect } from '@playwright/test'
import { MB, writeRandomFile } from './random-file.ts'
import { partRequests, partsInFlight, storedParts } from './request-log.ts'
import type { Site } from './start-site.ts'
import { expectStored } from './stored-object.ts'
import type { Visit } from './test.ts'

export interface LostBrowser {
  readonly site: Site
  readonly visit: () => Promise<Visit>
  readonly folder: string
  /** How much of the file is sent when the browser dies, from 0 to 1. */
  readonly killAt: number
}

/**
 * Kills the browser in the middle of 300 MB, starts it again and chooses the file again. Fails unless
 * the object is the file, and no part that was stored before was sent again.
 */
export async function loseTheBrowser({
  site,
  visit,
  folder,
  killAt,
}: LostBrowser): Promise<{ readonly storedBefore: number }> {
  const file = await writeRandomFile(folder, { name: 'film.mov', size: 300 * MB })

  const first = await visit()
  await first.dashboard.choose(file)
  await first.dashboard.untilProgress(file, killAt)
  await first.kill()
  await site.settle()
  const before = site.emulator.requests.list()

  const second = await visit()
  await second.dashboard.choose(file)
  await second.dashboard.untilStatus(file, 'done')
  const after = site.emulator.requests.list().slice(before.length)

  await expectStored(site, file)
  const stored = storedParts(before)
  const inFlight = partsInFlight(before)
  const sentAgain = partRequests(after)
    .map(({ partNumber }) => partNumber ?? 0)
    .filter((number) => stored.has(number) && !inFlight.has(number))
  expect(sentAgain).toEqual([])
  return { storedBefore: stored.size }
}
