import type { CorsConfiguration } from '../cors/cors-configuration.ts'
import { findFault, type MetFault } from './fault-box.ts'

/** The CORS configuration as the fault `cors-missing` leaves it. */
export function hideCors(cors: CorsConfiguration, faults: readonly MetFault[]): CorsConfiguration {
  const missing = findFault(faults, 'cors-missing')
  if (missing === null) return cors
  const { header } = missing
  if (header === undefined) return { rules: [], responseVary: false }

  const hidden = header.toLowerCase()
  const rules = cors.rules.map((rule) => ({
    ...rule,
    exposeHeaders: (rule.exposeHeaders ?? []).filter((name) => name.toLowerCase() !== hidden),
  }))
  return { ...cors, rules }
}
