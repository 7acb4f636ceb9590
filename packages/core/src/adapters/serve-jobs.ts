import { toFailure, UploadError } from '../model/upload-error.ts'
import { mainThreadChecksum } from './main-thread-checksum.ts'
import { fileOf } from './file-of.ts'
import { systemClock } from './system-clock.ts'
import type { FromWorker, JobMessage, ToWorker, WorkerJobs } from './worker-protocol.ts'
import { createXhrSender, type SendByXhr } from './xhr-request.ts'

/** The worker's side of the channel: its global scope, or a port. */
export interface Endpoint {
  postMessage(message: FromWorker): void
  addEventListener(type: 'message', listener: (event: { readonly data: ToWorker }) => void): void
}

/** Milliseconds between two reports of progress of one request. */
const progressInterval = 50

/** Does what the page asks for, any number of jobs at once, and says so when it is ready. */
export function serveJobs(endpoint: Endpoint): void {
  const running = new Map<number, AbortController>()
  const send = createXhrSender()

  async function begin(message: JobMessage): Promise<void> {
    const { id } = message
    const controller = new AbortController()
    running.set(id, controller)
    const report = (sentBytes: number): void => {
      endpoint.postMessage({ type: 'progress', id, sentBytes })
    }
    try {
      const output = await perform(message, { send, report, signal: controller.signal })
      endpoint.postMessage({ type: 'done', id, output })
    } catch (thrown) {
      endpoint.postMessage({ type: 'failed', id, failure: toFailure(UploadError.from(thrown)) })
    } finally {
      running.delete(id)
    }
  }

  endpoint.addEventListener('message', ({ data }) => {
    if (data.type === 'abort') running.get(data.id)?.abort()
    else void begin(data)
  })
  endpoint.postMessage({ type: 'ready' })
}

interface JobContext {
  readonly send: SendByXhr
  readonly report: (sentBytes: number) => void
  readonly signal: AbortSignal
}

function perform(
  message: JobMessage,
  { send, report, signal }: JobContext,
): Promise<WorkerJobs[JobMessage['job']]['output']> {
  switch (message.job) {
    case 'crc64':
      return mainThreadChecksum.crc64(message.input, signal)
    case 'md5':
      return mainThreadChecksum.md5(message.input, signal)
    case 'sleep':
      return systemClock.sleep(message.input, signal).then(() => null)
    case 'send': {
      const { wantsProgress, ...request } = message.input
      if (!wantsProgress || !request.body) return send(request, signal)
      const { onProgress, stop } = atIntervals(report, fileOf(request.body).size)
      return send({ ...request, onProgress }, signal).finally(stop)
    }
  }
}

/** A body of up to so many bytes is gone before anybody could look. */
const smallBody = 1024 * 1024

interface Reporting {
  readonly onProgress: (sentBytes: number) => void
  readonly stop: () => void
}

/**
 * Keeps busy uploads from flooding the page. The last byte is always reported, of a small body
 * together with its answer, unless that takes its time.
 */
function atIntervals(report: (sentBytes: number) => void, size: number): Reporting {
  let next = size > smallBody ? -Infinity : performance.now() + progressInterval
  let latest = 0
  let late: ReturnType<typeof setTimeout> | undefined
  const tell = (): void => {
    next = performance.now() + progressInterval
    report(latest)
  }
  return {
    onProgress(sentBytes) {
      latest = sentBytes
      clearTimeout(late)
      const wait = next - performance.now()
      if (wait <= 0 || (sentBytes === size && size > smallBody)) tell()
      else late = setTimeout(tell, wait)
    },
    stop: () => clearTimeout(late),
  }
}
