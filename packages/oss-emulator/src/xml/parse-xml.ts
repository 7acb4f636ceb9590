import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { OssError } from '../oss-error.ts'

/** What an element holds: the texts and elements below it, by name. */
export interface XmlElement {
  /** The text of the first child of this name, trimmed; `null` without one. */
  text(name: string): string | null
  texts(name: string): readonly string[]
  children(name: string): readonly XmlElement[]
}

/** Reads a document with this root. Throws `MalformedXML`, also for document types, whose entities are not read. */
export function parseXml(text: string, root: string): XmlElement {
  if (text.includes('<!DOCTYPE') || XMLValidator.validate(text) !== true) throw malformedXml()
  const document = wrap(parser.parse(text))
  const element = document.children(root)[0]
  if (element === undefined) throw malformedXml()
  return element
}

export function malformedXml(ec?: string): OssError {
  const message =
    'The XML you provided was not well-formed or did not validate against our published schema.'
  return new OssError(400, 'MalformedXML', message, ec === undefined ? {} : { ec })
}

const parser = new XMLParser({
  processEntities: false,
  parseTagValue: false,
  ignoreAttributes: true,
  ignoreDeclaration: true,
  trimValues: true,
})

function wrap(value: unknown): XmlElement {
  const childrenOf = (name: string): readonly unknown[] => {
    const child = isRecord(value) ? value[name] : undefined
    if (child === undefined) return []
    return Array.isArray(child) ? child : [child]
  }
  const texts = (name: string): readonly string[] =>
    childrenOf(name).flatMap((child) => (typeof child === 'string' ? [decodeEntities(child)] : []))

  return {
    texts,
    text: (name) => texts(name)[0] ?? null,
    children: (name) => childrenOf(name).map(wrap),
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

/** The entities that XML itself defines; others stay as they are. */
function decodeEntities(text: string): string {
  return text.replaceAll(/&(#x[0-9a-f]+|#\d+|lt|gt|quot|apos|amp);/giu, (entity, name: string) => {
    if (!name.startsWith('#')) return named[name.toLowerCase()] ?? entity
    const code =
      name[1]?.toLowerCase() === 'x' ? Number(`0${name.slice(1)}`) : Number(name.slice(1))
    return code <= 0x10ffff ? String.fromCodePoint(code) : entity
  })
}

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }
