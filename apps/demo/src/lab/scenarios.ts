import type { Fault } from '@resumable-upload/oss-emulator'
import type { MessageKey } from '../messages/en-us.ts'
import type { Emulator } from './emulator.ts'

/** Something that goes wrong in the field, with one click. */
export interface Scenario {
  readonly name: MessageKey
  readonly does: MessageKey
  readonly watch: MessageKey
  /** Without a fault, `run` happens once and is over. */
  readonly fault?: Fault
  readonly run?: (emulator: Emulator) => Promise<void>
}

const minutes = 60_000

export const scenarios: readonly Scenario[] = [
  {
    name: 'latency',
    does: 'latencyDoes',
    watch: 'latencyWatch',
    fault: { kind: 'latency', delayMs: 800 },
  },
  {
    name: 'bandwidth',
    does: 'bandwidthDoes',
    watch: 'bandwidthWatch',
    fault: { kind: 'bandwidth', bytesPerSecond: 1_000_000 },
  },
  {
    name: 'drops',
    does: 'dropsDoes',
    watch: 'dropsWatch',
    fault: {
      kind: 'drop-before',
      operation: 'UploadPart',
      afterBytes: 200_000,
      probability: 1 / 3,
    },
  },
  {
    name: 'busy',
    does: 'busyDoes',
    watch: 'busyWatch',
    fault: { kind: 'error', status: 503, probability: 0.5, durationMs: 20_000 },
  },
  {
    name: 'stall',
    does: 'stallDoes',
    watch: 'stallWatch',
    fault: { kind: 'stall', operation: 'UploadPart', afterBytes: 100_000, times: 3 },
  },
  {
    name: 'revoked',
    does: 'revokedDoes',
    watch: 'revokedWatch',
    run: (emulator) => emulator.endTokens('revoke'),
  },
  {
    name: 'clock',
    does: 'clockDoes',
    watch: 'clockWatch',
    fault: { kind: 'clock-skew', skewMs: 22 * minutes },
  },
  {
    name: 'answerLost',
    does: 'answerLostDoes',
    watch: 'answerLostWatch',
    fault: { kind: 'answer-lost', operation: 'CompleteMultipartUpload', times: 1 },
  },
  {
    name: 'cors',
    does: 'corsDoes',
    watch: 'corsWatch',
    fault: { kind: 'cors-missing', header: 'ETag' },
  },
  {
    name: 'cut',
    does: 'cutDoes',
    watch: 'cutWatch',
    fault: { kind: 'network-cut', durationMs: 10_000 },
  },
]
