import type { MiddlewareHandler } from 'hono'
import { ApiError } from './api-error.ts'

/**
 * Answers only pages of this server. A foreign page that makes its visitor's browser call us is
 * refused by what the browser says of the caller; one that points its own name at 127.0.0.1 by the
 * name it uses.
 */
export function sameOrigin(publicOrigin: string | undefined): MiddlewareHandler {
  return async ({ req }, next) => {
    const { host, hostname } = new URL(req.url)
    const own = publicOrigin ?? `http://${host}`
    const isOurs =
      publicOrigin === undefined ? local.includes(hostname) : new URL(own).host === host
    if (!isOurs)
      throw new ApiError(403, `This server is not "${host}". Open it by its own name.`, 'foreign')
    const site = req.header('sec-fetch-site')
    const origin = req.header('origin')
    const foreign =
      (site !== undefined && site !== 'same-origin' && site !== 'none') ||
      (origin !== undefined && origin !== own)
    if (foreign) throw new ApiError(403, 'Only pages of this server may ask this.', 'foreign')
    await next()
  }
}

const local = ['localhost', '127.0.0.1']
