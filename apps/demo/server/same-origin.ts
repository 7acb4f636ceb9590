import type { MiddlewareHandler } from 'hono'
import { ApiError } from './api-error.ts'

/**
 * Answers only pages of this server. A foreign page that makes its visitor's browser call us is
 * refused by what the browser says of the caller; one that points its own name at 127.0.0.1 by the
 * name it uses.
 */
export function sameOrigin(): MiddlewareHandler {
  return async ({ req }, next) => {
    const { host, hostname } = new URL(req.url)
    if (!ownNames.includes(hostname)) {
      throw new ApiError(403, `This server is not "${hostname}". Open it as localhost.`)
    }
    const site = req.header('sec-fetch-site')
    const origin = req.header('origin')
    const foreign =
      (site !== undefined && site !== 'same-origin' && site !== 'none') ||
      (origin !== undefined && origin !== `http://${host}`)
    if (foreign) throw new ApiError(403, 'Only pages of this server may ask this.')
    await next()
  }
}

const ownNames = ['localhost', '127.0.0.1']
