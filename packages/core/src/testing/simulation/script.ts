import type { UploadErrorCode } from '../../model/upload-error.ts'
import type { StorageOperation } from '../../ports/uploader.ts'
import type { Moment } from '../fault-plan.ts'
import type { Variant } from './shelf.ts'
import type { Rest } from './simulated-page.ts'
import type { Stage } from './stage.ts'

/** Everything that a run of the simulator does and suffers. Plain data, made to be kept. */
export interface Script {
  /** Decides latencies, and what becomes of requests and writes that a dying page leaves behind. */
  readonly seed: number
  readonly settings: Settings
  readonly steps: readonly Step[]
}

export interface Settings {
  /** What CORS keeps from the pages. */
  readonly hidden: 'nothing' | 'crc64' | 'etag' | 'both' | 'allCrc64'
  readonly partsAtOnce: number
  /** Bytes of a part, for the first page of a tab and for those after it. */
  readonly partSizes: readonly [first: number, later: number]
  /** Small files go in one request. */
  readonly small: 'whole' | 'inParts'
  /** `named`: the application chooses the key by the name of the file, so that objects meet namesakes. */
  readonly keys: 'own' | 'named'
  /** Whether the application has to be told of every object. */
  readonly confirm: boolean
  /** `two`: the third tab sends to another storage; both share the browser's journal. */
  readonly storages: 'one' | 'two'
  /** `uneven`: some connections are a hundred times slower than others, or turn so. */
  readonly link: 'even' | 'uneven'
  /** `often`: the rest of a file is cut anew every few parts, larger or smaller. */
  readonly recuts: 'never' | 'often'
}

export type TabNumber = 0 | 1 | 2

interface OnUpload {
  readonly tab: TabNumber
  /** Index among those that the page knows, over their number. */
  readonly upload: number
}

/** What people do on a page, and to it. */
interface PageDeeds {
  /** Opens a page where none is, and restores. */
  visit: { readonly tab: TabNumber }
  /** An empty tab gets a page first, which does not restore. */
  add: { readonly tab: TabNumber; readonly document: number; readonly variant: Variant }
  addAll: { readonly tab: TabNumber }
  pause: OnUpload
  resume: OnUpload
  /** Pause and resume, twice, in one tick. */
  waver: OnUpload
  /** `resume` with a file. */
  repick: OnUpload & { readonly variant: Variant }
  cancel: OnUpload
  remove: OnUpload
  restore: { readonly tab: TabNumber }
  credentialsChanged: { readonly tab: TabNumber }
  forgetAll: { readonly tab: TabNumber }
  /** `dispose()`; the page lives on, and may still be told to do things. */
  dispose: { readonly tab: TabNumber }
  /** The memory is dropped, and a new page restores. */
  reload: { readonly tab: TabNumber }
  crash: { readonly tab: TabNumber }
  /** Until somebody does something there, or the page dies. */
  rest: { readonly tab: TabNumber; readonly how: Rest }
  wake: { readonly tab: TabNumber }
}

/** What happens to everybody. */
interface WorldDeeds {
  /** All pages die, and with them some of what was committed without `strict`. */
  powerCut: object
  /** The file on disk gets other bytes. */
  edit: { readonly document: number }
  /** `hint`: the browser says so. */
  offline: { readonly milliseconds: number; readonly hint: boolean }
  signOut: { readonly milliseconds: number }
  /** Milliseconds off. */
  setClock: { readonly offset: number }
  /** No timer fires, and connections break. */
  sleep: { readonly milliseconds: number }
  breakJournal: { readonly tab: TabNumber; readonly how: 'rejects' | 'hangs' }
  /** The application's server cannot be told. */
  confirmFails: { readonly milliseconds: number }
  refuse: Strike & { readonly code: UploadErrorCode; readonly times: number }
  loseAnswer: Strike
  damage: { readonly op: 'sendPart' | 'sendWhole'; readonly skip: number }
  forgetUpload: Strike
  stall: Strike & { readonly at: Moment }
  delay: Strike & { readonly at: Moment; readonly milliseconds: number }
  busy: { readonly milliseconds: number }
}

interface Strike {
  readonly op: StorageOperation
  /** Calls that are spared first. */
  readonly skip: number
}

export type Deeds = PageDeeds & WorldDeeds
export type PageDeed = keyof PageDeeds
export type WorldDeed = keyof WorldDeeds

/** One deed, and how many milliseconds pass before it. */
export type Step = {
  readonly [Kind in keyof Deeds]: {
    readonly do: Kind
    readonly wait: number
  } & Deeds[Kind]
}[keyof Deeds]

/** How deeds are done. One that does not apply does nothing. */
export type DeedTable<Kinds extends keyof Deeds> = {
  readonly [Kind in Kinds]: (stage: Stage, deed: Deeds[Kind]) => void | Promise<void>
}
