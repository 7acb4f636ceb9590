import { useState } from 'react'

/** A value that follows its source as `calm` allows, given what is shown now. */
export function useCalm<Value>(
  value: Value | null,
  calm: (shown: Value | null, value: Value | null) => Value | null,
): Value | null {
  const [shown, setShown] = useState(value)
  const next = calm(shown, value)
  if (next !== shown) setShown(next)
  return next
}
