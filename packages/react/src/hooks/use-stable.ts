import { useState } from 'react'

/**
 * The object of before while the new one says the same: what is written inline in JSX is a new
 * object at every render, and every row would render with it.
 */
export function useStable<Value extends object>(value: Value): Value {
  const [stable, setStable] = useState(value)
  if (isSame(stable, value, depth)) return stable
  setStable(value)
  return value
}

/** `styles={{ list: { … } }}` and no deeper. */
const depth = 3

function isSame(one: unknown, other: unknown, levels: number): boolean {
  if (Object.is(one, other)) return true
  if (levels === 0 || !isPlain(one) || !isPlain(other)) return false
  const keys = Object.keys(one)
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => isSame(one[key], other[key], levels - 1))
  )
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === plain
}

const plain: object = Object.prototype
