import type { OperationName } from '../operations/operation-name.ts'

/** The part that a request stored. */
export interface LoggedPart {
  readonly number: number
  readonly size: number
  readonly etag: string
}

/** One request as the emulator saw it. */
export interface LoggedRequest {
  readonly requestId: string
  readonly method: string
  /** `null` if the request could not be understood. */
  readonly operation: OperationName | null
  readonly bucket: string | null
  readonly key: string
  /** Decoded; signatures and tokens are left out. */
  readonly query: Readonly<Record<string, string>>
  readonly uploadId: string | null
  readonly partNumber: number | null
  /** Who signed it; an `STS.…` id tells which token was used. */
  readonly accessKeyId: string | null
  /** Epoch ms of the machine's clock, whatever faults say. */
  readonly startedAt: number
  /** `null` while it runs. */
  readonly endedAt: number | null
  /** How it ended for the client; `dropped` is a fault, `gone` a client that left. */
  readonly outcome: 'running' | 'answered' | 'dropped' | 'gone'
  /** What was or would have been answered; `null` while unknown. */
  readonly status: number | null
  /** The error code of the answer. */
  readonly code: string | null
  readonly ec: string | null
  /** Of the body. */
  readonly bytesReceived: number
  readonly storedPart: LoggedPart | null
  /** Ids of the faults that met it. */
  readonly faults: readonly string[]
}

/** The latest requests, oldest first. */
export interface RequestLog {
  list(): readonly LoggedRequest[]
  clear(): void
}

/** An entry that is still being written. */
export type RequestEntry = { -readonly [Name in keyof LoggedRequest]: LoggedRequest[Name] }

export interface WritableRequestLog extends RequestLog {
  add(entry: RequestEntry): void
}

export function createRequestLog(capacity: number): WritableRequestLog {
  let entries: RequestEntry[] = []

  return {
    list: () => entries.map((entry) => ({ ...entry })),
    clear() {
      entries = []
    },
    add(entry) {
      entries.push(entry)
      // In blocks, so that a full log does not move all its entries for each request.
      if (entries.length > capacity * 1.25) entries = entries.slice(-capacity)
    },
  }
}
