import type { Uploader } from '@resumable-upload/core'
import { ResumableUpload } from '@resumable-upload/react'
import type { JSX } from 'react'
import { Panel } from '../parts/panel.tsx'
import { useWording } from '../wording.tsx'
import { createTestFile } from './test-file.ts'

const testFileSize = 64_000_000

export function LabUploads({ uploader }: { readonly uploader: Uploader }): JSX.Element {
  const { say, size } = useWording()
  return (
    <Panel kind="lab-uploads" title={say('labUploads')} hint={say('labUploadsHint')}>
      <p>
        <button
          type="button"
          className="button primary"
          onClick={() => uploader.add(createTestFile(testFileSize))}
        >
          {say('addTestFile', { size: size(testFileSize) })}
        </button>
      </p>
      <ResumableUpload />
    </Panel>
  )
}
