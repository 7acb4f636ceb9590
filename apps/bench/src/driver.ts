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

/** One way to upload files. Resolves when all of them are stored, rejects when one is not. */
export type Driver = (files: readonly File[], site: Site) => Promise<void>
