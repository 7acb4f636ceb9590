import { findDestination } from '../../endpoint.ts'
import type { Check } from '../check.ts'

/** Bucket, region and endpoint as they are written down, before anything is sent. */
export const settingsCheck: Check = {
  name: 'settings',
  needs: [],
  run: async ({ options, ports }) => {
    const found = findDestination(options, ports.page)
    return 'problem' in found ? [{ name: found.problem, details: found.values }] : []
  },
}
