import type { JSX } from 'react'
import { CopyButton } from '../parts/copy-button.tsx'
import { useWording } from '../wording.tsx'
import { highlight } from './highlight.ts'

/** A source file to read and to take along. */
export function SourceCode({ text }: { readonly text: string }): JSX.Element {
  const { say } = useWording()
  return (
    <figure className="source">
      <figcaption>
        {say('source')}
        <CopyButton text={text} />
      </figcaption>
      {/* Focusable, so that the arrow keys scroll it. */}
      <pre tabIndex={0} role="region" aria-label={say('source')}>
        <code>
          {highlight(text).map(({ kind, text: word, at }) => (
            <span key={at} className={kind && `code-${kind}`}>
              {word}
            </span>
          ))}
        </code>
      </pre>
    </figure>
  )
}
