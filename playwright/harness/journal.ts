import type { Page } from '@playwright/test'

/** How many rows all databases of the page hold together. */
export function countRows(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const settled = <Result>(request: IDBRequest<Result>): Promise<Result> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error ?? new Error('IndexedDB refused.'))
      })
    let rows = 0
    for (const { name } of await indexedDB.databases()) {
      if (name === undefined) continue
      const database = await settled(indexedDB.open(name))
      for (const store of database.objectStoreNames) {
        rows += await settled(database.transaction(store).objectStore(store).count())
      }
      database.close()
    }
    return rows
  })
}
