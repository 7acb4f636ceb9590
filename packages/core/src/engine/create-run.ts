import type { PartStates } from '../model/parts-view.ts'
import type { UploadEvent } from '../model/transition.ts'
import type { FileInfo, WaitingFor } from '../model/upload-phase.ts'
import { Activity } from './activity.ts'
import { Patience } from './patience.ts'
import type { Run } from './run.ts'

export interface RunContext extends Omit<Run, 'activity' | 'patience'> {
  readonly showWaiting: (waitingFor: WaitingFor | null) => void
}

/** A run that nobody hears any more once it is aborted. */
export function createRun({ showWaiting, ...context }: RunContext): Run {
  const { signal, shared } = context
  const heard = <Value>(tell: (value: Value) => void) => {
    return (value: Value) => {
      if (!signal.aborted) tell(value)
    }
  }
  const activity: Activity = new Activity(() => heard(showWaiting)(activity.waitingFor))
  return {
    ...context,
    activity,
    patience: new Patience(shared.clock),
    dispatch: heard((event: UploadEvent) => context.dispatch(event)),
    showParts: heard((states: PartStates) => context.showParts(states)),
    showFile: heard((file: FileInfo) => context.showFile(file)),
    yieldToOwner: () => {
      if (!signal.aborted) context.yieldToOwner()
    },
  }
}
