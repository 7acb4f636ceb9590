import type { ReactElement } from 'react'
import type { RejectionReason, UploadLocale } from '../locale/upload-locale.ts'
import { Icon } from './icon.tsx'
import { IconButton } from './icon-button.tsx'
import { useRoot } from './root-context.ts'
import type { Rejection } from './use-rejections.ts'

/** Says which files were not taken and why, once as an alert, until dismissed. */
export function UploadRejections(): ReactElement {
  const { rejections, dismissRejections, locale, format } = useRoot()
  return (
    // Always there: screen readers announce what changes in an alert that they know.
    <div role="alert" className="ru-alert">
      {rejections.length > 0 && (
        <div className="ru-rejections">
          <Icon name="problem" />
          <ul role="list">
            {Array.from(byReason(rejections), ([reason, names]) => (
              <li key={reason}>
                <strong>{format.names(names, locale.andMore)}</strong> {sentenceFor(reason, locale)}
              </li>
            ))}
          </ul>
          <IconButton icon="close" label={locale.actions.dismiss} onClick={dismissRejections} />
        </div>
      )}
    </div>
  )
}

function byReason(
  rejections: readonly Rejection[],
): ReadonlyMap<RejectionReason, readonly string[]> {
  const groups = new Map<RejectionReason, string[]>()
  for (const { name, reason } of rejections) {
    groups.set(reason, [...(groups.get(reason) ?? []), ...(name ? [name] : [])])
  }
  return groups
}

function sentenceFor(reason: RejectionReason, { rejections, errors }: UploadLocale): string {
  switch (reason) {
    case 'type-not-accepted':
    case 'one-file-only':
    case 'empty-folder':
    case 'not-interrupted':
      return rejections[reason]
    default:
      return errors[reason]
  }
}
