/** Names up to this many characters are short enough to be shown as they are, or cut at their end. */
const shortName = 20

/** Characters at the end that stay in sight: a counter or a version, and the extension. */
const tailLength = 10

/** The part of a name that may be cut, and the end that may not. */
export function splitName(name: string): readonly [head: string, tail: string] {
  if (name.length <= shortName) return [name, '']
  const characters = splitCharacters(name)
  if (characters.length <= shortName) return [name, '']
  return [characters.slice(0, -tailLength).join(''), characters.slice(-tailLength).join('')]
}

/** By what a person takes for one character, where the browser can tell. */
function splitCharacters(text: string): readonly string[] {
  if (!('Segmenter' in Intl)) return Array.from(text)
  segmenter ??= new Intl.Segmenter()
  return Array.from(segmenter.segment(text), ({ segment }) => segment)
}

/** Making one takes longer than all names of a page. */
let segmenter: Intl.Segmenter | undefined
