import { readFile } from 'node:fs/promises'

/** One row of a table, cell by cell, without the header. */
export type Row = readonly string[]

const document = await readFile(
  new URL('../../../../docs/protocol/oss.md', import.meta.url),
  'utf8',
)

/** The first table under a heading of the protocol's document. */
export function tableUnder(heading: string): readonly Row[] {
  const start = document.indexOf(`\n${heading}`)
  const lines = document.slice(start + 1).split('\n')
  const first = lines.findIndex((line) => line.startsWith('|'))
  const end = lines.findIndex((line, index) => index > first && !line.startsWith('|'))
  const rows = lines.slice(first + 2, end).map(toCells)
  if (start < 0 || rows.length === 0) throw new Error(`There is no table under "${heading}".`)
  return rows
}

/** The names in backticks. */
export function codesIn(cell: string | undefined): readonly string[] {
  return [...(cell ?? '').matchAll(/`(\w+)`/g)].map(([, code = '']) => code)
}

/** Detail codes, for example `0002-00000007`. */
export function detailsIn(cell: string | undefined): readonly string[] {
  return [...(cell ?? '').matchAll(/\d{4}-\d{8}/g)].map(([detail]) => detail)
}

function toCells(line: string): Row {
  return line
    .slice(1, -1)
    .split('|')
    .map((cell) => cell.trim())
}
