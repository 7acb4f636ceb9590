import type { UploadStatus } from '../../model/upload-phase.ts'
import type { Crc64 } from '../../model/crc64.ts'
import { bytesOf } from './shelf.ts'
import type { PageRequest } from './simulated-network.ts'
import type { SimulatedPage } from './simulated-page.ts'
import { isSame } from './watch-upload.ts'
import type { WatchedWorld } from './world.ts'

/** Requests that bring bytes, or join them. */
const bringing: readonly string[] = ['open', 'sendPart', 'complete', 'sendWhole']

/** While an upload shows one of these, it may send. */
const sending: readonly UploadStatus[] = ['preparing', 'uploading', 'finishing']

/** Looks at what pages send: who, when, and whether it was there already. */
export class RequestWatch {
  readonly #world: WatchedWorld
  /** Requests under way, and whose they are. */
  readonly #underWay = new Map<PageRequest, SimulatedPage>()
  /** CRC-64 of the parts that a page knows to be stored, by upload and number. */
  readonly #confirmed = new Map<string, Crc64>()

  /** Parts that a page may send a second time while the first is under way: it said so. */
  readonly #hedged = new Set<string>()

  /** Bytes of a part, by upload, as the first part but one showed them; or where each part begins. */
  readonly #places = new Map<string, number>()

  /** Entries that nobody has to account for. */
  readonly #excused: ReadonlySet<string>

  constructor(world: WatchedWorld, excused: ReadonlySet<string>) {
    this.#world = world
    this.#excused = excused
  }

  began(page: SimulatedPage, request: PageRequest): void {
    const { verdict } = this.#world
    const { op, key } = request
    verdict.holds(page.state !== 'disposed', 'dispose stops everything', () => {
      return `${page.id} was disposed, and still sends ${op} for ${key}.`
    })
    if (bringing.includes(op)) {
      this.#checkDriver(page, request)
      this.#checkStatus(page, request)
    }
    if (op === 'open') this.#checkReopen(page, request)
    if (op === 'complete') this.#checkAtRest(page, request)
    if (op === 'sendPart') {
      this.#checkResend(request)
      this.#checkPlan(page, request)
    }
    this.#underWay.set(request, page)
  }

  /** Its connection is slow: the page sends it once more beside itself. */
  hedged(page: SimulatedPage, id: string, part: number): void {
    const key = page.handles.find(({ upload }) => upload.id === id)?.upload.entry.key
    this.#hedged.add(`${page.id} ${key} ${part}`)
  }

  /** Another page may take over: an open, which is never cut off, is discarded when it comes. */
  left(page: SimulatedPage): void {
    for (const [request, owner] of this.#underWay)
      if (owner === page && request.op === 'open') this.#underWay.delete(request)
  }

  ended(request: PageRequest, answer: unknown): void {
    this.#underWay.delete(request)
    if (request.op !== 'sendPart' || answer === undefined) return
    const stored = storedPart(request)
    if (stored === sentCrc64Of(answer)) this.#confirmed.set(partOf(request), stored)
  }

  #checkDriver(page: SimulatedPage, request: PageRequest): void {
    const { verdict, settings } = this.#world
    for (const [other, owner] of this.#underWay) {
      if (other.storage !== request.storage || !bringing.includes(other.op)) continue
      const isCoordinated = isHealthy(page) && isHealthy(owner) && !this.#isForgotten(request)
      if (owner !== page && !isCoordinated) continue
      const isTwin = other.op === 'sendPart' && partOf(other) === partOf(request)
      if (isTwin && !(owner === page && this.#isHedge(page, request)))
        verdict.broken(
          'a part is never in flight twice',
          `${page.id} sends ${describe(request)} while ${owner.id} does.`,
        )
      const isSame = other.uploadId
        ? other.uploadId === request.uploadId
        : settings.keys === 'own' && other.key === request.key
      if (isSame && owner !== page)
        verdict.broken(
          'one tab drives an upload',
          `${page.id} sends ${describe(request)} while ${owner.id} sends ${describe(other)}.`,
        )
    }
  }

  /** Said of one sending only. */
  #isHedge(page: SimulatedPage, { key, part }: PageRequest): boolean {
    return this.#hedged.delete(`${page.id} ${key} ${part}`)
  }

  /** What arrives while parts are joined may take the place of one of them. */
  #checkAtRest(page: SimulatedPage, { uploadId }: PageRequest): void {
    const late = Array.from(this.#underWay).find(
      ([{ op, ...other }, owner]) =>
        owner === page && op === 'sendPart' && other.uploadId === uploadId,
    )
    this.#world.verdict.holds(
      !late,
      'no part is on its way when all are joined',
      () => `${page.id} completes while it sends ${late ? describe(late[0]) : ''}.`,
    )
  }

  /** Signed out of in one tab: what others make of it anew, they cannot agree on. */
  #isForgotten({ key }: PageRequest): boolean {
    const handles = this.#world.pages.flatMap((page) => page.handles)
    return handles.some(({ upload: { entry } }) => entry.key === key && this.#excused.has(entry.id))
  }

  #checkStatus(page: SimulatedPage, { op, key }: PageRequest): void {
    const handles = page.handles.filter(({ upload }) => upload.entry.key === key)
    const statuses = handles.map(({ upload }) => upload.getSnapshot().status)
    const allowed = op === 'complete' ? [...sending, 'interrupted', 'paused'] : sending
    this.#world.verdict.holds(
      statuses.some((status) => allowed.includes(status)),
      'only a running upload sends',
      () => `${page.id} sends ${op} for ${key}, which is ${statuses.join(', ') || 'not listed'}.`,
    )
  }

  /** An upload is begun anew only if its object is not there, where a page can tell. */
  #checkReopen({ storage, handles }: SimulatedPage, { key }: PageRequest): void {
    const { settings, verdict, pages } = this.#world
    const isShown = settings.hidden === 'nothing' || settings.hidden === 'etag'
    const canTell = isShown && pages.every(isHealthy)
    const object = storage.objects.get(key)
    if (!object || !canTell || settings.keys === 'named') return
    const own = handles.filter(({ upload }) => upload.entry.key === key)
    const contents = own.flatMap(({ answersFor }) => [...answersFor])
    verdict.holds(
      !contents.some((content) => isSame(object, content)),
      'what is there is not sent again',
      () => `${key} is sent from the start, though the object is there.`,
    )
  }

  /**
   * A part that was once sent keeps its place; where nothing is cut anew, the first decides of all. A
   * page whose journal fails leaves nobody a word of how it cut.
   */
  #checkPlan(page: SimulatedPage, request: PageRequest): void {
    const { storage, uploadId, part = 1, start = 0 } = request
    const { settings, verdict } = this.#world
    const isEven = settings.recuts === 'never'
    if (part === 1 || !(isEven || isHealthy(page))) return
    const rounds = isEven ? part - 1 : 1
    const ruled = `${storage.id} ${uploadId} ${isEven ? '' : part}`
    const planned = this.#places.get(ruled) ?? start / rounds
    this.#places.set(ruled, planned)
    verdict.holds(
      start === planned * rounds,
      'the plan is kept',
      () => `${describe(request)} begins at byte ${start}, not at ${planned * rounds}.`,
    )
  }

  /** A part that was stored and compared, and still is there, is not sent again. */
  #checkResend(request: PageRequest): void {
    const { verdict, digests } = this.#world
    const { body } = request
    const confirmed = this.#confirmed.get(partOf(request))
    this.#confirmed.delete(partOf(request))
    if (confirmed === undefined || storedPart(request) !== confirmed || !body) return
    verdict.holds(
      digests.crc64([bytesOf(body)]) !== confirmed,
      'what is stored is not sent again',
      () => `${describe(request)} is sent again, though the storage holds it and said so.`,
    )
  }
}

/** Tabs whose journal fails cannot know of each other. */
export function isHealthy({ journalHealth }: SimulatedPage): boolean {
  return journalHealth === 'works'
}

function storedPart({ storage, uploadId = '', part = 0 }: PageRequest): Crc64 | undefined {
  return storage.uploads.get(uploadId)?.parts.get(part)?.crc64
}

/** Answers of a simulated storage have the type of their operation. */
function sentCrc64Of(answer: unknown): Crc64 {
  return (answer as { readonly sentCrc64: Crc64 }).sentCrc64
}

function partOf({ storage, uploadId, part }: PageRequest): string {
  return `${storage.id} ${uploadId} ${part}`
}

export function describe({ op, key, part, uploadId }: PageRequest): string {
  const what = part === undefined ? op : `${op} ${part}`
  return `${what} (${uploadId ?? key})`
}
