import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction } from 'idb'
import { UploadError } from '../model/upload-error.ts'

/** The browser's own object behind one that answers with promises. */
export { unwrap } from 'idb'

/** Rows are `unknown`: what is read back may be corrupt, or of another version of this library. */
export interface Schema extends DBSchema {
  uploads: { key: string; value: unknown; indexes: Record<UploadIndex, string> }
  parts: { key: [id: string, number: number]; value: unknown }
  /** File system handles, for uploads that continue after a reload with one click. */
  handles: { key: string; value: unknown }
  /** Copies of small files, for uploads that continue after a reload with no click at all. */
  stash: { key: string; value: unknown }
  /** Of tabs, when they last said that they live: where there are no Web Locks. */
  leases: { key: string; value: unknown }
}

type StoreName = 'uploads' | 'parts' | 'handles' | 'stash' | 'leases'
type UploadIndex = 'byStorage' | 'byIdentity' | 'byState'

export type Connection = IDBPDatabase<Schema>

/** One IndexedDB database; opened on first use, and again after another tab made it close. */
export interface Database {
  /** Runs `work` on an open connection, once more if the connection was closed under it. */
  run<Result>(work: (connection: Connection) => Promise<Result>): Promise<Result>
  close(): void
}

/** Reads and writes all stores while nobody else has the database open. */
export type UpgradeTransaction = IDBPTransaction<Schema, StoreName[], 'versionchange'>

/**
 * Takes the database from one version to the next. It may await requests of its own transaction, and
 * nothing else.
 */
export type Upgrade = (
  connection: Connection,
  transaction: UpgradeTransaction,
) => Promise<void> | void

/**
 * The database of one scope; the scope is any text. Rejects with a sentence when it cannot open. The
 * version of the database is the number of its upgrades.
 */
export function createDatabase(
  scope: string,
  upgrades: readonly Upgrade[] = databaseUpgrades,
): Database {
  const name = databaseName(scope)
  let connection: Promise<Connection> | undefined
  let wasOpen = false
  let deleted = false

  function connect(): Promise<Connection> {
    if (connection) return connection
    const forget = (): void => {
      if (connection === opening) connection = undefined
    }
    const opening = openOrFail(forget)
    opening.catch(forget)
    connection = opening
    return opening
  }

  /** A database that is suddenly new was deleted: without what it knew, it would mislead. */
  async function openOrFail(disconnected: () => void): Promise<Connection> {
    if (deleted) throw new UploadError('unexpected', wasDeleted)
    const { opened, isNew } = await open(name, { upgrades, disconnected })
    deleted = wasOpen && isNew
    wasOpen = true
    if (!deleted) return opened
    opened.close()
    throw new UploadError('unexpected', wasDeleted)
  }

  return {
    async run(work) {
      const opening = connect()
      const opened = await opening
      try {
        return await work(opened)
      } catch (thrown) {
        if (!isClosed(thrown)) throw thrown
        if (connection === opening) connection = undefined
        return work(await connect())
      }
    },
    close() {
      const closing = connection
      connection = undefined
      closing?.then((opened) => opened.close()).catch(() => undefined)
    },
  }
}

/** How long another tab may take to make way for an upgrade, in milliseconds. */
const blockedLimit = 3_000

/** Where the rows of a scope live. */
export function databaseName(scope: string): string {
  return `resumable-upload:${scope}`
}

/** Each takes the database from the version of its index to the next one; never changed, only added to. */
export const databaseUpgrades: readonly Upgrade[] = [
  (connection) => {
    const uploads = connection.createObjectStore('uploads', { keyPath: 'id' })
    uploads.createIndex('byStorage', 'storageId')
    uploads.createIndex('byIdentity', 'identity')
    uploads.createIndex('byState', 'state')
    connection.createObjectStore('parts', { keyPath: ['id', 'number'] })
    connection.createObjectStore('handles', { keyPath: 'id' })
    connection.createObjectStore('stash', { keyPath: 'id' })
  },
  (connection) => void connection.createObjectStore('leases', { keyPath: 'id' }),
]

interface Opened {
  readonly opened: Connection
  /** There was no such database before. */
  readonly isNew: boolean
}

interface Opening {
  readonly upgrades: readonly Upgrade[]
  readonly disconnected: () => void
}

function open(name: string, { upgrades, disconnected }: Opening): Promise<Opened> {
  return new Promise((resolve, reject) => {
    let isNew = false
    let failure: unknown
    let abandoned = false
    let blocked: ReturnType<typeof setTimeout> | undefined
    const opening = openDB<Schema>(name, upgrades.length, {
      upgrade: (connection, oldVersion, _newVersion, transaction) => {
        isNew = oldVersion === 0
        const missing = upgrades.slice(oldVersion)
        upgradeBy(missing, connection, transaction).catch((thrown: unknown) => (failure = thrown))
      },
      // A tab that makes way first ends what it is writing.
      blocked: () => {
        blocked = setTimeout(() => {
          abandoned = true
          reject(new UploadError('unexpected', isBlocked))
        }, blockedLimit)
      },
      // Another tab upgrades or deletes: it can only go on when this connection is closed.
      blocking: (_oldVersion, _newVersion, event) => {
        disconnected()
        ;(event.target as IDBDatabase).close() // `versionchange` is fired at the connection.
      },
      terminated: disconnected,
    })
    opening
      .then(
        (opened) => (abandoned ? opened.close() : resolve({ opened, isNew })),
        (thrown: unknown) => reject(isTooNew(thrown) ? tooNew(thrown) : toError(failure ?? thrown)),
      )
      .finally(() => clearTimeout(blocked))
  })
}

/** One after the other; where one fails, the database stays as it was. */
async function upgradeBy(
  upgrades: readonly Upgrade[],
  connection: Connection,
  transaction: UpgradeTransaction,
): Promise<void> {
  transaction.done.catch(() => undefined) // Opening rejects for the same reason.
  try {
    for (const upgrade of upgrades) await upgrade(connection, transaction)
  } catch (thrown) {
    transaction.abort()
    throw thrown
  }
}

const wasDeleted =
  'The memory of unfinished uploads was deleted while the page was open. Reload the page to have one again.'

const isBlocked =
  'Another tab holds an older version of the memory of unfinished uploads. Close the other tabs and reload.'

function tooNew(cause: unknown): UploadError {
  const message =
    'The memory of unfinished uploads was written by a newer version of this page. Reload the page to use it.'
  return new UploadError('unexpected', message, { cause })
}

function isTooNew(thrown: unknown): boolean {
  return thrown instanceof DOMException && thrown.name === 'VersionError'
}

/** A transaction on a closed connection. */
function isClosed(thrown: unknown): boolean {
  return thrown instanceof DOMException && thrown.name === 'InvalidStateError'
}

function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new UploadError('unexpected', String(thrown))
}
