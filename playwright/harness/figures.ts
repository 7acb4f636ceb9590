import process from 'node:process'
import type { TestInfo } from '@playwright/test'

/** A measured sentence: printed at once, and kept in the report under the story's name. */
export function reportFigure(story: TestInfo, sentence: string): void {
  story.annotations.push({ type: 'figure', description: sentence })
  process.stdout.write(`     ${sentence}\n`)
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  const [below = 0, above = 0] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]]
  return (below + above) / 2
}
