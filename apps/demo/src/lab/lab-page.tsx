import type { JSX } from 'react'
import type { PageProps } from '../pages.ts'
import { ActiveFaults } from './active-faults.tsx'
import { emulatorOf } from './emulator.ts'
import { LabUploads } from './lab-uploads.tsx'
import { ScenarioList } from './scenario-list.tsx'
import './lab.css'

/** Uploads on the left, and on the right what they have to live through. */
export function LabPage({ config, demo }: PageProps): JSX.Element | null {
  const emulator = emulatorOf(config)
  if (!emulator) return null
  return (
    <div className="columns lab">
      <div className="column">
        <LabUploads uploader={demo.uploader} />
        <ActiveFaults emulator={emulator} />
      </div>
      <div className="column">
        <ScenarioList emulator={emulator} />
      </div>
    </div>
  )
}
