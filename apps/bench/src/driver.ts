/** Where the bytes go: the same storage for everybody, tus apart, whose protocol wants its own. */
export interface Site {
  readonly endpoint: string
  readonly bucket: string
  readonly region: string
  /** Answers with STS credentials. */
  readonly tokenUrl: string
  /** Signs for `remoteSigner`. */
  readonly signUrl: string
  readonly tusUrl: string
  /** Keys begin with it, so that runs do not meet. */
  readonly prefix: string
}

/** What a driver says of its run. */
export interface DriverFacts {
  /** Elements of its list that stand for a file each. */
  readonly rows?: number
  /** How often React rendered something; `null` where it is not React. */
  readonly commits?: number | null
  /** When it came by certain points, in milliseconds since the page began to load. */
  readonly marks?: Readonly<Record<string, number>>
  readonly trace?: readonly TracePoint[]
}

/** One moment of a transfer. */
export interface TracePoint {
  /** Milliseconds since its start. */
  readonly at: number
  /** Requests with parts under way. */
  readonly atOnce: number
  /** Bytes that have left so far, as people see them. */
  readonly sent: number
}

/**
 * One way to upload files, or to list them: gets ready as it does when an application's page loads, and
 * gives what begins when files are chosen.
 */
export type Driver = (site: Site) => Promise<Upload>

/** Resolves when all files are stored (or listed), rejects when one is not. */
export type Upload = (files: readonly File[]) => Promise<DriverFacts | void>
