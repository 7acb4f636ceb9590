/** An element: its name, and its text or its children; `null` children are left out. */
export type XmlNode = readonly [
  name: string,
  content: string | number | readonly (XmlNode | null)[],
]

/** A document as OSS formats it: declaration, two blanks of indentation, no end of line at the end. */
export function xmlDocument(root: XmlNode): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${render(root, '')}`
}

function render([name, content]: XmlNode, indent: string): string {
  if (typeof content === 'string' || typeof content === 'number') {
    return `${indent}<${name}>${escapeText(String(content))}</${name}>`
  }
  const children = content
    .filter((child) => child !== null)
    .map((child) => `${render(child, `${indent}  `)}\n`)
  if (children.length === 0) return `${indent}<${name}></${name}>`
  return `${indent}<${name}>\n${children.join('')}${indent}</${name}>`
}

/** Control characters become references, as a key may contain them; `encoding-type=url` is the way out. */
function escapeText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/[\p{Cc}\uFFFE\uFFFF]/gu, (character) => `&#${character.codePointAt(0)};`)
}
