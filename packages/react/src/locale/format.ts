/** Numbers as people read them, in one language. */
export interface Format {
  count(value: number): string
  /** `ratio` is from 0 to 1. Rounds down: nothing is complete before it is. */
  percent(ratio: number): string
  bytes(value: number): string
  speed(bytesPerSecond: number): string
  /** At most two units, the smaller one left out where it says nothing. */
  duration(seconds: number): string
  /** `epoch` in milliseconds. The year only where it is not the one of `now`. */
  date(epoch: number, now?: number): string
  /** The first three, and how many more. */
  names(names: readonly string[], andMore: (files: number) => string): string
}

const byteUnits = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte', 'petabyte']

/** How many names are said before the rest is only counted. */
const namesSaid = 3

export function createFormat(language: string): Format {
  // Making one takes longer than all that it will ever write: once, and only what is used.
  const plain = once(() => new Intl.NumberFormat(language))
  const percent = once(() => new Intl.NumberFormat(language, { style: 'percent' }))
  const list = once(() => new Intl.ListFormat(language, { type: 'conjunction' }))
  const together = once(() => new Intl.ListFormat(language, { type: 'unit', style: 'narrow' }))
  const unitFormats = new Map<string, Intl.NumberFormat>()

  /** Each unit is always written in the same way. */
  function unitFormat(unit: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
    const known = unitFormats.get(unit)
    if (known) return known
    const made = new Intl.NumberFormat(language, { style: 'unit', unit, ...options })
    unitFormats.set(unit, made)
    return made
  }

  function inBytes(value: number, suffix: string, digits: Intl.NumberFormatOptions): string {
    const step = value < 1000 ? 0 : Math.min(5, Math.floor(Math.log10(value) / 3))
    const unit = `${byteUnits[step] ?? 'byte'}${suffix}`
    const unitDisplay = step === 0 ? 'long' : 'short'
    return unitFormat(unit, { unitDisplay, ...digits }).format(value / 1000 ** step)
  }

  function inTime(value: number, unit: string): string {
    return unitFormat(unit, { unitDisplay: 'long' }).format(value)
  }

  function inTwo(large: number, largeUnit: string, small: number, smallUnit: string): string {
    const first = inTime(large, largeUnit)
    return small === 0 ? first : together().format([first, inTime(small, smallUnit)])
  }

  return {
    count: (value) => plain().format(value),
    percent: (ratio) => percent().format(Math.floor(ratio * 100) / 100),
    bytes: (value) => inBytes(value, '', { maximumFractionDigits: 1 }),
    speed: (value) => inBytes(value, '-per-second', { maximumSignificantDigits: 2 }),
    duration(seconds) {
      if (seconds < 60) return inTime(Math.ceil(seconds), 'second')
      const minutes = Math.ceil(seconds / 60)
      if (minutes < 60) return inTime(minutes, 'minute')
      const hours = Math.floor(minutes / 60)
      if (hours < 24) return inTwo(hours, 'hour', minutes % 60, 'minute')
      return inTwo(Math.floor(hours / 24), 'day', hours % 24, 'hour')
    },
    date(epoch, now = Date.now()) {
      const isThisYear = new Date(epoch).getFullYear() === new Date(now).getFullYear()
      return new Intl.DateTimeFormat(language, {
        month: isThisYear ? 'long' : 'short',
        day: 'numeric',
        ...(!isThisYear && { year: 'numeric' }),
      }).format(epoch)
    },
    names(names, andMore) {
      const rest = names.length - namesSaid
      if (rest < 1) return list().format(names)
      return list().format([...names.slice(0, namesSaid), andMore(rest)])
    },
  }
}

function once<Made>(make: () => Made): () => Made {
  let made: Made | undefined
  return () => (made ??= make())
}
