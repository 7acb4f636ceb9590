import type { Spread } from './statistics.ts'

export interface Bar {
  readonly driver: string
  readonly ratio: Spread
}

const width = 720
const left = 170
const rowHeight = 26
const top = 40

/** Horizontal bars with their spread; the line at 1 is the plain PUT. Reads in light and dark. */
export function plotRatios(title: string, bars: readonly Bar[]): string {
  const longest = Math.max(1.1, ...bars.map(({ ratio }) => ratio.max))
  const x = (ratio: number): number => left + (ratio / longest) * (width - left - 60)
  const height = top + bars.length * rowHeight + 16
  const rows = bars.map(({ driver, ratio }, index) => {
    const y = top + index * rowHeight
    const middle = y + rowHeight / 2 - 3
    return [
      `<text class="name" x="${left - 8}" y="${middle + 4}">${escape(driver)}</text>`,
      `<rect class="${driver.startsWith('our') ? 'own' : 'peer'}" x="${left}" y="${y}" width="${(x(ratio.median) - left).toFixed(1)}" height="${rowHeight - 8}" rx="3"/>`,
      `<path class="spread" d="M${x(ratio.min).toFixed(1)} ${middle}H${x(ratio.max).toFixed(1)}"/>`,
      `<text class="value" x="${(x(ratio.max) + 6).toFixed(1)}" y="${middle + 4}">${ratio.median.toFixed(2)}</text>`,
    ].join('')
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escape(title)}">
<style>text{font:13px system-ui,sans-serif;fill:#333}.title{font-weight:600}.name{text-anchor:end}.own{fill:#1a73e8}.peer{fill:#b6bcc6}.spread,.one{stroke:#333;stroke-width:1.5;fill:none}.one{stroke-dasharray:3 4}@media(prefers-color-scheme:dark){text{fill:#ddd}.peer{fill:#626a78}.spread,.one{stroke:#ddd}}</style>
<text class="title" x="8" y="20">${escape(title)}</text>
<path class="one" d="M${x(1).toFixed(1)} ${top - 8}V${height - 10}"/>
${rows.join('\n')}
</svg>
`
}

function escape(text: string): string {
  return text.replace(/[<>&"]/g, (character) => `&#${character.charCodeAt(0)};`)
}
