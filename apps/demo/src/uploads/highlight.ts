export interface CodeWord {
  readonly text: string
  /** Offset of its first character. */
  readonly at: number
  /** `undefined` for what stays plain. */
  readonly kind: 'comment' | 'string' | 'tag' | 'keyword' | undefined
}

const words =
  /(?<comment>\/\*[\s\S]*?\*\/|\/\/.*)|(?<string>'[^'\n]*'|"[^"\n]*"|`[^`]*`)|(?<tag>(?<=^|[\s(>])<\/?[A-Za-z][\w.]*|\/?>(?=\s*$))|(?<keyword>\b(?:async|await|const|export|extends|from|function|if|import|interface|new|null|readonly|return|throw|type|undefined)\b)/gm

/** Splits TSX into words with a colour, well enough for an example. */
export function highlight(code: string): readonly CodeWord[] {
  const found: CodeWord[] = []
  let end = 0
  for (const match of code.matchAll(words)) {
    const { index, groups = {} } = match
    if (index > end) found.push({ text: code.slice(end, index), at: end, kind: undefined })
    const kind = (['comment', 'string', 'tag', 'keyword'] as const).find((name) => groups[name])
    found.push({ text: match[0], at: index, kind })
    end = index + match[0].length
  }
  found.push({ text: code.slice(end), at: end, kind: undefined })
  return found
}
