import { useMutation } from '@tanstack/react-query'
import type { JSX } from 'react'
import { session } from '../api.ts'
import type { Emulator } from '../lab/emulator.ts'
import type { MessageKey } from '../messages/en-us.ts'
import { Panel } from '../parts/panel.tsx'
import { useWording } from '../wording.tsx'

/** Ends of a token or a sign-in that nobody told the page of. */
export function TokenTrials({ emulator }: { readonly emulator: Emulator | null }): JSX.Element {
  const { say } = useWording()
  return (
    <Panel kind="token-trials" title={say('tokenTrials')} hint={say('tokenTrialsHint')}>
      <ul className="trials">
        {emulator && (
          <Trial name="expireNow" hint="expireHint" run={() => emulator.endTokens('expire')} />
        )}
        <Trial
          name="signOutElsewhere"
          hint="signOutHint"
          run={async () => {
            await session.signOutElsewhere()
            await emulator?.endTokens('expire')
          }}
        />
      </ul>
    </Panel>
  )
}

interface TrialProps {
  readonly name: MessageKey
  readonly hint: MessageKey
  readonly run: () => Promise<void>
}

function Trial({ name, hint, run }: TrialProps): JSX.Element {
  const { say, time } = useWording()
  const trial = useMutation({ mutationFn: run })
  return (
    <li className="trial">
      <button
        type="button"
        className="button"
        disabled={trial.isPending}
        onClick={() => trial.mutate()}
      >
        {say(name)}
      </button>
      <p className="quiet">{say(hint)}</p>
      <p className="quiet" role="status">
        {trial.isSuccess && say('trialDone', { time: time(new Date(trial.submittedAt)) })}
      </p>
      {trial.error && <p role="alert">{say('trialFailed', { reason: trial.error.message })}</p>}
    </li>
  )
}
