import { isRunning, isSettled } from '../../model/upload-phase.ts'
import { accountForAll } from './account-for-all.ts'
import type { Pace } from './pace.ts'
import { expectNoError, restore } from './page-deeds.ts'
import type { FileContent } from './shelf.ts'
import type { Handle, SimulatedPage } from './simulated-page.ts'
import type { Stage } from './stage.ts'
import { isHealthy } from './watch-requests.ts'

/** Milliseconds within which everything that runs comes to rest, once nothing is wrong. */
const patience = 6 * 60 * 60_000

/** Milliseconds after which nothing is left on the wire, and what was canceled is discarded. */
const aftermath = 60 * 60_000

/** Milliseconds after which every request that hangs was given up. */
const longestRequest = 15 * 60_000

/** How often people try again, each time with another file that they may have meant. */
const tries = 12

/**
 * The end of every script: everything heals, people come back with the right files, and whatever
 * was not canceled is done. Nothing is left behind anywhere.
 */
export async function playFinale(stage: Stage, pace: Pace): Promise<void> {
  const { storages } = stage.world
  stage.heal()
  // Others may wait for a tab whose journal cannot even say that it has finished.
  const broken = stage.openPages.filter(({ journalHealth }) => journalHealth !== 'works')
  await finish(stage, pace, broken, 'mayWaitForOthers')
  await close(stage, pace, broken)
  await finish(stage, pace, stage.openPages)
  await close(stage, pace, stage.openPages)

  for (const storage of storages) {
    const page = stage.load(0, storage)
    restore(stage, page)
    await rest(stage, pace, [page])
    checkNeedOfFiles(stage, page)
    await finish(stage, pace, [page])
    await pace.pass(aftermath)
    await close(stage, pace, [page])
  }
  await accountForAll(stage.world)
  await pace.settle()
}

type Pages = readonly SimulatedPage[]

async function finish(
  stage: Stage,
  pace: Pace,
  pages: Pages,
  others: 'mayWaitForOthers' | 'mustNotWait' = 'mustNotWait',
): Promise<void> {
  const open = () =>
    unsettled(pages).filter(
      ({ upload }) => others === 'mustNotWait' || upload.getSnapshot().waitingFor !== 'tab',
    )
  await pace.pass(longestRequest)
  await rest(stage, pace, pages)
  for (let attempt = 0; attempt < tries && open().length > 0; attempt += 1) {
    for (const handle of open()) tryAgain(stage, handle, attempt)
    await rest(stage, pace, pages)
  }
  for (const { page, upload } of open())
    stage.world.verdict.broken(
      'with the right file every upload ends well',
      `On ${page.id} ${JSON.stringify(upload.getSnapshot())} does not end.`,
    )
  await pace.settle()
}

async function rest(stage: Stage, pace: Pace, pages: Pages): Promise<void> {
  const running = () =>
    listed(pages).filter(({ upload }) => {
      const { status, waitingFor } = upload.getSnapshot()
      return isRunning(status) && waitingFor !== 'tab'
    })
  await pace.pass(1_000)
  if (await pace.until(() => running().length === 0, patience)) return
  for (const { page, upload } of running())
    stage.world.verdict.broken(
      'what runs comes to an end',
      `On ${page.id} ${JSON.stringify(upload.getSnapshot())} still runs.`,
    )
  await pace.settle()
}

/** Where a page can see that the object is there, nobody has to choose the file again. */
function checkNeedOfFiles({ world }: Stage, page: SimulatedPage): void {
  const { settings, verdict, pages } = world
  const isShown = settings.hidden === 'nothing' || settings.hidden === 'etag'
  if (!isShown || settings.keys === 'named' || !pages.every(isHealthy)) return
  for (const { upload } of unsettled([page])) {
    const { key, remote } = upload.entry
    const object = page.storage.objects.get(key)
    verdict.holds(
      !object || !remote,
      'what is there needs no file',
      () => `${page.id} asks for a file again, though ${key} is there.`,
    )
  }
}

function tryAgain(stage: Stage, handle: Handle, attempt: number): void {
  const { story, shelf } = stage.world
  const { page, upload } = handle
  const candidates = contentsOf(stage, handle)
  const content = candidates[attempt % candidates.length]
  if (!content) return
  story.tell(page.id, `» resume “${upload.getSnapshot().file.name}” with ${content.label}`)
  page.resume(handle, shelf.copyOf(content))
}

/** Everything that was ever chosen for this upload, on any page. */
function contentsOf(stage: Stage, { upload }: Handle): readonly FileContent[] {
  const ids = [upload.id, upload.entry.id]
  const same = stage.world.pages
    .flatMap(({ handles }) => handles)
    .filter((other) => ids.includes(other.upload.id) || ids.includes(other.upload.entry.id))
  return [...new Set(same.flatMap(({ given }) => [...given]))]
}

function unsettled(pages: Pages): readonly Handle[] {
  return listed(pages).filter(({ upload }) => !isSettled(upload.getSnapshot().status))
}

function listed(pages: Pages): readonly Handle[] {
  return pages.flatMap(({ uploader, handles }) =>
    handles.filter(({ upload }) => uploader.get(upload.id) === upload),
  )
}

async function close(stage: Stage, pace: Pace, pages: Pages): Promise<void> {
  for (const page of pages) expectNoError(stage, page, page.dispose())
  await pace.until(() => pages.every(({ state }) => state === 'disposed'), patience)
  for (const page of pages) {
    stage.world.verdict.holds(page.state === 'disposed', 'dispose comes to an end', () => page.id)
    page.die()
  }
  await pace.settle()
}
