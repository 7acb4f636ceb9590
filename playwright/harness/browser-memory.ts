import { execFileSync } from 'node:child_process'

/**
 * What a browser and the processes that it started hold in RAM, in bytes, as `ps` tells on every
 * Unix. What they share counts for each of them: only growth means something.
 */
export function readBrowserMemory(browserId: number): number {
  const rows = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,rss='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((row) => row.trim().split(/\s+/).map(Number))
  const family = new Set([browserId])
  // A child may be listed before its parent.
  for (let known = 0; known < family.size;) {
    known = family.size
    for (const [id = 0, parent = 0] of rows) if (family.has(parent)) family.add(id)
  }
  const held = rows.map(([id = 0, , kilobytes = 0]) => (family.has(id) ? kilobytes * 1024 : 0))
  return held.reduce((sum, bytes) => sum + bytes, 0)
}
