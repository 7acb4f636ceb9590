import type { ReactElement } from 'react'
import { describeRejection } from '../locale/describe-rejection.ts'
import { Icon } from './icon.tsx'
import { IconButton } from './icon-button.tsx'
import { useRoot, type Root } from './root-context.ts'

/** Files of which the same can be said are named together. */
export function RejectionList(): ReactElement {
  const root = useRoot()
  const { dismissRejections, locale, format } = root
  return (
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
