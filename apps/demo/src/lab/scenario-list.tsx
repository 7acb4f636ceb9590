import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { JSX } from 'react'
import { Panel } from '../parts/panel.tsx'
import { useWording } from '../wording.tsx'
import type { Emulator } from './emulator.ts'
import { faultsKey } from './use-faults.ts'
import { scenarios, type Scenario } from './scenarios.ts'

/** One card for each thing that can go wrong. */
export function ScenarioList({ emulator }: { readonly emulator: Emulator }): JSX.Element {
  const { say } = useWording()
  return (
    <Panel kind="scenarios" title={say('scenarios')} hint={say('scenariosHint')}>
      <ul className="scenarios">
        {scenarios.map((scenario) => (
          <ScenarioCard key={scenario.name} scenario={scenario} emulator={emulator} />
        ))}
      </ul>
    </Panel>
  )
}

interface ScenarioCardProps {
  readonly scenario: Scenario
  readonly emulator: Emulator
}

function ScenarioCard({ scenario, emulator }: ScenarioCardProps): JSX.Element {
  const { say, time } = useWording()
  const queries = useQueryClient()
  const start = useMutation({
    async mutationFn({ fault, run }: Scenario) {
      if (fault) await emulator.add(fault)
      await run?.(emulator)
    },
    onSettled: () => queries.invalidateQueries({ queryKey: faultsKey }),
  })
  const name = say(scenario.name)
  return (
    <li className="scenario">
      <h3>{name}</h3>
      <p>{say(scenario.does)}</p>
      <p className="quiet">
        <strong>{say('watch')}</strong> {say(scenario.watch)}
      </p>
      <div className="scenario-foot">
        <button
          type="button"
          className="button"
          aria-label={say('startOf', { name })}
          disabled={start.isPending}
          onClick={() => start.mutate(scenario)}
        >
          {say('start')}
        </button>
        <span className="quiet" role="status">
          {start.isSuccess && say('trialDone', { time: time(new Date(start.submittedAt)) })}
        </span>
      </div>
      {start.error && <p role="alert">{say('trialFailed', { reason: start.error.message })}</p>}
    </li>
  )
}
