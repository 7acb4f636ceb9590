import type { RequestFacts } from '../request-facts.ts'
import { findFault, type MetFault } from './fault-box.ts'

/** The request as it arrives after the fault `request-altered`. */
export function alterRequest(request: RequestFacts, faults: readonly MetFault[]): RequestFacts {
  const altered = findFault(faults, 'request-altered')
  if (altered === null) return request
  const { header = 'x-oss-via', value = 'proxy', unsigned = false } = altered
  if (unsigned)
    return { ...request, query: request.query.filter(([name]) => !name.startsWith('x-oss-')) }
  return { ...request, headers: { ...request.headers, [header]: value } }
}
