import { planEvenParts } from '../model/part.ts'
import { PartStates } from '../model/parts-view.ts'
import type { ObjectFacts, StoredObject, Verification } from '../model/stored-object.ts'
import { UploadError } from '../model/upload-error.ts'
import { findExpected, toStoredObject } from './find-object.ts'
import type { SendingRun } from './run.ts'
import { requestStorage } from './storage-request.ts'

/** The share of the largest whole file that is sent again more cheaply than a row about it is written. */
const notWorthNoting = 1 / 8

/** The short path: the whole file in one request. */
export async function sendWhole(run: SendingRun, body: Blob): Promise<StoredObject> {
  const { memory, shared } = run
  const { checksum } = shared.network
  const { key, headers } = memory.entry
  const states = new PartStates(planEvenParts(body.size, Math.max(1, body.size)))
  const show = () => run.showParts(states)
  show()
  run.dispatch({ type: 'opened' })

  const worthNoting = shared.sizes.simpleUploadLimit * notWorthNoting
  const mayBeStored = memory.entry.state === 'sending'
  const findStored = async () => {
    const crc64 = await checksum.crc64(body, run.signal)
    return findExpected(run, { size: body.size, crc64 }, [])
  }
  const earlier = mayBeStored ? await findStored() : null
  if (earlier) return earlier

  try {
    const sent = await requestStorage(
      run,
      {
        op: 'sendWhole',
        kind: 'whole',
        bytes: body.size,
        onProgress: (sentBytes) => {
          states.progressed(1, sentBytes)
          show()
        },
        onFailure: () => {
          states.repeated(1)
          show()
        },
      },
      async (call) => {
        // Should it come too late, one file is sent twice to the same key.
        const isNoted = memory.entry.state === 'sending' || body.size <= worthNoting
        if (!isNoted) memory.note({ state: 'sending' })
        const { sentCrc64, ...facts } = await shared.storage.sendWhole({ key, headers }, body, call)
        const md5 = () => checksum.md5(body, run.signal)
        return { facts, sentCrc64, verified: await compare(facts, sentCrc64, md5) }
      },
    )
    states.stored(1)
    show()
    const expected = { size: body.size, crc64: sent.sentCrc64 }
    return toStoredObject(sent.facts, expected, sent.verified)
  } catch (thrown) {
    // The answer to an earlier attempt may have been lost: then the object in the way is our own.
    const mayBeOurs = thrown instanceof UploadError && thrown.code === 'object-exists'
    const found = mayBeOurs ? await findStored() : null
    if (!found) throw thrown
    return found
  }
}

async function compare(
  { crc64, etag }: ObjectFacts,
  sentCrc64: string,
  md5: () => Promise<string>,
): Promise<Verification> {
  if (crc64 === null && etag === null) return 'none'
  const same = crc64 === null ? etag === (await md5()) : crc64 === sentCrc64
  if (same) return crc64 === null ? 'md5' : 'crc64'
  throw new UploadError(
    'damaged-in-transit',
    'The file arrived with other bytes than were sent. It is sent again by itself.',
  )
}
