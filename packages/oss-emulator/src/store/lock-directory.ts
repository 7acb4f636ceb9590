import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const lockFile = 'emulator.pid'

/** Keeps other emulators out of a directory until the given function is called. Throws if one is in there. */
export async function lockDirectory(directory: string): Promise<() => Promise<void>> {
  const path = join(directory, lockFile)
  try {
    await writeFile(path, String(process.pid), { flag: 'wx' })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    const owner = Number(await readFile(path, 'utf8'))
    if (isRunning(owner)) {
      throw new Error(
        `${directory} is in use by process ${owner}. If that is no emulator, remove ${path}.`,
        { cause: error },
      )
    }
    await writeFile(path, String(process.pid))
  }
  return () => rm(path, { force: true })
}

/** Whether the process exists, ours or not. */
function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
