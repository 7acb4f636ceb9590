import path from 'node:path'
import process from 'node:process'
import { readSettings, SettingsError } from './settings.ts'
import { startDemo } from './start-demo.ts'
import { startTracing } from './tracing.ts'

const pages = path.resolve(import.meta.dirname, '../web')

try {
  const settings = readSettings(process.env)
  const tracing = startTracing(process.env)
  const demo = await startDemo(settings, { pages })
  const kind = settings.storage.kind === 'oss' ? 'OSS' : 'OSS emulator'
  console.log(`${kind} on ${demo.storageUrl}`)
  console.log(`Demo on ${demo.url}`)
  const stop = (): void =>
    void Promise.all([demo.close(), tracing.shutdown()]).then(() => process.exit(0))
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, stop)
} catch (thrown) {
  console.error(explain(thrown))
  process.exitCode = 1
}

/** A sentence for what a person can mend, all of it for the rest. */
function explain(thrown: unknown): unknown {
  if (thrown instanceof SettingsError) return thrown.message
  const inUse = thrown instanceof Error && Reflect.get(thrown, 'code') === 'EADDRINUSE'
  return inUse ? 'The port is in use. Set PORT to another one.' : thrown
}
