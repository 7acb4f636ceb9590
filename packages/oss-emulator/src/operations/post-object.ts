import type { PostGrant } from '../auth/post-policy.ts'
import { invalidArgument } from '../auth/invalid-argument.ts'
import { damageObject } from '../faults/flip-byte.ts'
import type { Answer } from '../http/answer.ts'
import { type CallbackOrder, readCallback } from '../callback/callback-order.ts'
import { OssError } from '../oss-error.ts'
import { checkKey } from '../http/check-key.ts'
import { type ReceivedBytes, receiveBytes } from '../store/write-bytes.ts'
import type { Call } from './call.ts'
import { locationOf } from './location-of.ts'
import { authorizeAttributes, forbidsOverwrite, readObjectAttributes } from './object-headers.ts'
import { answerForm, readSuccessAction } from './post-answer.ts'
import { type FormWithFile, readForm } from './read-form.ts'
import { bodyLimit, discard, entityTooLarge } from './receive-body.ts'

/** A form knows its rights only when its fields have arrived. */
export interface PostCall extends Omit<Call, 'authorize'> {
  /** Says what the signed policy of the form allows. Throws what OSS answers to a bad one. */
  readonly verify: (fields: ReadonlyMap<string, string>) => PostGrant
  /** Tells the request log for which key the form is. */
  readonly keyNamed: (key: string) => void
}

/** Stores the file of an HTML form, within the limits that its policy sets. */
export async function postObject(call: PostCall): Promise<Answer> {
  const { request, bucket, body, now } = call
  const stored: { post?: ReceivedPost } = {}
  try {
    await readForm(request.headers['content-type'] ?? '', body, async (form) => {
      stored.post = await receivePost(call, form)
    })
    if (stored.post === undefined) throw new Error('A form without file was not refused.')
    const { key, fields, received } = stored.post
    const { size, etag, crc64 } = received
    const facts = { key, size, etag, crc64, type: 'Normal', lastModified: now } as const
    const object = { ...facts, ...readObjectAttributes(fields) }
    const forbidOverwrite = forbidsOverwrite(fields)
    await bucket.objects.put(object, received.path, { forbidOverwrite })
    const answer = answerForm(object, {
      bucket: bucket.name,
      location: locationOf(call, key),
      fields,
    })
    return await call.announce(stored.post.order, object, answer)
  } catch (error) {
    if (stored.post !== undefined) await discard(stored.post.received)
    throw error
  }
}

interface ReceivedPost {
  readonly key: string
  /** Lower-case names. */
  readonly fields: Readonly<Record<string, string>>
  readonly received: ReceivedBytes
  readonly order: CallbackOrder | null
}

/** Checks everything that can be known before the file arrives, then receives it up to the policy's limit. */
async function receivePost(call: PostCall, { fields, file }: FormWithFile): Promise<ReceivedPost> {
  const grant = call.verify(fields)
  const named = resolveFields(fields, file)
  const order = readCallback({ callback: named['callback'], variables: named })
  const key = named['key'] ?? ''
  if (key === '') throw invalidArgument('The form has no field key.', ['key', ''])
  call.keyNamed(key)
  checkKey(key)
  grant.checkConditions({ key, 'content-type': named['content-type'] ?? '' })
  const resource = `acs:oss:*:*:${call.bucket.name}/${key}`
  const authorize = (action: string): void => grant.principal.authorize(action, resource)
  authorize('oss:PutObject')
  authorizeAttributes(named, authorize)
  readObjectAttributes(named)
  readSuccessAction(named)

  const { min, max } = grant.contentLengthRange ?? { min: 0, max: bodyLimit }
  const bytes = damageObject(limited(file.bytes, Math.min(max, bodyLimit)), call.faults)
  const received = await receiveBytes(bytes, call.incoming)
  if (received.size >= min) return { key, fields: named, received, order }
  await discard(received)
  throw entityTooSmall(min, received.size)
}

function resolveFields(
  fields: ReadonlyMap<string, string>,
  file: FormWithFile['file'],
): Readonly<Record<string, string>> {
  const named = Object.fromEntries([...fields].map(([name, value]) => [name.toLowerCase(), value]))
  const key = (named['key'] ?? '').replaceAll('${filename}', () => file.name)
  return { 'content-type': file.contentType, ...named, key }
}

async function* limited(
  source: AsyncIterable<Uint8Array>,
  limit: number,
): AsyncGenerator<Uint8Array> {
  let size = 0
  for await (const bytes of source) {
    size += bytes.byteLength
    if (size > limit) throw entityTooLarge(limit)
    yield bytes
  }
}

function entityTooSmall(min: number, size: number): OssError {
  const message = 'Your proposed upload is smaller than the minimum allowed object size.'
  return new OssError(400, 'EntityTooSmall', message, {
    details: { MinSizeAllowed: min, ProposedSize: size },
  })
}
