import './react-commits.ts'
import type { DriverFacts, Site } from './driver.ts'
import { drivers } from './drivers.ts'
import { watchTasks, type TaskTimes } from './watch-tasks.ts'

export interface PageResult extends TaskTimes, DriverFacts {
  /** Milliseconds from the choice of the files until everything is stored. */
  readonly wall: number
}

declare global {
  interface Window {
    prepare(driver: string, site: Site): Promise<void>
    /** Files of one byte that lie in memory, in place of the chosen ones. */
    inventFiles(count: number): void
    run(): Promise<PageResult>
  }
}

let invented: readonly File[] | null = null

window.inventFiles = (count) => {
  invented = Array.from({ length: count }, (_, index) => new File(['x'], `invented-${index}.bin`))
}

let start: (() => Promise<PageResult>) | null = null

/** How long a person takes, at the very least, from an open page to a chosen file. */
const moment = 500

/** Brings a driver to where it is when an application's page has loaded and a person chooses files. */
window.prepare = async (name, site) => {
  const load = drivers[name]
  if (!load) throw new Error(`There is no driver "${name}".`)
  const driver = await load()
  const upload = await driver(site)
  await new Promise((resolve) => setTimeout(resolve, moment))
  start = async () => {
    const input = document.querySelector<HTMLInputElement>('#files')
    const files = invented ?? [...(input?.files ?? [])]
    const ended = watchTasks()
    // The browser does not report what runs inside the tasks of its own tools.
    await new Promise((resolve) => setTimeout(resolve))
    const startedAt = performance.now()
    const facts = await upload(files)
    const wall = performance.now() - startedAt
    // The observer hears of the last task a moment later.
    await new Promise((resolve) => setTimeout(resolve, 100))
    return { wall, ...ended(), ...facts }
  }
}

window.run = async () => {
  if (!start) throw new Error('No driver is prepared.')
  return start()
}
