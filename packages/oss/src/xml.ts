/** One element of an answer. Attributes are dropped: OSS sends none that matter. */
export interface XmlElement {
  readonly name: string
  /** Text of this element itself, entities decoded. */
  readonly text: string
  readonly children: readonly XmlElement[]
}

/** The largest answer is a page of 1000 parts, about 300 kB. */
const maxLength = 2 * 1024 * 1024
const maxDepth = 8

const declaration = /^\uFEFF?\s*(?:<\?xml\s[^<>]*\?>)?\s*/
const attributes = String.raw`(?:\s+[\w.:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*`
const token = new RegExp(
  String.raw`<\/(?<closed>[A-Za-z_][\w.:-]*)\s*>|<(?<opened>[A-Za-z_][\w.:-]*)${attributes}\s*(?<empty>\/?)>|(?<text>[^<]+)`,
  'y',
)

/**
 * Reads what OSS sends: elements and text. An answer is hostile input, so that anything else
 * (document types, comments, CDATA, other entities, depth, sheer size) throws a `SyntaxError`.
 */
export function parseXml(source: string): XmlElement {
  if (source.length > maxLength) throw new SyntaxError('The XML is too large.')
  const root: OpenElement = { name: '', text: '', children: [] }
  const path: OpenElement[] = [root]
  const scan = new RegExp(token)
  scan.lastIndex = declaration.exec(source)?.[0].length ?? 0

  while (scan.lastIndex < source.length) {
    const at = scan.lastIndex
    const groups = scan.exec(source)?.groups
    const current = path.at(-1)
    if (!groups || !current) throw new SyntaxError(`The XML is malformed at character ${at}.`)
    const { closed, opened, empty, text } = groups
    if (text !== undefined) {
      if (current !== root) current.text += decodeEntities(text)
      else if (text.trim()) throw new SyntaxError('The XML has text outside its root element.')
    } else if (opened !== undefined) {
      if (current === root && root.children.length > 0)
        throw new SyntaxError('The XML has a second root element.')
      const element: OpenElement = { name: opened, text: '', children: [] }
      current.children.push(element)
      if (empty) continue
      if (path.length > maxDepth) throw new SyntaxError('The XML is nested too deeply.')
      path.push(element)
    } else {
      if (current === root || current.name !== closed)
        throw new SyntaxError(`The XML closes <${closed}> out of turn.`)
      path.pop()
    }
  }
  const [element] = root.children
  if (path.length > 1 || !element) throw new SyntaxError('The XML ends too early.')
  return element
}

/** Text of the first child with this name; `null` when there is none. */
export function textOf({ children }: XmlElement, name: string): string | null {
  return children.find((child) => child.name === name)?.text ?? null
}

export function childrenOf({ children }: XmlElement, name: string): readonly XmlElement[] {
  return children.filter((child) => child.name === name)
}

/** For text between tags. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`)
}

interface OpenElement {
  readonly name: string
  text: string
  readonly children: XmlElement[]
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
}

function decodeEntities(text: string): string {
  return text.replace(/&(?:([^;&\s]{1,10});)?/g, (_whole, name: string | undefined) => {
    if (name !== undefined && Object.hasOwn(entities, name)) return entities[name] ?? ''
    const code = /^#(?:x(?<hex>[\da-f]{1,6})|(?<decimal>\d{1,7}))$/i.exec(name ?? '')?.groups
    const point = code?.['hex']
      ? parseInt(code['hex'], 16)
      : Number(code?.['decimal'] ?? Number.NaN)
    if (!isCharacter(point)) throw new SyntaxError(`The XML has an unknown entity &${name ?? ''};.`)
    return String.fromCodePoint(point)
  })
}

function isCharacter(point: number): boolean {
  return point > 0 && point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff)
}
