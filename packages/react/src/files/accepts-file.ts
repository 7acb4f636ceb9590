/**
 * Whether a file fits an `accept` attribute: the browser's own picker asks it, drops and pastes do
 * not. A file without a known type is judged by its extension alone.
 */
export function acceptsFile(file: File, accept: string | undefined): boolean {
  const rules = (accept ?? '')
    .split(',')
    .map((rule) => rule.trim().toLowerCase())
    .filter(Boolean)
  return rules.length === 0 || rules.some((rule) => fits(file, rule))
}

function fits(file: File, rule: string): boolean {
  if (rule === '*' || rule === '*/*') return true
  if (rule.startsWith('.')) return file.name.toLowerCase().endsWith(rule)
  const type = file.type.toLowerCase().split(';')[0] ?? ''
  return rule.endsWith('/*') ? type.startsWith(rule.slice(0, -1)) : type === rule
}
