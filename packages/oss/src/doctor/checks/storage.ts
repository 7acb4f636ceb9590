import type { Check } from '../check.ts'

/** Below this the journal and its copies of files have no room, in bytes. */
const enough = 64 * 1024 * 1024

/** Whether this browser remembers uploads: they go on without, but not after a reload. */
export const storageCheck: Check = {
  name: 'storage',
  needs: [],
  run: async ({ ports: { page } }) => {
    try {
      await page.tryDatabase()
    } catch (thrown) {
      const message = thrown instanceof Error ? thrown.message : String(thrown)
      return [{ name: 'journal-unavailable', details: { message } }]
    }
    const estimate = await page.estimateStorage()
    if (estimate === null) return []
    const free = Math.max(0, estimate.quota - estimate.usage)
    const [megabytes, quota] = [free, estimate.quota].map((bytes) =>
      String(Math.floor(bytes / 1e6)),
    )
    if (free >= enough || megabytes === undefined || quota === undefined) return []
    return [{ name: 'storage-low', details: { megabytes, quota } }]
  },
}
