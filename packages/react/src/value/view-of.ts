import type { Upload, Uploader } from '@resumable-upload/core'
import type { HiddenUploads } from './hidden-uploads.ts'

/**
 * The same uploader, without the uploads that are hidden; one that is added again is shown again.
 */
export function viewOf(uploader: Uploader, hidden: HiddenUploads): Uploader {
  let all: readonly Upload[] = []
  let ids: ReadonlySet<string> = new Set()
  let shown: readonly Upload[] = []

  function show(uploads: readonly Upload[]): void {
    hidden.show(uploads.map(({ id }) => id))
  }

  return {
    getSnapshot() {
      const [nextAll, nextIds] = [uploader.getSnapshot(), hidden.getSnapshot()]
      if (nextAll === all && nextIds === ids) return shown
      all = nextAll
      ids = nextIds
      shown = ids.size === 0 ? all : all.filter(({ id }) => !ids.has(id))
      return shown
    },
    subscribe(listener) {
      const stops = [uploader.subscribe(listener), hidden.subscribe(listener)]
      return () => stops.forEach((stop) => stop())
    },
    add(source, options) {
      const upload = uploader.add(source, options)
      show([upload])
      return upload
    },
    addAll(sources, options) {
      const uploads = uploader.addAll(sources, options)
      show(uploads)
      return uploads
    },
    get: (id) => (hidden.getSnapshot().has(id) ? undefined : uploader.get(id)),
    restore: (...options) => uploader.restore(...options),
    remove: (id) => uploader.remove(id),
    credentialsChanged: () => uploader.credentialsChanged(),
    forgetAll: () => uploader.forgetAll(),
    dispose: () => uploader.dispose(),
    totals: uploader.totals,
  }
}
