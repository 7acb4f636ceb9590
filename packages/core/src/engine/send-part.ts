import { partAt, sizeOf } from '../model/part.ts'
import { UploadError } from '../model/upload-error.ts'
import type { SendCall } from '../ports/object-storage.ts'
import { hold, type HeldPart, type PartsContext } from './held-parts.ts'
import type { Hedging } from './hedging.ts'
import { requestStorage } from './storage-request.ts'

/** One part until it is stored, or until its failure is none that a repetition heals. */
export async function sendPart(
  context: PartsContext,
  number: number,
  hedging: Hedging,
): Promise<HeldPart> {
  const { run, body, remote, states } = context
  const part = partAt(states.plan, number)
  const size = sizeOf(part)
  const request = { op: 'sendPart', kind: 'part', part: number, bytes: size } as const
  const show = () => run.showParts(states)
  const repeat = () => {
    states.repeated(number)
    show()
  }
  const send = async (call: SendCall) => {
    const bytes = body.slice(part.start, part.end)
    const answer = await run.shared.storage.sendPart(remote, part, bytes, call)
    if (answer.crc64 !== null && answer.crc64 !== answer.sentCrc64) throw damaged(number)
    return answer
  }
  const sent = await requestStorage(
    run,
    {
      ...request,
      onProgress(sentBytes) {
        states.progressed(number, sentBytes)
        show()
      },
      onFailure: repeat,
    },
    (call) =>
      hedging.send({
        number,
        size,
        call,
        send,
        sendBeside: ({ signal, onProgress }) =>
          requestStorage({ ...run, signal }, { ...request, once: true, onProgress }, send),
        onRestart: repeat,
      }),
  )
  const { sentCrc64, ...stored } = sent
  run.source.sent.set(number, { crc64: sentCrc64, etag: stored.etag })
  states.stored(number)
  show()
  run.emit({ type: 'partStored', part: number })
  return hold(context, stored)
}

function damaged(part: number): UploadError {
  return new UploadError(
    'damaged-in-transit',
    `Part ${part} arrived with other bytes than were sent. It is sent again by itself.`,
    { part },
  )
}
