/** What the resume ladder and the tabs ask a browser for. */
export interface Abilities {
  /** Files that can be read again after a reload, with one click. */
  readonly fileHandles: boolean
  readonly locks: boolean
  readonly broadcast: boolean
  /** The browser says how much a page may keep. */
  readonly quota: boolean
  readonly originFiles: boolean
  /** IndexedDB keeps a `File`. */
  readonly keepsFiles: boolean
}

/** Runs in the page. */
export async function readAbilities(): Promise<Abilities> {
  const storage = navigator.storage as StorageManager | undefined
  return {
    fileHandles: 'showOpenFilePicker' in window,
    locks: 'locks' in navigator,
    broadcast: 'BroadcastChannel' in window,
    quota: (await storage?.estimate?.().catch(() => null))?.quota !== undefined,
    originFiles: Boolean(await storage?.getDirectory?.().catch(() => null)),
    keepsFiles: await new Promise<boolean>((resolve) => {
      const opening = indexedDB.open('abilities')
      opening.onupgradeneeded = () => opening.result.createObjectStore('files')
      opening.onerror = () => resolve(false)
      opening.onsuccess = () => {
        const database = opening.result
        const finish = (answer: boolean): void => {
          database.close()
          indexedDB.deleteDatabase('abilities')
          resolve(answer)
        }
        const writing = database.transaction('files', 'readwrite')
        writing.oncomplete = () => finish(true)
        writing.onabort = () => finish(false)
        try {
          writing.objectStore('files').put(new File(['x'], 'x.txt'), 'x')
        } catch {
          finish(false)
        }
      }
    }),
  }
}
