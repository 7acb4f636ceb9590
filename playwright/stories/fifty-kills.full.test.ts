import { link, mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import process from 'node:process'
import { startBrowser } from '../harness/browser.ts'
import { openDashboard } from '../harness/dashboard.ts'
import { median, reportFigure } from '../harness/figures.ts'
import { MB, writeRandomFile, type RandomFile } from '../harness/random-file.ts'
import { partRequests, partsInFlight } from '../harness/request-log.ts'
import { createRandom } from '../harness/seeded-random.ts'
import { startSite } from '../harness/start-site.ts'
import { expectStored, listStored } from '../harness/stored-object.ts'
import { expect, test } from '../harness/test.ts'

const kills = 50
/** The upload takes a little more than this. */
const lastMomentMs = 4_500
const bytesPerSecond = 50 * MB
/** `KILL_SEED=…` plays the same moments again. */
const seed = Number(process.env['KILL_SEED'] ?? Math.floor(Math.random() * 2 ** 32))

test(`the browser is killed at ${kills} random moments of 200 MB, and each time the file arrives whole`, async ({
  folder,
}, story) => {
  test.setTimeout(kills * 60_000)
  reportFigure(story, `Seed ${seed}.`)
  const random = createRandom(seed)
  const file = await writeRandomFile(folder, { name: 'film.mov', size: 200 * MB })

  const losses: Loss[] = []
  for (let round = 0; round < kills; round += 1) {
    const workshop = path.join(folder, `${round}`)
    await mkdir(workshop)
    const loss = await killOnce({ workshop, file, afterMs: random() * lastMomentMs })
    losses.push(loss)
    await rm(workshop, { recursive: true, force: true, maxRetries: 5 })
  }

  const shares = losses.map(({ sentAgain }) => (100 * sentAgain) / file.size)
  const bounds = losses.map(({ inFlight }) => (100 * inFlight) / file.size)
  const begun = losses.filter(({ inFlight }) => inFlight > 0).length
  reportFigure(
    story,
    `${kills} kills, ${kills} objects byte-exact; ${begun} met parts in flight. Sent twice: median ` +
      `${median(shares).toFixed(1)} %, at most ${Math.max(...shares).toFixed(1)} % of the file; ` +
      `parts in flight × part size: median ${median(bounds).toFixed(1)} %, at most ` +
      `${Math.max(...bounds).toFixed(1)} %.`,
  )
})

/** In bytes. */
interface Loss {
  /** What the storage received beyond the size of the file. */
  readonly sentAgain: number
  /** The sizes of the parts that were on their way when the browser died. */
  readonly inFlight: number
}

interface Kill {
  readonly workshop: string
  readonly file: RandomFile
  /** After the file was chosen. */
  readonly afterMs: number
}

/** One life and one death of a browser on a site of its own, then a second life that ends well. */
async function killOnce({ workshop, file, afterMs }: Kill): Promise<Loss> {
  const chosen = { ...file, path: path.join(workshop, file.name) }
  await link(file.path, chosen.path)
  const site = await startSite(path.join(workshop, 'storage'), { bytesPerSecond })
  const profile = path.join(workshop, 'profile')

  const first = await startBrowser(profile)
  const dashboard = await openDashboard(first.page, site.url)
  await dashboard.choose(chosen)
  await first.page.waitForTimeout(afterMs)
  await first.kill()
  await site.settle()
  const before = site.emulator.requests.list()

  const second = await startBrowser(profile)
  const again = await openDashboard(second.page, site.url)
  // Killed in the last moment: the object is there, and nobody chooses a finished file again.
  if (!(await listStored(site)).includes(file.name)) {
    await again.choose(chosen)
    await again.untilStatus(chosen, 'done')
  }
  await expectStored(site, chosen)

  const sent = partRequests(site.emulator.requests.list())
  const sizes = sent.map(({ storedPart }) => storedPart?.size ?? 0)
  const inFlight = partsInFlight(before).size * Math.max(...sizes)
  const received = sent.reduce((sum, { bytesReceived }) => sum + bytesReceived, 0)
  const sentAgain = received - file.size
  expect(sentAgain).toBeLessThanOrEqual(inFlight)

  await second.context.close()
  await site.close()
  return { sentAgain, inFlight }
}
