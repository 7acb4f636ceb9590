import { useCallback, useState } from 'react'
import { UploadError } from '@resumable-upload/core'
import type { Rejection } from './rejection.ts'

export interface Rejections {
  /** What was not taken, until somebody has read it. */
  readonly rejections: readonly Rejection[]
  readonly reject: (rejections: readonly Rejection[]) => void
  readonly dismissRejections: () => void
  /** Runs a command about the file of this name; a failure becomes a rejection. */
  readonly attempt: (name: string, command: () => unknown) => void
}

export function useRejections(): Rejections {
  const [rejections, setRejections] = useState<readonly Rejection[]>([])

  const reject = useCallback((added: readonly Rejection[]) => {
    if (added.length > 0) setRejections((before) => [...before, ...added])
  }, [])

  const dismissRejections = useCallback(() => setRejections([]), [])

  const attempt = useCallback(
    (name: string, command: () => unknown) => {
      // `async`, so that what is thrown at once and what rejects later end in the same place.
      const run = async (): Promise<unknown> => command()
      run().catch((thrown: unknown) => reject([{ name, reason: UploadError.from(thrown).code }]))
    },
    [reject],
  )

  return { rejections, reject, dismissRejections, attempt }
}
