import { readdirSync, readFileSync } from 'node:fs'

export interface BrowserUse {
  /** Milliseconds of CPU of all its processes together. */
  readonly all: number
  /** Milliseconds of CPU on the main threads of pages. */
  readonly main: number
  /** Milliseconds of CPU in dedicated workers. */
  readonly workers: number
  /** Bytes resident, of renderers. */
  readonly resident: number
}

/** Linux counts in hundredths of a second. */
const tick = 10

/** What a browser and the renderers below its process have used so far. */
export function readBrowser(browser: number): BrowserUse {
  const use = { all: 0, main: 0, workers: 0, resident: 0 }
  for (const pid of descendants(browser)) {
    use.all += threadOf(read(`/proc/${pid}/stat`)).ticks * tick
    if (!read(`/proc/${pid}/cmdline`).includes('--type=renderer')) continue
    for (const thread of list(`/proc/${pid}/task`)) {
      const { name, ticks } = threadOf(read(`/proc/${pid}/task/${thread}/stat`))
      if (thread === `${pid}`) use.main += ticks * tick
      else if (name.startsWith('DedicatedWorker')) use.workers += ticks * tick
    }
    use.resident += Number(/VmRSS:\s+(\d+)/.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) * 1024
  }
  return use
}

function descendants(root: number): readonly number[] {
  const children = new Map<number, number[]>()
  for (const entry of list('/proc')) {
    if (!/^\d+$/.test(entry)) continue
    const parent = Number(/^.*\) \S (\d+)/s.exec(read(`/proc/${entry}/stat`))?.[1] ?? 0)
    children.set(parent, [...(children.get(parent) ?? []), Number(entry)])
  }
  const found: number[] = []
  const open = [root]
  for (let pid = open.pop(); pid !== undefined; pid = open.pop()) {
    found.push(pid)
    open.push(...(children.get(pid) ?? []))
  }
  return found
}

function threadOf(stat: string): { readonly name: string; readonly ticks: number } {
  const [, name = '', rest = ''] = /^\d+ \((.*)\) (.*)$/s.exec(stat) ?? []
  const fields = rest.split(' ')
  return { name, ticks: Number(fields[11] ?? 0) + Number(fields[12] ?? 0) }
}

/** Processes and threads come and go. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function list(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
