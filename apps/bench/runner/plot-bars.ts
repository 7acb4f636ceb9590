import type { Spread } from './statistics.ts'
import { drawing, escapeXml } from './svg.ts'

export interface Bar {
  readonly driver: string
  /** `null` where it gave no figures. */
  readonly value: Spread | null
  readonly isOurs: boolean
}

export interface BarPlot {
  readonly title: string
  readonly unit: string
  /** Where to draw a line to compare with. */
  readonly line?: number
  readonly bars: readonly Bar[]
}

const width = 720
const left = 210
const rowHeight = 26
const top = 40

/** Horizontal bars with their spread. Reads in light and dark. */
export function plotBars({ title, unit, line, bars }: BarPlot): string {
  const longest = Math.max(line ?? 0, ...bars.map(({ value }) => value?.max ?? 0)) * 1.05 || 1
  const x = (value: number): number => left + (value / longest) * (width - left - 60)
  const height = top + bars.length * rowHeight + 16
  const rows = bars.map(({ driver, value, isOurs }, index) => {
    const y = top + index * rowHeight
    const middle = y + rowHeight / 2 - 4
    const name = `<text class="end" x="${left - 8}" y="${middle + 4}">${escapeXml(driver)}</text>`
    if (!value) return `${name}<text x="${left + 6}" y="${middle + 4}">did not end</text>`
    return [
      name,
      `<rect class="${isOurs ? 'own' : 'peer'}" x="${left}" y="${y}" width="${(x(value.median) - left).toFixed(1)}" height="${rowHeight - 8}" rx="3"/>`,
      `<path class="line" d="M${x(value.min).toFixed(1)} ${middle}H${x(value.max).toFixed(1)}"/>`,
      `<text x="${(x(value.max) + 6).toFixed(1)}" y="${middle + 4}">${value.median.toFixed(2)}</text>`,
    ].join('')
  })
  const mark =
    line === undefined
      ? ''
      : `<path class="line dashed" d="M${x(line).toFixed(1)} ${top - 8}V${height - 10}"/>`
  return drawing({ width, height, title: `${title}: ${unit}` }, [mark, ...rows])
}
