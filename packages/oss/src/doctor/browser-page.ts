import type { SignedRequest } from '../signer.ts'
import type { DoctorPage } from './ports.ts'
import { tryPolicy } from './try-policy.ts'

/** The name of a database that holds nothing and does not stay. */
const database = 'resumable-upload-doctor'

export function createBrowserPage(): DoctorPage {
  return {
    // As the browser writes it into requests.
    origin: globalThis.origin === 'null' ? null : globalThis.origin,
    protocol: location.protocol,
    isSecure: globalThis.isSecureContext,
    hasServiceWorker: isControlled(),
    tryPolicy,
    seesProgress,
    tryDatabase,
    async estimateStorage() {
      // Pages that are not secure have none.
      const storage: StorageManager | undefined = navigator.storage
      const { quota, usage } = (await storage?.estimate()) ?? {}
      return quota === undefined ? null : { quota, usage: usage ?? 0 }
    },
  }
}

/** A sandboxed page may not even ask. */
function isControlled(): boolean {
  try {
    const container: ServiceWorkerContainer | undefined = navigator.serviceWorker
    return Boolean(container?.controller)
  } catch {
    return false
  }
}

function seesProgress(
  { method, url, headers }: SignedRequest,
  body: Blob,
  signal: AbortSignal,
): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest()
    let seen = false
    xhr.open(method, url)
    for (const [name, value] of Object.entries(headers)) xhr.setRequestHeader(name, value)
    xhr.upload.onprogress = () => {
      seen = true
    }
    const stop = (): void => xhr.abort()
    signal.addEventListener('abort', stop, { once: true })
    xhr.onloadend = () => {
      signal.removeEventListener('abort', stop)
      if (signal.aborted) reject(signal.reason)
      else resolve(seen)
    }
    xhr.send(body)
  })
}

async function tryDatabase(): Promise<void> {
  const opened = await resultOf(indexedDB.open(database))
  opened.close()
  await resultOf(indexedDB.deleteDatabase(database))
}

function resultOf<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('The database failed.'))
  })
}
