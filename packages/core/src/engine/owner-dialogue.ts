import type { UploadEvent } from '../model/transition.ts'
import {
  isRunning,
  takesNoFile,
  type UploadFacts,
  type UploadSnapshot,
} from '../model/upload-phase.ts'
import type { TabCommand } from '../ports/tabs.ts'
import type { Mirror } from './mirror.ts'
import { mayBeFinished } from './recover-finish.ts'
import type { Settlement } from './run.ts'
import type { TabTalk } from './tab-talk.ts'
import type { UploadMemory } from './upload-memory.ts'
import type { UploadView } from './upload-view.ts'
import type { WayToFile } from './way-to-file.ts'

/** The upload, as far as it can be told what to do once nobody else drives it. */
export interface Followed {
  readonly hasEnded: boolean
  dispatch(event: UploadEvent): boolean
  show(facts: Partial<UploadFacts>): void
  choose(file: File | Blob): void
  resume(): void
  cancel(): Promise<void>
  goOn(): void
  recover(options?: { readonly goesOn: boolean }): void
  follow(): void
  settleElsewhere(settlement: Settlement): void
  vanish(): void
  obey(command: TabCommand, file: File | Blob | null): boolean
}

export interface OwnerDialogueContext {
  readonly upload: Followed
  readonly talk: TabTalk
  readonly memory: UploadMemory
  readonly view: UploadView
  readonly wayToFile: WayToFile
  readonly mirror: Mirror
  /** Of the upload. */
  readonly life: AbortSignal
}

/** What an upload asks of the tab that drives it, and how it goes on once none does. */
export class OwnerDialogue {
  readonly #context: OwnerDialogueContext
  /** What a person asked for while the owner did not answer. */
  #wish: TabCommand | null = null
  /** A person here wants it to run, and the owner has not said yet whether it does. */
  #insists = false

  constructor(context: OwnerDialogueContext) {
    this.#context = context
  }

  /** Asks the owner. One that is silent is not pushed aside: its lock decides. */
  async ask(to: string, command: TabCommand, file: File | Blob | null = null): Promise<void> {
    const { upload, talk, memory, view, wayToFile, mirror, life } = this.#context
    const answer = await talk.ask({ to, id: memory.entry.id, command, file })
    if (file && answer === 'taken') wayToFile.handOver(file)
    if (answer !== 'silence' || upload.hasEnded || life.aborted) return
    const isKnown = await mirror.isKnown()
    const { owner } = mirror
    const isElsewhere = owner !== null && owner !== to
    if (isElsewhere || isRunning(view.own.status)) return void upload.obey(command, file)
    this.#wish = command
    if (owner === to && isKnown) upload.show({ owner: 'silent' })
    else upload.follow()
  }

  /** What runs takes no other file, wherever it runs. A click may open here what the owner cannot. */
  async resume(to: string, chosen: File | Blob | undefined): Promise<void> {
    const { upload, memory, view, wayToFile, mirror } = this.#context
    if (takesNoFile(view.getSnapshot())) return this.ask(to, 'resume')
    if (chosen) upload.choose(chosen)
    const isAtHand = chosen !== undefined || mirror.latest?.fileAt === 'hand'
    const found = isAtHand ? null : (wayToFile.file ?? (await wayToFile.open(memory.entry.id)))
    await this.ask(to, 'resume', chosen ?? found)
  }

  /** The owner shows what it does by now: what it was asked for before is its own affair. */
  heard(from: string, { status }: UploadSnapshot): void {
    if (this.#wish !== 'cancel') this.#wish = null
    const isStill = this.#insists && !isRunning(status)
    this.#insists = false
    if (isStill) void this.resume(from, this.#context.wayToFile.source?.file)
  }

  /** Another tab has it: what ran or failed here says nothing any more. */
  letGo(): void {
    const { upload } = this.#context
    if (upload.dispatch({ type: 'yielded' })) upload.show({ waitingFor: 'tab' })
  }

  /** Another tab turned out to drive what a person started here. */
  yield(signal: AbortSignal): Promise<void> {
    this.#insists = true
    return this.follow(signal)
  }

  /** Paused before a page that stood still had looked whether it is still its own. */
  returnPaused(signal: AbortSignal): Promise<void> {
    this.#wish = 'pause'
    return this.follow(signal)
  }

  /** Until nobody else drives the upload; then it goes on, unless a person has to let it. */
  async follow(signal: AbortSignal): Promise<void> {
    const { upload, memory, view, wayToFile, mirror } = this.#context
    const wasRunning = isRunning(view.own.status)
    const wasAway = memory.entry.owner === null
    if (wasRunning) this.letGo()
    const found = await mirror.follow(signal)
    await wayToFile.look(memory.entry.id)
    if (signal.aborted) return
    upload.show({ fileAt: wayToFile.at })
    if (typeof found === 'object') return upload.settleElsewhere(found)
    if (found === 'replaced' && !wayToFile.source) return upload.vanish()
    // Finished, canceled or signed out of while the page was away: nothing is sent anew unasked.
    if ((found === 'forgotten' || found === 'replaced') && wasAway) {
      upload.dispatch({ type: 'inherited', isPaused: view.own.status === 'paused' })
      return upload.recover({ goesOn: false })
    }
    if (found === 'ours' && !wasRunning) this.#keep()
    else this.#takeOver(wasRunning)
  }

  #keep(): void {
    const { memory } = this.#context
    const isPaused = this.#wish === 'pause' && memory.entry.state !== 'paused'
    this.#wish = null
    if (isPaused) void memory.save({ state: 'paused' })
    this.#stay()
  }

  #takeOver(wasRunning: boolean): void {
    const { upload, memory, wayToFile } = this.#context
    const { state } = memory.entry
    const wish = this.#wish
    this.#wish = null
    if (wish === 'cancel') return void upload.cancel()
    const isPaused = wish === 'pause' || (wish === null && state === 'paused')
    upload.dispatch({ type: 'inherited', isPaused })
    upload.show({ waitingFor: wayToFile.at === 'none' ? 'file' : null })
    const isWanted = wish === 'resume' || (wasRunning && wayToFile.file !== null)
    if (isWanted && !isPaused) return upload.resume()
    this.#stay()
  }

  /**
   * As after a reload: an end that is unclear is looked into, and what has its file goes on. A file
   * that was chosen here and that the other tab did not take has to be compared: a run does that.
   */
  #stay(): void {
    const { upload, memory, view, wayToFile } = this.#context
    const { status } = view.own
    if (status !== 'interrupted' && status !== 'paused') return
    if (mayBeFinished(memory.entry) && !wayToFile.source) upload.recover()
    else upload.goOn()
  }
}
