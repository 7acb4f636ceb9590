import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestProject } from 'vitest/node'
// By path: Vitest loads this file before it knows how to resolve packages of the workspace.
import { createOssEmulator, type OssEmulator } from '../../../oss-emulator/src/index.ts'
import { assumeRole } from './assume-role.ts'
import type {} from './provided-emulator.ts'

let emulator: OssEmulator
let tokens: Server

/** Vitest calls it once before the browser tests: an OSS, and an application that issues tokens. */
export async function setup({ provide }: TestProject): Promise<void> {
  emulator = await createOssEmulator()
  tokens = createServer((_request, response) => {
    response.setHeader('Access-Control-Allow-Origin', '*')
    assumeRole(emulator).then(
      (answer) => response.end(JSON.stringify(answer)),
      (thrown: unknown) => response.writeHead(500).end(String(thrown)),
    )
  })
  await new Promise<void>((resolve) => tokens.listen(0, '127.0.0.1', resolve))
  const { port } = tokens.address() as AddressInfo // It listens on a port, not on a pipe.
  provide('ossEmulator', { url: emulator.url, tokenUrl: `http://127.0.0.1:${port}/` })
}

export async function teardown(): Promise<void> {
  tokens.closeAllConnections()
  tokens.close()
  await emulator.close()
}
