import type { LinkShape, PacedConnections, SharedLink } from './link-shape.ts'
import { openNamespace } from './namespace.ts'
import type { Pacing, Relay } from './relay.ts'
import { relayOnAThread } from './relay-on-a-thread.ts'

/** How a link came about. */
export type Shaping = 'none' | 'relay' | 'namespace'

/** What lies between the browser and the servers of this machine. */
export interface Link {
  readonly shaping: Shaping
  /** The port at which the browser reaches what listens on `port`; only storage is slowed by a relay. */
  reach(port: number, what: 'page' | 'storage'): Promise<number>
  readonly browser: BrowserPlace
  /** Time counts from now on, for a link that changes. */
  begin(): void
  close(): Promise<void>
}

/** Where the browser has to run so that only the link leads to the servers. */
export interface BrowserPlace {
  /** Comes before its command. */
  readonly entry: readonly string[]
  readonly args: readonly string[]
}

const here: BrowserPlace = { entry: [], args: [] }

/** A line in a namespace where those work; else a relay on loopback, which loses nothing. */
export async function openLink(
  shape: LinkShape,
  { namespaces }: { readonly namespaces: boolean },
): Promise<Link> {
  if (shape.kind === 'loopback')
    // No relay in between: it would take its share of the machine.
    return {
      shaping: 'none',
      browser: here,
      reach: async (port) => port,
      begin() {},
      close: async () => {},
    }
  if (shape.kind === 'link' && namespaces) return openLine(shape)
  const relays = createRelays()
  const pacing = shape.kind === 'link' ? pacingOf(shape) : pacingOfEach(shape)
  const changing = createChanges(shape, (rate) => relays.setRate(rate))
  return {
    shaping: 'relay',
    browser: here,
    reach: async (port, what) => (what === 'storage' ? relays.open(port, pacing) : port),
    begin: changing.begin,
    async close() {
      changing.end()
      await relays.close()
    },
  }
}

async function openLine(shape: SharedLink): Promise<Link> {
  const namespace = await openNamespace(shape)
  const relays = createRelays()
  const changing = createChanges(shape, (rate) => namespace.setRate(rate))
  return {
    shaping: 'namespace',
    browser: {
      entry: namespace.entry,
      // The name stays, for the page's sake (a secure context) and the storage's (which knows no other).
      args: [`--host-resolver-rules=MAP localhost ${namespace.address}`],
    },
    reach: (port) => relays.open(port, {}, namespace.address),
    begin: changing.begin,
    async close() {
      changing.end()
      await relays.close()
      await namespace.close()
    },
  }
}

function pacingOf({ roundTrip, rate }: SharedLink): Pacing {
  return { delay: roundTrip, inAll: rate }
}

function pacingOfEach({ delay, rate, slowOne }: PacedConnections): Pacing {
  return { delay, ...(rate && { perConnection: rate }), ...(slowOne && { slowOne }) }
}

interface Relays {
  open(port: number, pacing: Pacing, host?: string): Promise<number>
  setRate(rate: number): void
  close(): Promise<void>
}

function createRelays(): Relays {
  const relays: Relay[] = []
  return {
    async open(port, pacing, host) {
      const opened = await relayOnAThread(port, pacing, host)
      relays.push(opened)
      return opened.port
    },
    setRate: (rate) => relays.forEach((each) => each.setRate(rate)),
    async close() {
      await Promise.all(relays.map((each) => each.close()))
    },
  }
}

function createChanges(
  shape: LinkShape,
  setRate: (rate: number) => void,
): { readonly begin: () => void; readonly end: () => void } {
  let timer: NodeJS.Timeout | undefined
  return {
    begin() {
      const changes = shape.kind === 'link' ? shape.changes : undefined
      if (!changes) return
      let turn = 0
      timer = setInterval(() => {
        setRate(changes.rates[turn++ % changes.rates.length] ?? 0)
      }, changes.every)
    },
    end: () => clearInterval(timer),
  }
}
