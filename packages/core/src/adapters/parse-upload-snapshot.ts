import type { PartStatesCopy } from '../model/parts-view.ts'
import { planParts } from '../model/part.ts'
import { uploadErrorCodes, type UploadFailure } from '../model/upload-error.ts'
import type {
  FileAt,
  UploadFacts,
  UploadPhase,
  UploadSnapshot,
  WaitingFor,
} from '../model/upload-phase.ts'
import { parseFileInfo } from './parse-journal-entry.ts'
import { parseRecuts } from './parse-recuts.ts'
import { parseStoredObject } from './parse-stored-object.ts'
import { isCount, isFields, isOneOf, isText, isTime, type Fields } from './untrusted.ts'

/** `undefined` for anything but a complete snapshot. Never throws. */
export function parseUploadSnapshot(value: unknown): UploadSnapshot | undefined {
  if (!isFields(value)) return undefined
  const phase = parsePhase(value)
  const facts = parseFacts(value)
  return phase && facts && { ...phase, ...facts }
}

/** `undefined` unless all of it fits together. Never throws. */
export function parsePartStates(value: unknown): PartStatesCopy | undefined {
  if (!isFields(value)) return undefined
  const { fileSize, partSize, state, sent, repeats } = value
  if (!isCount(fileSize) || !isCount(partSize) || partSize === 0) return undefined
  const recuts = parseRecuts(value['recuts'], { fileSize, partSize })
  if (!recuts) return undefined
  if (!(state instanceof Uint8Array) || !(sent instanceof Float64Array)) return undefined
  if (!(repeats instanceof Uint16Array)) return undefined
  return { ...planParts(fileSize, { partSize, recuts }), state, sent, repeats }
}

function parsePhase(fields: Fields): UploadPhase | undefined {
  const { status } = fields
  if (status === 'done') {
    const object = parseStoredObject(fields['object'])
    return object && { status, object }
  }
  if (status === 'failed') {
    const error = parseFailure(fields['error'])
    return error && { status, error }
  }
  return isOneOf(plainStatuses, status) ? { status } : undefined
}

function parseFailure(value: unknown): UploadFailure | undefined {
  if (!isFields(value)) return undefined
  const { code, message, requestId, ec, part } = value
  if (!isOneOf(uploadErrorCodes, code) || !isText(message)) return undefined
  return {
    code,
    message,
    ...(isText(requestId) && { requestId }),
    ...(isText(ec) && { ec }),
    ...(isCount(part) && { part }),
  }
}

function parseFacts(fields: Fields): UploadFacts | undefined {
  const { id, group, sentBytes, partCount, storedParts, reusedParts } = fields
  const { rate, secondsLeft, waitingFor, fileAt, begunElsewhereAt } = fields
  const file = parseFileInfo(fields['file'])
  if (!isText(id) || !isText(group) || !file || !isCount(sentBytes)) return undefined
  if (!isCount(partCount) || !isCount(storedParts) || !isCount(reusedParts)) return undefined
  if (!isTimeOrNull(rate) || !isTimeOrNull(secondsLeft)) return undefined
  if (waitingFor !== null && !isOneOf(reasons, waitingFor)) return undefined
  if (!isOneOf(distances, fileAt) || !isTimeOrNull(begunElsewhereAt)) return undefined
  return {
    id,
    group,
    file,
    sentBytes: Math.min(sentBytes, file.size),
    partCount,
    storedParts,
    reusedParts,
    rate,
    secondsLeft,
    waitingFor,
    fileAt,
    begunElsewhereAt,
    owner: 'elsewhere',
    journal: 'ready',
  }
}

function isTimeOrNull(value: unknown): value is number | null {
  return value === null || isTime(value)
}

const plainStatuses = [
  'interrupted',
  'queued',
  'preparing',
  'uploading',
  'paused',
  'finishing',
  'canceled',
] as const

const distances: readonly FileAt[] = ['hand', 'click', 'none']

const reasons: readonly WaitingFor[] = [
  'network',
  'credentials',
  'file',
  'tab',
  'retry',
  'confirmation',
]
