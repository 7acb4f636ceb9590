import { partAt, sizeOf } from '../model/part.ts'
import { hold, listParts, type HeldPart, type PartsContext } from './held-parts.ts'

/**
 * Where the answers to the parts hid checksum or ETag, the listing may show them: its XML needs no
 * exposed header. Resolves with the numbers of the parts that have to be sent again.
 */
export async function compareByListing(context: PartsContext): Promise<readonly number[]> {
  const { run, held, states } = context
  const open = [...held.values()].filter((part) => part.compared === 'no' || part.etag === null)
  if (open.length === 0) return []

  const listed = new Map((await listParts(context)).map((part) => [part.number, part]))
  const again: number[] = []
  for (const part of open) {
    const found = listed.get(part.number)
    if (found && found.size === sizeOf(partAt(states.plan, part.number))) {
      const compared = await compare(context, part, found)
      if (compared !== 'differs') {
        hold(context, found, compared)
        continue
      }
    }
    held.delete(part.number)
    states.repeated(part.number)
    again.push(part.number)
  }
  run.showParts(states)
  return again
}

async function compare(
  { run, body, states }: PartsContext,
  own: HeldPart,
  listed: { readonly crc64: string | null; readonly etag: string | null },
): Promise<HeldPart['compared'] | 'differs'> {
  if (listed.crc64 !== null) return listed.crc64 === own.ownCrc64 ? 'crc64' : 'differs'
  if (listed.etag === null) return 'no'
  // Computed only now: MD5 is dear, and most storages show the CRC.
  const { start, end } = partAt(states.plan, own.number)
  const md5 = await run.shared.network.checksum.md5(body.slice(start, end), run.signal)
  return listed.etag === md5 ? 'md5' : 'differs'
}
