import { createDatabase } from './database.ts'
import { isFields, isTime } from './untrusted.ts'

/** When tabs last said that they live. */
export interface LeaseStore {
  /** Epoch milliseconds; `null` for a tab that never did, or has left. */
  read(id: string): Promise<number | null>
  renew(id: string, at: number): Promise<void>
  end(id: string): Promise<void>
  close(): void
}

/** Leases beside the journal of the scope. Rejects where the browser refuses to store. */
export function createLeaseStore(scope: string): LeaseStore {
  const database = createDatabase(scope)
  return {
    read: (id) =>
      database.run(async (connection) => {
        const row = await connection.get('leases', id)
        return isFields(row) && isTime(row['renewedAt']) ? row['renewedAt'] : null
      }),
    renew: (id, renewedAt) =>
      database.run(async (connection) => void (await connection.put('leases', { id, renewedAt }))),
    end: (id) => database.run((connection) => connection.delete('leases', id)),
    close: () => database.close(),
  }
}
