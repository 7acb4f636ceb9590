import { useLayoutEffect, useEffect, useRef, type RefObject } from 'react'

/** The last rendered value, for callbacks that must not change when it does. Not for rendering. */
export function useLatest<Value>(value: Value): RefObject<Value> {
  const latest = useRef(value)
  useCommit(() => {
    latest.current = value
  })
  return latest
}

/** React warns of layout effects on a server, which runs none. */
const useCommit = typeof document === 'undefined' ? useEffect : useLayoutEffect
