import type { Observable } from '@resumable-upload/core'
import type { CredentialsStatus } from '@resumable-upload/oss'
import { useCredentialsStatus } from '@resumable-upload/react/query'
import { useEffect, useState, type JSX } from 'react'
import { useWording } from '../wording.tsx'

export interface TokenLifeProps {
  readonly credentials: Observable<CredentialsStatus>
  readonly user: string
}

/** A bar that drains. What is known of the token is when it ends, never what it is. */
export function TokenLife({ credentials, user }: TokenLifeProps): JSX.Element {
  const { say, duration, time } = useWording()
  const status = useCredentialsStatus(credentials, { queryKey: ['token', user] })
  const now = useSeconds()
  const { state = 'none', expiresAt = null, renewedAt = null } = status ?? {}
  if (expiresAt === null || renewedAt === null) {
    return <p className="quiet">{say(state === 'renewing' ? 'tokenWaiting' : 'tokenNone')}</p>
  }
  const left = Math.max(0, expiresAt - now)
  const share = Math.min(1, left / Math.max(1, expiresAt - renewedAt))
  const text = left > 0 ? say('tokenLeft', { time: duration(left) }) : say('tokenExpired')
  return (
    <div className="token-life">
      <strong>{text}</strong>
      <div
        className="token-bar"
        role="meter"
        aria-label={say('tokenLife')}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(share * 100)}
        aria-valuetext={text}
      >
        <div style={{ transform: `scaleX(${share})` }} />
      </div>
      <dl className="token-facts">
        <div>
          <dt>{say('tokenSince')}</dt>
          <dd>{time(new Date(renewedAt))}</dd>
        </div>
        <div>
          <dt>{say('tokenUntil')}</dt>
          <dd>{time(new Date(expiresAt))}</dd>
        </div>
      </dl>
    </div>
  )
}

/** The time, once a second. */
function useSeconds(): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  return now
}
