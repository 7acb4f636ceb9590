import type { CheckName } from './catalogue.ts'
import type { Found } from './finding.ts'
import type { Visit } from './visit.ts'

export interface Check {
  readonly name: CheckName
  /** Checks that must not have found a problem, or there would be nothing to learn. */
  readonly needs: readonly CheckName[]
  /** Nothing found: an empty list. `null`: there is nothing to look at. */
  run(visit: Visit): Promise<readonly Found[] | null>
}
