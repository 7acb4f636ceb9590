import type { ReactElement } from 'react'
import { describeRejection } from '../locale/describe-rejection.ts'
import { Icon } from './icon.tsx'
import { IconButton } from './icon-button.tsx'
import { useRoot, type Root } from './root-context.ts'

/** Says which files were not taken and why, once as an alert, until dismissed. */
export function UploadRejections(): ReactElement {
  const root = useRoot()
  const { rejections, dismissRejections, locale, format } = root
  return (
    // Always there: screen readers announce what changes in an alert that they know.
    <div role="alert" className="ru-alert">
      {rejections.length > 0 && (
        <div className="ru-rejections">
          <Icon name="problem" />
          <ul role="list">
            {Array.from(bySentence(root), ([sentence, names]) => (
              <li key={sentence}>
                <strong>{format.names(names, locale.andMore)}</strong> {sentence}
              </li>
            ))}
          </ul>
          <IconButton icon="close" label={locale.actions.dismiss} onClick={dismissRejections} />
        </div>
      )}
    </div>
  )
}

function bySentence({ rejections, locale, format }: Root): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>()
  for (const rejection of rejections) {
    const sentence = describeRejection(rejection, locale, format)
    const names = groups.get(sentence) ?? []
    if (rejection.name) names.push(rejection.name)
    groups.set(sentence, names)
  }
  return groups
}
