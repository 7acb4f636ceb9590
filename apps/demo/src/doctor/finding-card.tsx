import type { Finding, Outcome } from '@resumable-upload/oss/doctor'
import type { JSX } from 'react'
import type { MessageKey } from '../messages/en-us.ts'
import { useWording } from '../wording.tsx'

const outcomes: Readonly<Record<Outcome, MessageKey>> = {
  passed: 'outcomePassed',
  problem: 'outcomeProblem',
  warning: 'outcomeWarning',
  unknown: 'outcomeUnknown',
  skipped: 'outcomeSkipped',
}

/** What was found, why it matters, what to do, and what to paste. */
export function FindingCard({ finding }: { readonly finding: Finding }): JSX.Element {
  const { say } = useWording()
  const { outcome, what, why, fix, details } = finding
  const values = Object.entries(details)
  return (
    <li className="finding" data-outcome={outcome}>
      <span className="finding-outcome">{say(outcomes[outcome])}</span>
      <div className="finding-text">
        <h3>{what}</h3>
        {why !== '' && <p className="quiet">{why}</p>}
        {fix !== '' && (
          <p>
            <strong>{say('fix')}</strong> {fix}
          </p>
        )}
        {values.length > 0 && (
          <dl className="finding-details">
            {values.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        )}
      </div>
    </li>
  )
}
