import type { JSX } from 'react'
import { Glyph } from '../parts/glyph.tsx'
import type { Page } from '../pages.ts'
import { useWording } from '../wording.tsx'
import { UploadMeter } from './upload-meter.tsx'
import './navigation.css'

export interface NavigationProps {
  readonly pages: readonly Page[]
  readonly current: Page
  /** Takes the reader past this and the settings. */
  readonly onSkip: () => void
}

export function Navigation({ pages, current, onSkip }: NavigationProps): JSX.Element {
  const { say } = useWording()
  return (
    <nav className="sidebar" aria-label={say('navigation')}>
      <div className="sidebar-content">
        <a
          className="skip"
          href={`#/${current.route}`}
          onClick={(event) => {
            event.preventDefault()
            onSkip()
          }}
        >
          {say('skip')}
        </a>
        <p className="brand">
          <img src="/icon.svg" alt="" width="32" height="32" />
          {say('brand')}
        </p>
        <ul className="navigation">
          {pages.map((page) => (
            <li key={page.route}>
              <a href={`#/${page.route}`} aria-current={page === current ? 'page' : undefined}>
                <Glyph name={page.glyph} />
                {say(page.title)}
              </a>
            </li>
          ))}
        </ul>
        <UploadMeter />
      </div>
    </nav>
  )
}
