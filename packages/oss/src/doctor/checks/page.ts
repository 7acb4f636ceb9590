import type { Check } from '../check.ts'
import type { Found } from '../finding.ts'

/** What kind of page this is. */
export const pageCheck: Check = {
  name: 'page',
  needs: [],
  run: async ({ ports: { page } }) => {
    const found: Found[] = []
    if (!page.isSecure)
      found.push({ name: 'page-insecure', details: { page: page.origin ?? page.protocol } })
    if (page.origin === null) found.push({ name: 'page-without-origin' })
    return found
  },
}
