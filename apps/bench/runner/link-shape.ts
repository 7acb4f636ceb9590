/** How the storage is reached. */
export type LinkShape = Loopback | PacedConnections | SharedLink

/** As fast as this machine. */
export interface Loopback {
  readonly kind: 'loopback'
}

/** What a storage gives each connection. Always paced by a relay, for it is no property of a link. */
export interface PacedConnections {
  readonly kind: 'connections'
  /** Milliseconds that every answer takes longer. */
  readonly delay: number
  /** Bytes a second of each, upwards. @default no limit */
  readonly rate?: number
  /** One connection turns slow for good once so many bytes have passed in all. */
  readonly slowOne?: { readonly afterBytes: number; readonly factor: number }
}

/** One line that all connections share, packet by packet. */
export interface SharedLink {
  readonly kind: 'link'
  /** Milliseconds there and back. */
  readonly roundTrip: number
  /** Bytes a second upwards, of all connections. */
  readonly rate: number
  /** Percent of packets, each way. @default 0 */
  readonly loss?: number
  /** Other rates in turn, and again from the first, so many milliseconds each. */
  readonly changes?: { readonly every: number; readonly rates: readonly number[] }
}

export const loopback: Loopback = { kind: 'loopback' }
