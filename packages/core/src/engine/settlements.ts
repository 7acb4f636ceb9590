import type { StoredObject } from '../model/stored-object.ts'
import { UploadError } from '../model/upload-error.ts'
import type { UploadSnapshot } from '../model/upload-phase.ts'

interface Waiting {
  readonly resolve: (object: StoredObject) => void
  readonly reject: (error: UploadError) => void
}

/** Those who wait for the end of one upload. */
export class Settlements {
  #waiting: Waiting[] = []

  next(snapshot: UploadSnapshot): Promise<StoredObject> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject })
      this.settle(snapshot)
    })
  }

  /** Tells everybody, if this is an end. */
  settle(snapshot: UploadSnapshot): void {
    const tell = endOf(snapshot)
    if (!tell) return
    const waiting = this.#waiting
    this.#waiting = []
    for (const one of waiting) tell(one)
  }
}

function endOf(snapshot: UploadSnapshot): ((waiting: Waiting) => void) | null {
  switch (snapshot.status) {
    case 'done':
      return ({ resolve }) => resolve(snapshot.object)
    case 'failed': {
      const { code, message, ...details } = snapshot.error
      return ({ reject }) => reject(new UploadError(code, message, details))
    }
    case 'canceled':
      return ({ reject }) => reject(new UploadError('canceled', 'The upload was canceled.'))
    default:
      return null
  }
}
