import { useEffect, useRef, type FocusEvent, type RefObject } from 'react'

export interface KeptFocus {
  readonly onFocus: () => void
  readonly onBlur: (event: FocusEvent) => void
}

/**
 * Keeps the focus near when the focused button goes away, as "Pause" does when a file is done:
 * somebody at the keyboard would be thrown back to the top of the page.
 */
export function useKeptFocus(container: RefObject<HTMLElement | null>): KeptFocus {
  const isInside = useRef(false)

  useEffect(() => {
    if (!isInside.current || document.activeElement !== document.body) return
    const button = container.current?.querySelector<HTMLElement>('button:enabled')
    const next = button ?? container.current
    next?.focus()
  })

  return {
    onFocus: () => {
      isInside.current = true
    },
    onBlur: ({ target }) => {
      if (target.isConnected) isInside.current = false
    },
  }
}
