import type { CorsConfiguration } from '../cors/cors-configuration.ts'
import { findFault, type MetFault } from './fault-box.ts'

/** The CORS configuration as the fault `cors-missing` leaves it. */
export function hideCors(cors: CorsConfiguration, faults: readonly MetFault[]): CorsConfiguration {
  const missing = findFault(faults, 'cors-missing')
  if (missing === null) return cors
  const { header, method, requestHeader } = missing
  if (header === undefined && method === undefined && requestHeader === undefined)
    return { rules: [], responseVary: false }

  const rules = cors.rules.map((rule) => ({
    ...rule,
    allowedMethods: rule.allowedMethods.filter((name) => name !== method),
    allowedHeaders: without(requestHeader, (rule.allowedHeaders ?? []).flatMap(spellOut)),
    exposeHeaders: without(header, rule.exposeHeaders ?? []),
  }))
  return { ...cors, rules }
}

function without(missing: string | undefined, names: readonly string[]): readonly string[] {
  return names.filter((name) => name.toLowerCase() !== missing?.toLowerCase())
}

/** What uploaders send, one by one, so that one of them can be missing. */
function spellOut(allowed: string): readonly string[] {
  if (allowed !== '*') return [allowed]
  return [
    'authorization',
    'cache-control',
    'content-disposition',
    'content-encoding',
    'content-md5',
    'content-type',
    'x-oss-*',
  ]
}
