/** What a list asks for; `''` stands for everything. */
export interface ListQuery {
  readonly prefix: string
  readonly delimiter: string
  /** Only positions after this one. */
  readonly after: string
  readonly max: number
}

export type ListEntry<Item> =
  | { readonly kind: 'item'; readonly name: string; readonly item: Item }
  /** Everything below one prefix, which counts as one entry. */
  | { readonly kind: 'prefix'; readonly name: string }

export interface ListPage<Item> {
  readonly entries: readonly ListEntry<Item>[]
  readonly isTruncated: boolean
  /** The last name of the page, after which the next one begins; `''` on the last page. */
  readonly next: string
}

/** Something in a list: its name, and where it stands among others, which is the name or begins with it. */
export type Listed<Item> = readonly [name: string, position: string, item: Item]

/** One page, in the order of the UTF-8 bytes of positions, with common prefixes where a delimiter asks for them. */
export function listPage<Item>(
  items: Iterable<Listed<Item>>,
  { prefix, delimiter, after, max }: ListQuery,
): ListPage<Item> {
  const sorted = [...items]
    .filter(([name]) => name.startsWith(prefix))
    .map(([name, position, item]) => ({ name, item, bytes: Buffer.from(position) }))
    .toSorted((a, b) => Buffer.compare(a.bytes, b.bytes))
  const marker = Buffer.from(after)

  const entries: ListEntry<Item>[] = []
  for (const { name, item, bytes } of sorted) {
    const common = commonPrefix(name, prefix, delimiter)
    if (Buffer.compare(common === null ? bytes : Buffer.from(common), marker) <= 0) continue
    const last = entries.at(-1)
    if (common !== null && last?.kind === 'prefix' && last.name === common) continue
    if (last !== undefined && entries.length === max) {
      return { entries, isTruncated: true, next: last.name }
    }
    entries.push(common === null ? { kind: 'item', name, item } : { kind: 'prefix', name: common })
  }
  return { entries, isTruncated: false, next: '' }
}

function commonPrefix(name: string, prefix: string, delimiter: string): string | null {
  if (delimiter === '') return null
  const end = name.indexOf(delimiter, prefix.length)
  return end === -1 ? null : name.slice(0, end + delimiter.length)
}
