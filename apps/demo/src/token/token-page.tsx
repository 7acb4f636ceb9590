import { useObservable } from '@resumable-upload/react'
import type { JSX } from 'react'
import { emulatorOf } from '../lab/emulator.ts'
import type { PageProps } from '../pages.ts'
import { Panel } from '../parts/panel.tsx'
import { useWording } from '../wording.tsx'
import { Renewals } from './renewals.tsx'
import { TokenLife } from './token-life.tsx'
import { TokenTrials } from './token-trials.tsx'
import './token.css'

/** The life of the token that the uploads use, its renewals, and ways to end it early. */
export function TokenPage({ config, demo }: PageProps): JSX.Element {
  const { say } = useWording()
  const { credentials } = demo.storage
  const arrivals = useObservable(demo.tokens)
  return (
    <div className="columns">
      <div className="column">
        <Panel
          kind="token"
          title={say('token')}
          hint={say('tokenScope', { prefix: config.prefix })}
        >
          {credentials ? (
            <TokenLife credentials={credentials} user={config.user} />
          ) : (
            <p className="quiet">{say('tokenServer')}</p>
          )}
          {arrivals.length > 0 && <Renewals arrivals={arrivals} />}
        </Panel>
      </div>
      <div className="column">
        <TokenTrials emulator={emulatorOf(config)} />
      </div>
    </div>
  )
}
