const units = ['B', 'kB', 'MB', 'GB', 'TB']

/** Short, in English: these are figures for developers. */
export function bytesText(bytes: number): string {
  const step = bytes < 1000 ? 0 : Math.min(4, Math.floor(Math.log10(bytes) / 3))
  const value = bytes / 1000 ** step
  return `${value.toFixed(step === 0 || value >= 100 ? 0 : 1)} ${units[step] ?? ''}`
}

export function millisecondsText(milliseconds: number): string {
  return milliseconds < 1000
    ? `${Math.round(milliseconds)} ms`
    : `${(milliseconds / 1000).toFixed(milliseconds < 10_000 ? 2 : 1)} s`
}

/** The time of day, with milliseconds. */
export function timeText(epoch: number): string {
  return new Date(epoch).toISOString().slice(11, 23)
}
