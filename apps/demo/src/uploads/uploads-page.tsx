import { ResumableUpload } from '@resumable-upload/react'
import type { JSX } from 'react'
import { Panel } from '../parts/panel.tsx'
import { useWording } from '../wording.tsx'
import { Presets } from './presets.tsx'
import './uploads.css'

/** The component in full, and three ways to build it in. */
export function UploadsPage(): JSX.Element {
  const { say } = useWording()
  return (
    <>
      <Panel kind="uploads" title={say('uploads')} hint={say('uploadsHint')}>
        <ResumableUpload />
      </Panel>
      <Panel kind="presets" title={say('presets')} hint={say('presetsHint')}>
        <Presets />
      </Panel>
    </>
  )
}
