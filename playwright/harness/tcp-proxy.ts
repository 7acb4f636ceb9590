import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

export interface TcpProxy {
  readonly port: number
  /** Resets every connection and refuses new ones, as a pulled plug does. */
  cut(): void
  /** Lets connections through again. */
  mend(): void
  close(): Promise<void>
}

/** A wire to `target` on this machine that a story can cut. */
export async function startTcpProxy(target: number): Promise<TcpProxy> {
  const sockets = new Set<Socket>()
  let isCut = false

  const server = createServer((client) => {
    if (isCut) return void client.resetAndDestroy()
    const storage = connect(target, '127.0.0.1')
    for (const socket of [client, storage]) {
      sockets.add(socket)
      socket.setNoDelay(true)
      socket.on('close', () => sockets.delete(socket))
    }
    // Either end may vanish; the other one learns it the hard way, as on a real wire.
    client.on('error', () => storage.resetAndDestroy())
    storage.on('error', () => client.resetAndDestroy())
    client.pipe(storage)
    storage.pipe(client)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('The proxy has no port.')

  const reset = (): void => sockets.forEach((socket) => socket.resetAndDestroy())
  return {
    port: address.port,
    cut() {
      isCut = true
      reset()
    },
    mend() {
      isCut = false
    },
    async close() {
      const closed = once(server, 'close')
      server.close()
      reset()
      await closed
    },
  }
}
