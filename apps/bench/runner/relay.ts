import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/** How a relay holds connections up. Nothing given: not at all. */
export interface Pacing {
  /** Milliseconds that every answer takes longer. */
  readonly delay?: number
  /** Bytes a second of each connection, upwards. */
  readonly perConnection?: number
  /** Bytes a second of all connections, upwards. */
  readonly inAll?: number
  /** One connection turns slow for good once so many bytes have passed in all. */
  readonly slowOne?: { readonly afterBytes: number; readonly factor: number }
}

export interface Relay {
  readonly port: number
  /** The rate of all connections from now on. */
  setRate(inAll: number): void
  close(): Promise<void>
}

/** Connections to a port of `host` go on to `target` on this machine, as slowly as `pacing` says. */
export async function relay(
  target: number,
  pacing: Pacing = {},
  host = '127.0.0.1',
): Promise<Relay> {
  const { delay, perConnection, slowOne } = pacing
  const isPaced = Boolean(perConnection ?? pacing.inAll)
  const sockets = new Set<Socket>()
  let { inAll } = pacing
  let passed = 0
  let slow: Socket | null = null
  let freeAt = 0

  /** Milliseconds until bytes that came at `moment` may pass, by the rate of the connection and of all. */
  function wait(socket: Socket, own: { freeAt: number }, { bytes, moment }: Arrival): number {
    passed += bytes
    if (slowOne && slow === null && passed > slowOne.afterBytes) slow = socket
    const rate =
      perConnection && (socket === slow ? perConnection / (slowOne?.factor ?? 1) : perConnection)
    if (rate) own.freeAt = Math.max(moment, own.freeAt) + (bytes / rate) * 1000
    if (inAll) freeAt = Math.max(moment, freeAt) + (bytes / inAll) * 1000
    return Math.max(own.freeAt, inAll ? freeAt : 0) - performance.now()
  }

  const server = createServer((client) => {
    const storage = connect(target, '127.0.0.1')
    const own = { freeAt: 0 }
    for (const socket of [client, storage]) {
      sockets.add(socket)
      socket.setNoDelay(true)
      socket.on('close', () => sockets.delete(socket))
    }
    client.on('error', () => storage.resetAndDestroy())
    storage.on('error', () => client.resetAndDestroy())
    if (isPaced) pipePaced(client, storage, (arrival) => wait(client, own, arrival))
    else client.pipe(storage)
    if (delay) pipeLater(storage, client, delay)
    else storage.pipe(client)
  })
  server.listen(0, host)
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('The relay has no port.')

  return {
    port: address.port,
    setRate(rate) {
      inAll = rate
    },
    async close() {
      const closed = once(server, 'close')
      server.close()
      // Not reset: a thread whose socket was reset while it was ending never gets out of its own end.
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

interface Arrival {
  readonly bytes: number
  readonly moment: number
}

/** Milliseconds within which a piece comes that was waiting in the kernel. */
const soon = 2

/**
 * Holds every piece back as long as its bytes take; TCP holds the sender back. A piece that waited
 * while a timer was late came when the timer was due: a busy machine makes no slower line.
 */
function pipePaced(from: Socket, to: Socket, wait: (arrival: Arrival) => number): void {
  let due = 0
  let resumedAt = -Infinity
  const goOn = (): void => {
    resumedAt = performance.now()
    from.resume()
  }
  const pass = (piece: Buffer): void => {
    if (to.write(piece)) return goOn()
    to.once('drain', () => {
      due = performance.now()
      goOn()
    })
  }
  from.on('data', (piece: Buffer) => {
    from.pause()
    const now = performance.now()
    const wasWaiting = now - resumedAt < soon
    const milliseconds = wait({ bytes: piece.length, moment: wasWaiting ? due : now })
    due = now + Math.max(0, milliseconds)
    // Less than a tick of the clock is caught up with by the next piece.
    if (milliseconds < 2) pass(piece)
    else setTimeout(() => pass(piece), milliseconds)
  })
  from.on('end', () => to.end())
}

/** Every piece comes later, none waits for the one before it. */
function pipeLater(from: Socket, to: Socket, milliseconds: number): void {
  from.on('data', (piece: Buffer) => setTimeout(() => to.write(piece), milliseconds))
  from.on('end', () => setTimeout(() => to.end(), milliseconds))
}
