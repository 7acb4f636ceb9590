import './react-commits.ts'
import type { DriverFacts, Site } from './driver.ts'
import { drivers } from './drivers.ts'
import { watchTasks, type TaskTimes } from './watch-tasks.ts'

export interface PageResult extends TaskTimes, DriverFacts {
  /** Milliseconds from the call of the driver until everything is stored. */
  readonly wall: number
}

declare global {
  interface Window {
    prepare(driver: string): Promise<void>
    /** Files of one byte that lie in memory, in place of the chosen ones. */
    inventFiles(count: number): void
    run(site: Site): Promise<PageResult>
  }
}

let invented: readonly File[] | null = null

window.inventFiles = (count) => {
  invented = Array.from({ length: count }, (_, index) => new File(['x'], `invented-${index}.bin`))
}

let start: ((site: Site) => Promise<PageResult>) | null = null

/** Loads a driver ahead, so that its bytes are not part of what is measured. */
window.prepare = async (name) => {
  const load = drivers[name]
  if (!load) throw new Error(`There is no driver "${name}".`)
  const driver = await load()
  start = async (site) => {
    const input = document.querySelector<HTMLInputElement>('#files')
    const files = invented ?? [...(input?.files ?? [])]
    const ended = watchTasks()
    // The browser does not report what runs inside the tasks of its own tools.
    await new Promise((resolve) => setTimeout(resolve))
    const startedAt = performance.now()
    const facts = await driver(files, site)
    const wall = performance.now() - startedAt
    // The observer hears of the last task a moment later.
    await new Promise((resolve) => setTimeout(resolve, 100))
    return { wall, ...ended(), ...facts }
  }
}

window.run = async (site) => {
  if (!start) throw new Error('No driver is prepared.')
  return start(site)
}
