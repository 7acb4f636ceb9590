import { matchesWildcard } from '../auth/wildcard.ts'
import type { OperationName } from '../operations/operation-name.ts'
import type { Fault, FaultKind } from './fault.ts'

/** What a fault looks at in a request. */
export interface FaultSubject {
  /** `null` if the request asks for nothing that the emulator knows. */
  readonly operation: OperationName | null
  readonly key: string
  readonly partNumber: number | null
  readonly uploadId: string | null
}

/** Whether the fault is meant for the request; luck and number of times aside. */
export function matchesFault(fault: Fault, subject: FaultSubject): boolean {
  const { operation, keyPattern, partNumber } = fault
  if (fault.kind === 'network-cut') return false
  if (operation !== undefined && operation !== subject.operation) return false
  if (operation === undefined && !isReached(fault.kind, subject.operation)) return false
  if (partNumber !== undefined && partNumber !== subject.partNumber) return false
  if (keyPattern !== undefined && !matchesWildcard(keyPattern, subject.key)) return false
  return isPossible(fault, subject)
}

/** Preflights and STS are met only by what no request escapes, unless a fault names them. */
function isReached(kind: FaultKind, operation: OperationName | null): boolean {
  if (operation === 'Preflight') return ['latency', 'clock-skew', 'cors-missing'].includes(kind)
  if (operation === 'AssumeRole') return kind === 'clock-skew'
  return true
}

/** Whether the fault can show in this call at all; if not, it keeps its `times` for one where it can. */
function isPossible(fault: Fault, { operation, uploadId }: FaultSubject): boolean {
  switch (fault.kind) {
    case 'part-damaged':
      return operation === 'UploadPart'
    case 'callback-failed':
    case 'object-damaged':
      return ['PutObject', 'PostObject', 'CompleteMultipartUpload'].includes(operation ?? '')
    case 'upload-forgotten':
      return uploadId !== null
    case 'crc-missing':
      return (fault.from === 'list-parts') === (operation === 'ListParts')
    case 'bandwidth':
    case 'stall':
      return operation !== 'Preflight'
    default:
      return true
  }
}
