import type { World } from './world.ts'
import { isSame } from './watch-upload.ts'

/** When every page is closed: nothing is left, and nothing was lost on the way. */
export async function accountForAll(world: World): Promise<void> {
  const { storages, disk, verdict, watch } = world
  const { ledger } = watch
  for (const { id, uploads } of storages) {
    const rows = await disk.contents.list(id)
    verdict.holds(rows.length === 0, 'the journal is empty in the end', () => JSON.stringify(rows))
    for (const uploadId of uploads.keys())
      verdict.holds(
        !ledger.isAccountable(id, uploadId),
        'no open upload is left behind',
        () => `${uploadId} is still open at ${id}, and a page knew of it.`,
      )
  }
  for (const [id, { file }] of ledger.entries)
    verdict.holds(
      hasEnded(world, id),
      'no upload gets lost',
      () => `“${file.name}” (${id}) is neither done nor canceled, and nobody knows of it.`,
    )
}

/** Done, canceled, continued under another entry, or finished just before its page died. */
function hasEnded(world: World, id: string): boolean {
  const { settings, watch, pages } = world
  const { done, canceled, excused, entries } = watch.ledger
  if (done.has(id)) return isConfirmed(world, id)
  if (canceled.has(id) || excused.has(id)) return true
  const handles = pages.flatMap((page) => page.handles)
  const own = handles.filter(({ upload }) => upload.id === id || upload.entry.id === id)
  if (own.some(({ upload }) => upload.id === id && upload.entry.id !== id)) return true
  const key = entries.get(id)?.key ?? ''
  const contents = own.flatMap(({ given }) => [...given])
  const isStored = world.storages.some((storage) =>
    watch.history
      .versions(storage, key)
      .some((object) => contents.some((content) => isSame(object, content))),
  )
  return isStored && (!settings.confirm || isConfirmed(world, id))
}

function isConfirmed({ settings, watch }: World, id: string): boolean {
  const { storageId, key } = watch.ledger.entries.get(id) ?? {}
  return !settings.confirm || watch.confirmedKeys.has(`${storageId} ${key}`)
}
