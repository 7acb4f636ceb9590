import { stat, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import path from 'node:path'
import { FileStore } from '@tus/file-store'
import { Server } from '@tus/server'
import { listen, type Listening } from './listen.ts'

/** tus with its own server. Joining what was sent in parallel is ours, for @tus/server cannot. */
export async function startTusServer(directory: string): Promise<Listening> {
  const datastore = new FileStore({ directory })
  // Spelled as @tus/server looks it up.
  datastore.extensions.push('concatentation')
  const tus = new Server({ path: '/files', datastore })
  return listen(
    createServer((request, response) => {
      const joined = /^final;(.*)/.exec(String(request.headers['upload-concat'] ?? ''))?.[1]
      if (request.method === 'POST' && joined !== undefined)
        void join(directory, joined.split(' '), { request, response })
      else void tus.handle(request, response)
    }),
  )
}

/** As the emulator does with parts: they are noted, and joined when somebody reads. */
async function join(
  directory: string,
  urls: readonly string[],
  { request, response }: { readonly request: IncomingMessage; readonly response: ServerResponse },
): Promise<void> {
  const parts = urls.map((url) => path.join(directory, path.basename(url)))
  const areThere = await Promise.all(
    parts.map((part) =>
      stat(part).then(
        () => true,
        () => false,
      ),
    ),
  )
  const name = `joined-${parts.length}-${Date.now()}`
  if (areThere.every(Boolean)) await writeFile(path.join(directory, name), parts.join('\n'))
  response
    .writeHead(areThere.every(Boolean) ? 201 : 404, {
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Expose-Headers': 'Location, Tus-Resumable',
      'Tus-Resumable': '1.0.0',
      Location: `http://${request.headers.host}/files/${name}`,
    })
    .end()
}
