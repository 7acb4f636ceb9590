import { useId, useRef, type JSX, type KeyboardEvent, type ReactNode } from 'react'
import './tabs.css'

export interface TabsProps<Tab extends string> {
  readonly label: string
  /** What people read, by tab. */
  readonly tabs: Readonly<Record<Tab, string>>
  readonly chosen: Tab
  readonly onChoose: (tab: Tab) => void
  /** The panel of the chosen tab. */
  readonly children: ReactNode
}

const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 }

/** Arrow keys move and choose, as the ARIA practices describe tabs. */
export function Tabs<Tab extends string>(props: TabsProps<Tab>): JSX.Element {
  const { label, tabs, chosen, onChoose, children } = props
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const names = Object.keys(tabs) as Tab[] // The keys of a record of them.

  function move(event: KeyboardEvent): void {
    const step = steps[event.key]
    if (step === undefined) return
    event.preventDefault()
    const index = (names.indexOf(chosen) + step + names.length) % names.length
    const next = names[index]
    if (next === undefined) return
    onChoose(next)
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[index]?.focus()
  }

  return (
    <>
      <div ref={list} className="tabs" role="tablist" aria-label={label} onKeyDown={move}>
        {names.map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`${id}-${name}`}
            aria-selected={name === chosen}
            aria-controls={name === chosen ? `${id}-panel` : undefined}
            tabIndex={name === chosen ? 0 : -1}
            onClick={() => onChoose(name)}
          >
            {tabs[name]}
          </button>
        ))}
      </div>
      <div
        className="tab-panel"
        role="tabpanel"
        id={`${id}-panel`}
        aria-labelledby={`${id}-${chosen}`}
      >
        {children}
      </div>
    </>
  )
}
