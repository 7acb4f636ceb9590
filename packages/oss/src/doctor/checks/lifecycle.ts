import type { Check } from '../check.ts'
import type { LifecycleRule } from '../options.ts'

/** Whether a rule of the bucket removes parts that nobody finishes: they are stored, and paid for. */
export const lifecycleCheck: Check = {
  name: 'lifecycle',
  needs: ['settings'],
  run: async ({ key, options, signal }) => {
    if (!options.readLifecycle) return [{ name: 'lifecycle-unknown', details: { message: '–' } }]
    let rules: readonly LifecycleRule[]
    try {
      rules = await options.readLifecycle(signal)
    } catch (thrown) {
      signal.throwIfAborted()
      const message = thrown instanceof Error ? thrown.message : String(thrown)
      return [{ name: 'lifecycle-unknown', details: { message } }]
    }
    if (rules.some((rule) => removesParts(rule, key))) return []
    const prefix = key.slice(0, key.indexOf('/') + 1)
    return [{ name: 'lifecycle-missing', details: { prefix, xml: ruleFor(prefix) } }]
  },
}

function removesParts({ prefix = '', status, abortMultipartUpload }: LifecycleRule, key: string) {
  return status === 'Enabled' && abortMultipartUpload !== undefined && key.startsWith(prefix)
}

function ruleFor(prefix: string): string {
  return [
    '<LifecycleConfiguration>',
    '  <Rule>',
    '    <ID>leftover-parts</ID>',
    `    <Prefix>${prefix}</Prefix>`,
    '    <Status>Enabled</Status>',
    '    <AbortMultipartUpload><Days>7</Days></AbortMultipartUpload>',
    '  </Rule>',
    '</LifecycleConfiguration>',
  ].join('\n')
}
