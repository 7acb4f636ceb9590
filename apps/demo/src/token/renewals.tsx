import type { JSX } from 'react'
import type { MessageKey } from '../messages/en-us.ts'
import { useWording } from '../wording.tsx'
import type { TokenArrival } from './token-log.ts'

const reasons: Readonly<Record<TokenArrival['reason'], MessageKey>> = {
  initial: 'reasonInitial',
  expiring: 'reasonExpiring',
  rejected: 'reasonRejected',
}

/** How many are listed; all are counted. */
const listed = 12

/** When tokens came and why they were asked for, newest first. */
export function Renewals({
  arrivals,
}: {
  readonly arrivals: readonly TokenArrival[]
}): JSX.Element {
  const { say, time, count } = useWording()
  const renewals = Math.max(0, arrivals.length - 1)
  return (
    <>
      <h3 className="renewals-head">
        {say('renewals')}
        <span className="quiet">
          {renewals === 0 ? say('renewalNone') : say('renewalCount', { count: count(renewals) })}
        </span>
      </h3>
      <ol className="renewals" reversed>
        {arrivals.slice(0, listed).map(({ at, reason }) => (
          <li key={at}>
            <time dateTime={new Date(at).toISOString()}>{time(new Date(at))}</time>
            <span data-reason={reason}>{say(reasons[reason])}</span>
          </li>
        ))}
      </ol>
    </>
  )
}
