import { findParameter } from '../auth/find-parameter.ts'
import { type CallbackOrder, readCallback } from '../callback/callback-order.ts'
import type { RequestFacts } from '../request-facts.ts'

/** The callback that a request orders, in its headers or its query. Throws `InvalidArgument`. */
export function orderOf(request: RequestFacts): CallbackOrder | null {
  const { headers } = request
  return readCallback({
    callback: headers['x-oss-callback'] ?? findParameter(request, 'callback'),
    callbackVar: headers['x-oss-callback-var'] ?? findParameter(request, 'callback-var'),
  })
}
