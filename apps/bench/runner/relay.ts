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

  /** Milliseconds until `bytes` may pass, by the rate of the connection and of all. */
  function wait(socket: Socket, bytes: number, own: { freeAt: number }): number {
    const now = performance.now()
    passed += bytes
    if (slowOne && slow === null && passed > slowOne.afterBytes) slow = socket
    const rate =
      perConnection && (socket === slow ? perConnection / (slowOne?.factor ?? 1) : perConnection)
    if (rate) own.freeAt = Math.max(now, own.freeAt) + (bytes / rate) * 1000
    if (inAll) freeAt = Math.max(now, freeAt) + (bytes / inAll) * 1000
    return Math.max(own.freeAt, inAll ? freeAt : 0) - now
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
    if (isPaced) pipePaced(client, storage, (bytes) => wait(client, bytes, own))
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
      for (const socket of sockets) socket.resetAndDestroy()
      await closed
    },
  }
}

/** Holds every piece back as long as its bytes take; TCP holds the sender back. */
function pipePaced(from: Socket, to: Socket, wait: (bytes: number) => number): void {
  const pass = (piece: Buffer): void => {
    if (to.write(piece)) from.resume()
    else to.once('drain', () => from.resume())
  }
  from.on('data', (piece: Buffer) => {
    from.pause()
    const milliseconds = wait(piece.length)
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
