export interface DrawingSize {
  readonly width: number
  readonly height: number
  readonly title: string
}

/** A whole picture, in colours that read in light and dark. */
export function drawing({ width, height, title }: DrawingSize, parts: readonly string[]): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeXml(title)}">
<style>text{font:13px system-ui,sans-serif;fill:#333}.title{font-weight:600}.end{text-anchor:end}.small{font-size:11px}.own{fill:#1a73e8}.peer{fill:#b6bcc6}.line{stroke:#333;stroke-width:1.5;fill:none}.dashed{stroke-dasharray:3 4}.curve{stroke:#1a73e8;stroke-width:2;fill:none}@media(prefers-color-scheme:dark){text{fill:#ddd}.peer{fill:#626a78}.own{fill:#5b9dff}.line{stroke:#ddd}.curve{stroke:#5b9dff}}</style>
<text class="title" x="8" y="20">${escapeXml(title)}</text>
${parts.filter(Boolean).join('\n')}
</svg>
`
}

export function escapeXml(text: string): string {
  return text.replace(/[<>&"]/g, (character) => `&#${character.charCodeAt(0)};`)
}
