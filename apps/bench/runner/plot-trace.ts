import type { TracePoint } from './sample.ts'
import { drawing } from './svg.ts'
import type { SharedLink } from './link-shape.ts'

const width = 720
const left = 60
const right = 16
const panel = 120
const gap = 34
const top = 48

/** Goodput and parts at once over the time of one transfer; the line's rate is dashed. */
export function plotTrace(title: string, points: readonly TracePoint[], link?: SharedLink): string {
  const end = points.at(-1)?.at ?? 1
  const rates = goodput(points)
  const limits = link ? limitsOf(link, end) : []
  const fastest = Math.max(1, ...rates.map(({ value }) => value), ...limits.map((l) => l.value))
  const most = Math.max(1, ...points.map(({ atOnce }) => atOnce))
  const x = (at: number): number => left + (at / end) * (width - left - right)
  const draw = (own: readonly Reading[], { highest, below }: Scale): string =>
    own
      .map(({ at, value }, index) => {
        const y = below - (value / highest) * panel
        return `${index === 0 ? 'M' : 'L'}${x(at).toFixed(1)} ${y.toFixed(1)}`
      })
      .join('')
  const first = { highest: fastest * 1.05, below: top + panel }
  const second = { highest: most, below: top + panel * 2 + gap }
  const parts = points.map(({ at, atOnce }) => ({ at, value: atOnce }))
  return drawing({ width, height: second.below + 30, title }, [
    axis(first.below, { label: 'MB/s, mean of a second', highest: first.highest / 1e6, end }),
    `<path class="line dashed" d="${draw(limits, first)}"/>`,
    `<path class="curve" d="${draw(rates, first)}"/>`,
    axis(second.below, { label: 'parts at once', highest: most, end }),
    `<path class="curve" d="${draw(steps(parts), second)}"/>`,
  ])
}

interface Reading {
  readonly at: number
  readonly value: number
}

interface Scale {
  readonly highest: number
  /** Where 0 lies. */
  readonly below: number
}

function axis(
  below: number,
  {
    label,
    highest,
    end,
  }: { readonly label: string; readonly highest: number; readonly end: number },
): string {
  return [
    `<path class="line" d="M${left} ${below - panel}V${below}H${width - right}"/>`,
    `<text class="small" x="${left}" y="${below - panel - 6}">${label}</text>`,
    `<text class="small end" x="${left - 6}" y="${below - panel + 8}">${highest.toFixed(0)}</text>`,
    `<text class="small end" x="${left - 6}" y="${below}">0</text>`,
    `<text class="small end" x="${width - right}" y="${below + 16}">${(end / 1000).toFixed(0)} s</text>`,
  ].join('')
}

/** Bytes a second, over the second before each point. */
function goodput(points: readonly TracePoint[]): readonly Reading[] {
  return points.flatMap((point, index) => {
    const before = points[Math.max(0, index - 4)]
    if (!before || before === point || point.at === before.at) return []
    return [{ at: point.at, value: ((point.sent - before.sent) / (point.at - before.at)) * 1000 }]
  })
}

function limitsOf({ rate, changes }: SharedLink, end: number): readonly Reading[] {
  if (!changes)
    return [rate].flatMap((value) => [
      { at: 0, value },
      { at: end, value },
    ])
  const { every, rates } = changes
  const readings: Reading[] = []
  for (let turn = 0; turn * every < end; turn += 1) {
    const value = (turn === 0 ? rate : rates[(turn - 1) % rates.length]) ?? rate
    readings.push({ at: turn * every, value }, { at: Math.min(end, (turn + 1) * every), value })
  }
  return readings
}

/** Each value lasts until the next. */
function steps(readings: readonly Reading[]): readonly Reading[] {
  return readings.flatMap((reading, index) => {
    const next = readings[index + 1]
    return next ? [reading, { at: next.at, value: reading.value }] : [reading]
  })
}
