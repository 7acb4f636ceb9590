import type { Answer } from '../http/answer.ts'
import type { RequestFacts } from '../request-facts.ts'
import type { OpenedObject } from '../store/object-store.ts'
import type { Call } from './call.ts'
import { checkConditions } from './check-conditions.ts'
import { briefObject, describeObject } from './describe-object.ts'
import { parseRange } from './parse-range.ts'

export async function getObject({ request, bucket, authorize }: Call): Promise<Answer> {
  authorize('oss:GetObject')
  const opened = await bucket.objects.open(request.key)
  try {
    return answerWith(opened, request)
  } catch (error) {
    await opened.file.close()
    throw error
  }
}

export async function headObject({ request, bucket, authorize }: Call): Promise<Answer> {
  authorize('oss:GetObject')
  const object = bucket.objects.get(request.key)
  checkConditions(request.headers, object)
  return {
    status: 200,
    headers: { ...describeObject(object), 'Content-Length': String(object.size) },
  }
}

export async function getObjectMeta({ request, bucket, authorize }: Call): Promise<Answer> {
  authorize('oss:GetObject')
  const object = bucket.objects.get(request.key)
  return {
    status: 200,
    headers: { ...briefObject(object), 'Content-Length': String(object.size) },
  }
}

function answerWith({ object, file }: OpenedObject, { headers, query }: RequestFacts): Answer {
  checkConditions(headers, object)
  const { size } = object
  const isStandard = headers['x-oss-range-behavior'] === 'standard'
  const range = parseRange(headers['range'], { size, isStandard })
  const answered = describeObject(object)
  for (const [name, value] of query) {
    if (!name.startsWith('response-')) continue
    const header = name.slice('response-'.length)
    if (overridable.has(header)) answered[header] = value
  }

  if (range === null)
    return { status: 200, headers: answered, body: { file, start: 0, length: size } }
  answered['Content-Range'] = `bytes ${range.start}-${range.start + range.length - 1}/${size}`
  return { status: 206, headers: answered, body: { file, ...range } }
}

const overridable = new Set([
  'content-type',
  'content-language',
  'expires',
  'cache-control',
  'content-disposition',
  'content-encoding',
])
