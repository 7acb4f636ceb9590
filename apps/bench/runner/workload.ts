import type { LinkShape } from './link-shape.ts'

/** The same files over the same link for several drivers. */
export interface Workload {
  readonly id: string
  readonly title: string
  /** What the reader should know beyond the title. */
  readonly note?: string
  readonly files: readonly { readonly name: string; readonly size: number }[]
  readonly link: LinkShape
  /** Drivers that get another link, to compare with. */
  readonly otherLinks?: Readonly<Record<string, LinkShape>>
  /** The first of ours is the one that is judged. */
  readonly drivers: readonly string[]
  /** The files lie in memory, not on disk: asking a file on disk for its size asks the disk. */
  readonly inMemory?: boolean
  /** Nothing is sent: it is about the list alone. */
  readonly addsOnly?: boolean
  /** How many of the files a driver is given that would not end with all of them. */
  readonly fewer?: Readonly<Record<string, number>>
  /** The browser is killed once so much of the bytes has arrived, and opened again. */
  readonly killAt?: number
  /** Milliseconds after which a driver is stopped, and reported so. @default 90 seconds */
  readonly limit?: number
  /** Repetitions at most, for what takes long. */
  readonly atMost?: number
  readonly target?: Target
}

/** The wall time of `driver` over that of `base` that we promise to stay below. */
export interface Target {
  readonly driver: string
  readonly base: string
  readonly ratio: number
  /** Milliseconds on top. @default 0 */
  readonly allowance?: number
}
