import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { TokenControl } from '../token-control.ts'
import { answerControl, isControlRequest } from './control.ts'
import { handleRequest } from './handle-request.ts'
import type { ServerContext } from './server-context.ts'

export interface ServerOptions {
  readonly context: ServerContext
  readonly tokens: TokenControl
  readonly host: string
  readonly port: number
}

export interface RunningServer {
  readonly port: number
  /** Resets every connection that is open now. */
  dropConnections(): void
  /** Ends all connections, and waits for requests that still work. */
  close(): Promise<void>
}

/** Uploads take hours, browsers connect ahead of need, and tokens with metadata make long headers. */
const patience = {
  requestTimeout: 0,
  headersTimeout: 0,
  // Longer than a browser takes between two parts, so that the connection it reuses is still there.
  keepAliveTimeout: 75_000,
  maxHeaderSize: 64 * 1024,
}

export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { context, tokens, host, port } = options
  const sockets = new Set<Socket>()
  const running = new Set<Promise<void>>()
  const controlling = new Set<Socket>()
  const listener: RequestListener = (incoming, outgoing) => {
    const { socket } = incoming
    if (context.faults.isCut()) {
      socket.resetAndDestroy()
      return
    }
    const isControl = isControlRequest(incoming)
    if (isControl) {
      controlling.add(socket)
      outgoing.on('close', () => controlling.delete(socket))
    }
    const handled = isControl
      ? answerControl(incoming, outgoing, { context, tokens })
      : handleRequest(incoming, outgoing, context)
    const tracked = handled.catch(context.onInternalError).finally(() => running.delete(tracked))
    running.add(tracked)
  }
  const server = createServer(patience, listener)
  server.on('connection', (socket) => {
    if (context.faults.isCut()) {
      socket.resetAndDestroy()
      return
    }
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await listen(server, { host, port })

  return {
    // A TCP server has an address with a port.
    port: (server.address() as AddressInfo).port,
    dropConnections() {
      // Who cuts the network still hears that it is cut.
      for (const socket of sockets) if (!controlling.has(socket)) socket.resetAndDestroy()
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
      await Promise.all(running)
    },
  }
}

async function listen(server: Server, at: { host: string; port: number }): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(at, () => {
      server.off('error', reject)
      resolve()
    })
  })
}
