/** Where the bytes go: the same storage for everybody, tus apart, whose protocol wants its own. */
export interface Site {
  readonly endpoint: string
  readonly bucket: string
  readonly region: string
  /** Answers with STS credentials. */
  readonly tokenUrl: string
  readonly tusUrl: string
  /** Keys begin with it, so that runs do not meet. */
  readonly prefix: string
}

/** What a driver that shows a list says of it. */
export interface ListFacts {
  /** Elements that stand for a file each. */
  readonly rows: number
  /** How often React rendered something; `null` where it is not React. */
  readonly commits: number | null
}

/**
 * One way to upload files, or to list them. Resolves when all of them are stored (or listed), rejects
 * when one is not.
 */
export type Driver = (files: readonly File[], site: Site) => Promise<ListFacts | void>
