import { HttpProblem } from './http-problem.ts'

/** In bytes: a hundred operations with the longest keys fit. */
const bodyLimit = 512 * 1024

/** The body as text, up to the limit. Throws a 413. */
export async function readText(request: Request, limit: number = bodyLimit): Promise<string> {
  const pieces: Uint8Array[] = []
  let size = 0
  const reader = request.body?.getReader()
  for (;;) {
    const piece = await reader?.read()
    if (!piece || piece.done) break
    size += piece.value.byteLength
    if (size > limit) {
      await reader?.cancel()
      throw new HttpProblem(413, 'too-large', `The body has more than ${limit} bytes.`)
    }
    pieces.push(piece.value)
  }
  return await new Blob(pieces as BlobPart[]).text() // The types of streams know no plain buffers.
}

/** `null` for no body. Throws a 400 for what is no JSON, and a 415 for a form of a foreign page. */
export async function readJson(request: Request): Promise<unknown> {
  const text = await readText(request)
  if (text === '') return null
  if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? ''))
    throw new HttpProblem(415, 'no-json', 'The body has to be application/json.')
  try {
    return JSON.parse(text)
  } catch {
    throw new HttpProblem(400, 'no-json', 'The body is not JSON.')
  }
}
