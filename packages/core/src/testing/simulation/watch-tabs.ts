import type { TabMessage } from '../../ports/tabs.ts'
import { SimulatedFile, type FileContent } from './shelf.ts'
import { secret } from './simulated-network.ts'
import type { Handle, SimulatedPage } from './simulated-page.ts'
import type { WatchedWorld } from './world.ts'

/** A file on its way from the tab where it was chosen to the one that drives the upload. */
interface HandOver {
  readonly content: FileContent
  readonly from: Handle | undefined
  readonly to: Handle | undefined
}

/** Looks at what tabs tell each other. */
export class TabWatch {
  readonly #world: WatchedWorld
  /** By the question that they came with. */
  readonly #handOvers = new Map<string, HandOver>()

  constructor(world: WatchedWorld) {
    this.#world = world
  }

  posted(page: SimulatedPage, message: TabMessage): void {
    const { story, verdict } = this.#world
    const json = JSON.stringify(message)
    verdict.holds(!json.includes(secret), 'no secret is posted', () => json)
    story.tell(page.id, `tells other tabs: ${tell(message)}`)
    if (message.type === 'command') this.#asked(page, message)
    if (message.type === 'heard' && message.isTaken) this.#taken(message.ask)
  }

  #asked(page: SimulatedPage, { to, id, ask, file }: TabMessage & { type: 'command' }): void {
    if (!(file instanceof SimulatedFile)) return
    const owner = this.#world.pages.find((other) => other.id === to)
    const { content } = file
    this.#handOvers.set(ask, { content, from: page.ofEntry(id), to: owner?.ofEntry(id) })
  }

  /** The owner answers for the file from now on, also when it refuses it: nobody chose it elsewhere. */
  #taken(ask: string): void {
    const { content, from, to } = this.#handOvers.get(ask) ?? {}
    if (content) to?.answersFor.add(content)
    from?.answersFor.clear()
  }
}

function tell(message: TabMessage): string {
  switch (message.type) {
    case 'hello':
    case 'signedIn':
      return message.type
    case 'heard':
      return `heard ${message.ask}${message.isTaken ? ', takes the file' : ''}`
    case 'shown':
      return `shown ${message.uploads.map(({ id, status }) => `${id} ${status}`).join(', ')}`
    case 'command':
      return `${message.command} ${message.id}, please`
    default:
      return `${message.type} ${message.id}`
  }
}
