import type { StorageCall, TransportResponse } from '@resumable-upload/core'

const attempts = 4
/** Milliseconds; grows with every attempt. */
const pause = 500

/**
 * Aborts until OSS knows nothing of the upload: a part that was in flight may land after the first
 * time and would be kept, and billed.
 */
export async function discardUpload(
  abort: () => Promise<TransportResponse>,
  { network, signal }: StorageCall,
): Promise<void> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    if (attempt > 1) await network.clock.sleep(attempt * pause, signal)
    const { status } = await abort()
    if (status === 404) return
  }
}
