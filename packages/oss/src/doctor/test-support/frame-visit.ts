import { diagnose } from '../diagnose.ts'
import type { Finding } from '../finding.ts'

// Vitest calls every `import()` by this function, which only its own pages have.
Object.assign(globalThis, { __vitest_browser_runner__: { wrapDynamicImport } })

/** A framed page is told in its query where to look, or in its root where it has no address. */
const { dataset } = document.documentElement
const told = { ...Object.fromEntries(Object.entries(dataset)), ...queryOf(location.search) }
const { endpoint = '', tokenUrl = '' } = told

const findings: Finding[] = []
for await (const finding of diagnose({
  bucket: 'demo-bucket',
  region: 'cn-hangzhou',
  endpoint,
  getCredentials: async (_reason, signal) => (await fetch(tokenUrl, { signal })).json(),
  readLifecycle: async () => [{ status: 'Enabled', abortMultipartUpload: { days: 7 } }],
}))
  findings.push(finding)
parent.postMessage({ findings }, '*')

function queryOf(search: string): { readonly endpoint?: string; readonly tokenUrl?: string } {
  return Object.fromEntries(new URLSearchParams(search))
}

function wrapDynamicImport(load: () => Promise<unknown>): Promise<unknown> {
  return load()
}
