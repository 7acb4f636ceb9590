import type { Observable } from '@resumable-upload/core'
import type { CredentialsStatus } from '@resumable-upload/oss'
import { useObservable } from '@resumable-upload/react'
import { useCredentialsStatus } from '@resumable-upload/react/query'
import { useEffect, useState, type JSX } from 'react'
import type { Config } from './api.ts'
import type { MessageKey } from './messages.ts'
import { Panel } from './panel.tsx'
import type { TokenArrival } from './token-log.ts'
import type { DemoUploader } from './uploader.ts'
import { useWording } from './wording.tsx'

export interface TokenPanelProps {
  readonly config: Config
  readonly demo: DemoUploader
}

/** The life of the token that the uploads use, and every renewal as it happens. */
export function TokenPanel({ config, demo }: TokenPanelProps): JSX.Element {
  const { say } = useWording()
  const { prefix, user } = config
  const { credentials } = demo.storage
  const arrivals = useObservable(demo.tokens)
  return (
    <Panel kind="token" title={say('token')} hint={say('tokenScope', { prefix })}>
      {credentials && <TokenLife credentials={credentials} user={user} />}
      {arrivals.length > 0 && <Renewals arrivals={arrivals} />}
    </Panel>
  )
}

interface TokenLifeProps {
  readonly credentials: Observable<CredentialsStatus>
  readonly user: string
}

function TokenLife({ credentials, user }: TokenLifeProps): JSX.Element {
  const { say, duration } = useWording()
  const status = useCredentialsStatus(credentials, { queryKey: ['token', user] })
  const now = useSeconds()
  const { state = 'none', expiresAt = null, renewedAt = null } = status ?? {}
  if (expiresAt === null || renewedAt === null) {
    return <p className="quiet">{say(state === 'renewing' ? 'tokenWaiting' : 'tokenNone')}</p>
  }
  const left = Math.max(0, expiresAt - now)
  const share = Math.min(1, left / Math.max(1, expiresAt - renewedAt))
  const time = duration(left)
  const text = left > 0 ? say('tokenLeft', { time }) : say('tokenExpired')
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
    </div>
  )
}

const reasons: Readonly<Record<TokenArrival['reason'], MessageKey>> = {
  initial: 'reasonInitial',
  expiring: 'reasonExpiring',
  rejected: 'reasonRejected',
}

function Renewals({ arrivals }: { readonly arrivals: readonly TokenArrival[] }): JSX.Element {
  const { say, time } = useWording()
  const count = Math.max(0, arrivals.length - 1)
  return (
    <>
      <div className="renewals-head">
        <span>{say('renewals')}</span>
        <span className="quiet">
          {count === 0 ? say('renewalNone') : say('renewalCount', { count: String(count) })}
        </span>
      </div>
      <ol className="renewals" reversed>
        {arrivals.slice(0, 8).map(({ at, reason }) => (
          <li key={at}>
            <time dateTime={new Date(at).toISOString()}>{time(new Date(at))}</time>
            <span className="quiet">{say(reasons[reason])}</span>
          </li>
        ))}
      </ol>
    </>
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
