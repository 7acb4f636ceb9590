/**
 * As on `<input type="file">`, or types with the extensions that belong to them, as in
 * `{ 'image/*': ['.png', '.jpg'] }`: with these, Chromium's picker can give files that it opens again
 * at a later visit.
 */
export type Accept = string | Readonly<Record<string, readonly string[]>>

/** What an `<input type="file">` understands. */
export function acceptAttribute(accept: Accept | undefined): string | undefined {
  return typeof accept === 'object' ? Object.entries(accept).flat(2).join(',') : accept
}

/**
 * Whether a file fits: the browser's own picker asks it, drops and pastes do not. A file without a
 * known type is judged by its extension alone.
 */
export function acceptsFile(file: File, accept: Accept | undefined): boolean {
  const rules = rulesOf(accept)
  return rules.length === 0 || rules.some((rule) => fits(file.name, file.type, rule))
}

/** Whether files of these types are all refused, as far as that can be said before they are dropped. */
export function refusesTypes(types: readonly string[], accept: Accept | undefined): boolean {
  const rules = rulesOf(accept)
  const isAboutTypes = rules.length > 0 && !rules.some((rule) => rule.startsWith('.'))
  return (
    isAboutTypes &&
    types.length > 0 &&
    types.every((type) => type && !rules.some((rule) => fits('', type, rule)))
  )
}

function rulesOf(accept: Accept | undefined): readonly string[] {
  return (acceptAttribute(accept) ?? '')
    .split(',')
    .map((rule) => rule.trim().toLowerCase())
    .filter(Boolean)
}

function fits(name: string, mimeType: string, rule: string): boolean {
  if (rule === '*' || rule === '*/*') return true
  if (rule.startsWith('.')) return name.toLowerCase().endsWith(rule)
  const type = mimeType.toLowerCase().split(';')[0] ?? ''
  return rule.endsWith('/*') ? type.startsWith(rule.slice(0, -1)) : type === rule
}
