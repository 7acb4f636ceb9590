import { useEffect, useState } from 'react'

/** Milliseconds between two looks at what was recorded. */
const interval = 250

/** The time, four times a second: what is recorded is looked at, and tells nobody. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') setNow(Date.now())
    }, interval)
    return () => clearInterval(timer)
  }, [])
  return now
}
