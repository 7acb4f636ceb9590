import type { ReactElement } from 'react'
import { useRoot } from './root-context.ts'
import { useLaterParts } from './use-later-parts.ts'

/** Says which files were not taken and why, once as an alert, until dismissed. */
export function UploadRejections(): ReactElement {
  const { rejections } = useRoot()
  const { RejectionList } = useLaterParts() ?? {}
  return (
    // Always there: screen readers announce what changes in an alert that they know.
    <div role="alert" className="ru-alert">
      {RejectionList && rejections.length > 0 && <RejectionList />}
    </div>
  )
}
