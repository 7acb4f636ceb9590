import type { ReactElement } from 'react'
import type { Observable } from '@resumable-upload/core'
import { useObservable } from '../hooks/use-observable.ts'
import type { CredentialsStatus } from '../query/credentials-query.ts'
import { millisecondsText, timeText } from './figures.ts'
import type { Recorder } from './recorder.ts'

export interface CredentialsLifeProps {
  readonly credentials: Observable<CredentialsStatus> | undefined
  readonly recorder: Recorder
  readonly now: number
}

/** How long the credentials live, and when they were renewed. */
export function CredentialsLife({
  credentials,
  ...rest
}: CredentialsLifeProps): ReactElement | null {
  return credentials ? <Life credentials={credentials} {...rest} /> : null
}

function Life({ credentials, recorder, now }: CredentialsLifeProps & LifeProps): ReactElement {
  const { state, expiresAt, renewedAt, renewals } = useObservable(credentials)
  const marks = recorder.events.filter(({ event }) => event.type === 'renewed')
  const begin = Math.min(renewedAt ?? now, ...marks.map(({ at }) => at))
  const end = Math.max(expiresAt ?? now, begin + 1)
  const left = expiresAt === null ? null : Math.max(0, expiresAt - now)
  const positionOf = (at: number): string => `${((at - begin) / (end - begin)) * 100}%`
  return (
    <div className="rud-life">
      <span>
        Credentials: {state}
        {left !== null && `, ${millisecondsText(left)} left`}, renewed {renewals} times
      </span>
      <span className="rud-life-bar" role="img" aria-label={`${marks.length} renewals seen`}>
        <span className="rud-life-used" style={{ inlineSize: positionOf(now) }} />
        {marks.map(({ id, at }) => (
          <i
            key={id}
            title={`Renewed ${timeText(at)}`}
            style={{ insetInlineStart: positionOf(at) }}
          />
        ))}
      </span>
    </div>
  )
}

interface LifeProps {
  readonly credentials: Observable<CredentialsStatus>
}
