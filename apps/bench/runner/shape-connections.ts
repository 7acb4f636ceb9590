import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { Transform, type TransformCallback } from 'node:stream'

/** How a link behaves. Nothing given: as fast as this machine. */
export interface Shaping {
  /** Milliseconds that every answer takes longer: a round trip. */
  readonly roundTrip?: number
  /** Bytes a second of each connection, upwards. */
  readonly perConnection?: number
  /** Bytes a second of all connections, upwards. */
  readonly inAll?: number
  /** One connection turns slow for good once so many bytes have passed in all. */
  readonly slowOne?: { readonly afterBytes: number; readonly factor: number }
}

export interface ShapedLink {
  readonly port: number
  close(): Promise<void>
}

/** A wire to `target` on this machine that is as slow as `shaping` says. */
export async function shape(target: number, shaping: Shaping): Promise<ShapedLink> {
  const sockets = new Set<Socket>()
  const { roundTrip, perConnection, inAll, slowOne } = shaping
  const isPaced = Boolean(perConnection ?? inAll)
  let passed = 0
  let slow: Socket | null = null
  let freeAt = 0

  /** Milliseconds until `bytes` may pass, by the rate of the connection and of the link. */
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

  const server = createServer({ highWaterMark: 64 * 1024 }, (client) => {
    const storage = connect(target, '127.0.0.1')
    const own = { freeAt: 0 }
    for (const socket of [client, storage]) {
      sockets.add(socket)
      socket.setNoDelay(true)
      socket.on('close', () => sockets.delete(socket))
    }
    client.on('error', () => storage.resetAndDestroy())
    storage.on('error', () => client.resetAndDestroy())
    if (isPaced) client.pipe(pacer((bytes) => wait(client, bytes, own))).pipe(storage)
    else client.pipe(storage)
    if (roundTrip) storage.pipe(delayer(roundTrip)).pipe(client)
    else storage.pipe(client)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('The link has no port.')

  return {
    port: address.port,
    async close() {
      const closed = once(server, 'close')
      server.close()
      for (const socket of sockets) socket.resetAndDestroy()
      await closed
    },
  }
}

/** Holds every piece back as long as its bytes take; TCP holds the sender back. */
function pacer(wait: (bytes: number) => number): Transform {
  return new Transform({
    transform(piece: Buffer, _encoding, done: TransformCallback) {
      const milliseconds = wait(piece.length)
      // Less than a tick of the clock is caught up with by the next piece.
      if (milliseconds < 2) return done(null, piece)
      setTimeout(() => done(null, piece), milliseconds)
    },
  })
}

/** Every piece comes later, none waits for the one before it. */
function delayer(milliseconds: number): Transform {
  return new Transform({
    transform(piece: Buffer, _encoding, done: TransformCallback) {
      setTimeout(() => done(null, piece), milliseconds)
    },
  })
}
