#!/usr/bin/env node
// Chromium, except that nobody watches what its workers send over the network. Playwright turns that
// watch on for every worker, and Chromium then copies each request body into a message of its own:
// uploads run at a tenth of their speed. Playwright starts this file as if it were the browser and
// speaks to it over two pipes; every message passes through but that one.
import { spawn } from 'node:child_process'
import { Socket } from 'node:net'
import process from 'node:process'

const chromium = process.env['CHROMIUM_TO_START'] ?? ''
const child = spawn(chromium, process.argv.slice(2), {
  stdio: ['inherit', 'inherit', 'inherit', 'pipe', 'pipe'],
})
const commandsIn = new Socket({ fd: 3, readable: true, writable: false })
const eventsOut = new Socket({ fd: 4, readable: false, writable: true })
// Both ways, whatever the types of `spawn` can tell.
const [, , , commandsOut, eventsIn] = /** @type {[null, null, null, Socket, Socket]} */ (
  /** @type {unknown} */ (child.stdio)
)

/** @type {Set<string>} */
const workers = new Set()

relay(eventsIn, (message) => {
  if (message.includes('"Target.attachedToTarget"')) {
    const { params } = JSON.parse(message)
    if (params.targetInfo.type === 'worker') workers.add(params.sessionId)
  }
  eventsOut.write(`${message}\0`)
})

relay(commandsIn, (message) => {
  if (message.includes('"Network.enable"')) {
    const { id, sessionId } = JSON.parse(message)
    if (workers.has(sessionId)) {
      eventsOut.write(`${JSON.stringify({ id, sessionId, result: {} })}\0`)
      return
    }
  }
  commandsOut.write(`${message}\0`)
})

commandsIn.on('close', () => commandsOut.end())
child.on('exit', (code) => process.exit(code ?? 1))
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => child.kill('SIGTERM'))

/**
 * Messages end with a zero byte.
 *
 * @param {Socket} from
 * @param {(message: string) => void} receive
 */
function relay(from, receive) {
  /** @type {Buffer[]} */
  let pieces = []
  from.on('data', (/** @type {Buffer} */ data) => {
    let start = 0
    for (let end = data.indexOf(0); end !== -1; end = data.indexOf(0, start)) {
      pieces.push(data.subarray(start, end))
      receive(Buffer.concat(pieces).toString())
      pieces = []
      start = end + 1
    }
    if (start < data.length) pieces.push(data.subarray(start))
  })
  // The other side has gone: the end of a process says so too.
  from.on('error', () => undefined)
}
