export interface SendRequest {
  readonly method: string
  readonly url: string
  readonly body?: Blob | FormData | string
  readonly headers?: Readonly<Record<string, string>>
}

export interface Answer {
  readonly text: string
  readonly etag: string | null
}

/** One plain XMLHttpRequest: what every uploader in a browser is built on, and its limit. */
export function send({ method, url, body, headers = {} }: SendRequest): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open(method, url)
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
    request.addEventListener('load', () => {
      if (request.status < 200 || request.status > 299)
        return reject(
          new Error(`${method} was answered with ${request.status}: ${request.response}`),
        )
      resolve({ text: request.responseText, etag: request.getResponseHeader('etag') })
    })
    request.addEventListener('error', () =>
      reject(new Error(`${method} did not reach the server.`)),
    )
    request.send(body ?? null)
  })
}
