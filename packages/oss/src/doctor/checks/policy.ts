import type { FindingName } from '../catalogue.ts'
import type { Check } from '../check.ts'
import type { Forbidden } from '../ports.ts'

/** What the page's content security policy keeps uploads from. */
export const policyCheck: Check = {
  name: 'policy',
  needs: ['settings'],
  run: async ({ destination, ports, signal }) => {
    const { origin } = new URL(destination.bucketUrl)
    const forbidden = await ports.page.tryPolicy(`${origin}/`, signal)
    return forbidden.map((each) => ({
      name: nameOf(each),
      details: { endpoint: origin, directive: each.directive ?? '' },
    }))
  },
}

function nameOf({ what, directive }: Forbidden): FindingName {
  if (what === 'connect') return 'csp-connect'
  if (what === 'wasm') return 'csp-wasm'
  return directive === null ? 'worker-unavailable' : 'csp-worker'
}
