import { help, parseCommandLine } from './cli/parse-command-line.ts'
import { watchParent } from './cli/watch-parent.ts'
import { createOssEmulator } from './create-oss-emulator.ts'
import { OptionError, type OssEmulatorOptions } from './emulator-options.ts'

const badOptions = 2

const command = parseCommandLine(process.argv.slice(2))
switch (command.kind) {
  case 'help':
    process.stdout.write(help)
    break
  case 'mistake':
    stop(command.message, badOptions)
    break
  case 'start':
    await start(command.options)
}

async function start(options: OssEmulatorOptions): Promise<void> {
  try {
    const emulator = await createOssEmulator({ ...options, onInternalError: report })
    const end = (): void => void emulator.close().then(() => process.exit(0))
    process.once('SIGTERM', end)
    process.once('SIGINT', end)
    watchParent(end)
    console.log(`listening on ${emulator.url}`)
  } catch (error) {
    if (error instanceof OptionError) stop(error.message, badOptions)
    else stop(explain(error, options), 1)
  }
}

function explain(error: unknown, { port = 0 }: OssEmulatorOptions): string {
  if (!(error instanceof Error)) return String(error)
  const isTaken = 'code' in error && error.code === 'EADDRINUSE'
  return isTaken ? `Port ${port} is taken; choose another one with --port.` : error.message
}

function stop(message: string, code: number): void {
  console.error(message)
  process.exitCode = code
}

function report(error: unknown): void {
  console.error(error)
}
