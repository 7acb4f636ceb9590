import { UploadError } from '../model/upload-error.ts'
import { OwnerWatch } from './owner-watch.ts'
import { followPage, type PresentUpload } from './page-presence.ts'
import type { Shared } from './shared.ts'
import { TabNews } from './tab-news.ts'
import { TabTalk, type SharedUpload, type TalkHost } from './tab-talk.ts'

export interface NeighbourhoodHost extends TalkHost {
  readonly uploads: () => Iterable<SharedUpload & PresentUpload>
}

/** All that one uploader has to do with other tabs, and with the life of its own page. */
export class Neighbourhood {
  readonly news: TabNews
  readonly talk: TabTalk
  readonly owners: OwnerWatch
  readonly #shared: Shared
  readonly #host: NeighbourhoodHost
  #stop: (() => void) | null = null

  constructor(shared: Shared, host: NeighbourhoodHost) {
    this.#shared = shared
    this.#host = host
    this.news = new TabNews(shared.tabs)
    this.talk = new TabTalk(shared, this.news, host)
    this.owners = new OwnerWatch(shared)
  }

  /** From the first use: a server that renders the page has neither tabs nor a page. */
  enter(): void {
    if (this.#shared.lifetime.aborted) return
    const { talk, owners } = this
    const { uploads } = this.#host
    talk.listen()
    this.#stop ??= followPage({ shared: this.#shared, talk, owners, uploads })
  }

  leave(): void {
    this.#stop?.()
    this.talk.stop()
    this.owners.stop(new UploadError('disposed', 'The uploader was disposed.'))
    this.#shared.tabs.leave()
    this.#shared.network.neighbours?.close()
  }
}
