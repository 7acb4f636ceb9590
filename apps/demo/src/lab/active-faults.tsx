import type { ActiveFault, Fault } from '@resumable-upload/oss-emulator'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { JSX } from 'react'
import type { MessageKey } from '../messages/en-us.ts'
import { Panel } from '../parts/panel.tsx'
import { useWording } from '../wording.tsx'
import type { Emulator } from './emulator.ts'
import { scenarios } from './scenarios.ts'
import { faultsKey, useFaults } from './use-faults.ts'

/** What is broken now, and the ways to mend it. */
export function ActiveFaults({ emulator }: { readonly emulator: Emulator }): JSX.Element {
  const { say, count } = useWording()
  const { data: faults = [], error } = useFaults(emulator)
  const queries = useQueryClient()
  const end = useMutation({
    mutationFn: (id: string | null) => (id === null ? emulator.clear() : emulator.remove(id)),
    onSettled: () => queries.invalidateQueries({ queryKey: faultsKey }),
  })
  return (
    <Panel kind="faults" title={say('active')}>
      {error && <p role="status">{say('activeFailed')}</p>}
      {!error && faults.length === 0 && <p className="quiet">{say('activeNone')}</p>}
      {faults.length > 0 && (
        <>
          <ul className="faults">
            {faults.map((active) => {
              const name = say(nameOf(active))
              return (
                <li key={active.id}>
                  <span className="fault-name">{name}</span>
                  <span className="quiet">{say('met', { count: count(active.met) })}</span>
                  <button
                    type="button"
                    className="button"
                    aria-label={say('endOf', { name })}
                    onClick={() => end.mutate(active.id)}
                  >
                    {say('end')}
                  </button>
                </li>
              )
            })}
          </ul>
          <button type="button" className="button" onClick={() => end.mutate(null)}>
            {say('clearAll')}
          </button>
        </>
      )}
    </Panel>
  )
}

/** Faults of the command line or of a test are listed too. */
function nameOf({ fault }: ActiveFault): MessageKey {
  const isSame = (other: Fault | undefined): boolean =>
    other?.kind === fault.kind && other.operation === fault.operation
  return scenarios.find((scenario) => isSame(scenario.fault))?.name ?? 'unknownFault'
}
