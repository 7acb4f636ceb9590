import { UploadError } from '../../model/upload-error.ts'
import type { DeedTable, PageDeed } from './script.ts'
import type { Handle, SimulatedPage } from './simulated-page.ts'
import type { Stage } from './stage.ts'

/** What people do on a page, and to it. */
export const pageDeeds: DeedTable<PageDeed> = {
  visit: (stage, { tab }) => {
    if (!stage.at(tab)) restore(stage, stage.load(tab))
  },
  reload: (stage, { tab }) => {
    if (stage.at(tab)) restore(stage, stage.load(tab))
  },
  restore: (stage, { tab }) => restore(stage, stage.openAt(tab)),
  add: (stage, { tab, document, variant }) => {
    const file = stage.world.shelf.pick(document, variant)
    const page = stage.openAt(tab)
    say(stage, page, `add(${file.content.label})`)
    page.add(file)
  },
  addAll: (stage, { tab }) => {
    const { shelf } = stage.world
    const page = stage.openAt(tab)
    say(stage, page, 'addAll(every document)')
    page.addAll(Array.from({ length: shelf.count }, (_, index) => shelf.pick(index, 'original')))
  },
  pause: (stage, { tab, upload }) => {
    const handle = sayOf(stage, stage.usedAt(tab)?.at(upload), 'pause')
    handle?.upload.pause()
  },
  resume: (stage, { tab, upload }) => {
    const handle = sayOf(stage, stage.usedAt(tab)?.at(upload), 'resume')
    handle?.upload.resume()
  },
  waver: (stage, { tab, upload }) => {
    const handle = sayOf(stage, stage.usedAt(tab)?.at(upload), 'pause, resume, pause, resume')
    for (const does of ['pause', 'resume', 'pause', 'resume'] as const) handle?.upload[does]()
  },
  repick: (stage, { tab, upload, variant }) => {
    const handle = stage.usedAt(tab)?.at(upload)
    if (!handle) return
    const { name } = handle.upload.getSnapshot().file
    const file = stage.world.shelf.pickByName(name, variant)
    sayOf(stage, handle, `resume with ${file.content.label}:`)
    handle.page.resume(handle, file)
  },
  cancel: (stage, { tab, upload }) => {
    const handle = sayOf(stage, stage.usedAt(tab)?.at(upload), 'cancel')
    if (handle) expectNoError(stage, handle.page, handle.upload.cancel())
  },
  remove: (stage, { tab, upload }) => {
    const handle = sayOf(stage, stage.usedAt(tab)?.at(upload), 'remove')
    try {
      handle?.page.uploader.remove(handle.upload.id)
    } catch (thrown) {
      if (UploadError.from(thrown).code !== 'still-running') throw thrown
    }
  },
  credentialsChanged: (stage, { tab }) => {
    const page = stage.usedAt(tab)
    if (!page) return
    say(stage, page, 'credentialsChanged()')
    page.uploader.credentialsChanged()
  },
  forgetAll: (stage, { tab }) => {
    const page = stage.usedAt(tab)
    if (!page) return
    say(stage, page, 'forgetAll()')
    expectNoError(stage, page, page.uploader.forgetAll())
  },
  dispose: (stage, { tab }) => {
    const page = stage.usedAt(tab)
    if (page?.state !== 'open') return
    say(stage, page, 'dispose()')
    expectNoError(stage, page, page.dispose())
  },
  crash: (stage, { tab }) => {
    const page = stage.at(tab)
    if (!page) return
    say(stage, page, 'crashes')
    page.die()
  },
  rest: (stage, { tab, how }) => {
    const page = stage.at(tab)
    if (page?.state !== 'open') return
    say(stage, page, `is ${how}`)
    page.rest(how)
  },
  wake: (stage, { tab }) => void stage.usedAt(tab),
}

export function restore(stage: Stage, page: SimulatedPage): void {
  say(stage, page, 'restore()')
  expectNoError(stage, page, page.uploader.restore())
}

export function expectNoError(stage: Stage, page: SimulatedPage, work: Promise<unknown>): void {
  page.life.live(work).catch((thrown: unknown) => {
    stage.world.verdict.broken('commands do not reject', String(thrown))
  })
}

function say({ world }: Stage, page: SimulatedPage, what: string): void {
  world.story.tell(page.id, `» ${what}`)
}

function sayOf(stage: Stage, handle: Handle | undefined, what: string): Handle | undefined {
  if (handle) say(stage, handle.page, `${what} “${handle.upload.getSnapshot().file.name}”`)
  return handle
}
