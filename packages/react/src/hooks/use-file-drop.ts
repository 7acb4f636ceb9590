import { useEffect, useMemo, useRef, useState, type DragEvent } from 'react'
import { refusesTypes, type Accept } from '../selection/accepts-file.ts'
import { useLatest } from './use-latest.ts'

export interface FileDropOptions {
  /** Called inside the event, where what is dropped can still be read. */
  readonly onDrop: (transfer: DataTransfer, event: AnyDragEvent) => void
  readonly accept?: Accept | undefined
  /** A file dropped beside its mark does nothing, and does not replace the page either. */
  readonly disabled?: boolean
  /** Listens on the whole page. */
  readonly anywhere?: boolean
}

export type AnyDragEvent = DragEvent | globalThis.DragEvent

export interface FileDrop {
  /** `rejecting`: as far as the browser tells, nothing of it would be taken. */
  readonly state: 'idle' | 'over' | 'rejecting'
  /** For the area that takes drops; harmless beside `anywhere`. */
  readonly dropProps: DropProps
}

export interface DropProps {
  readonly onDragEnter: (event: AnyDragEvent) => void
  readonly onDragOver: (event: AnyDragEvent) => void
  readonly onDragLeave: (event: AnyDragEvent) => void
  readonly onDrop: (event: AnyDragEvent) => void
}

/** Files that are dragged over an area, and dropped there. Text and links are left alone. */
export function useFileDrop(options: FileDropOptions): FileDrop {
  const [state, setState] = useState<FileDrop['state']>('idle')
  const latest = useLatest(options)
  const taken = useRef<unknown>(null)

  const dropProps = useMemo((): DropProps => {
    function over(event: AnyDragEvent): void {
      const { dataTransfer } = event
      if (!dataTransfer?.types.includes('Files')) return
      const { disabled, accept } = latest.current
      // Also when disabled: a file dropped beside its mark would replace the page.
      event.preventDefault()
      const isRefused = refusesTypes(typesIn(dataTransfer), accept)
      dataTransfer.dropEffect = disabled ? 'none' : 'copy'
      if (disabled) setState('idle')
      else setState(isRefused ? 'rejecting' : 'over')
    }

    function leave({ currentTarget, relatedTarget }: AnyDragEvent): void {
      const isInside =
        relatedTarget instanceof Node &&
        currentTarget instanceof Node &&
        currentTarget.contains(relatedTarget)
      if (!isInside) setState('idle')
    }

    function drop(event: AnyDragEvent): void {
      const { dataTransfer } = event
      if (!dataTransfer?.types.includes('Files')) return
      event.preventDefault()
      setState('idle')
      // The area and the page hear the same event.
      const native = 'nativeEvent' in event ? event.nativeEvent : event
      if (latest.current.disabled || taken.current === native) return
      taken.current = native
      latest.current.onDrop(dataTransfer, event)
    }

    return { onDragEnter: over, onDragOver: over, onDragLeave: leave, onDrop: drop }
  }, [latest])

  const { anywhere = false } = options
  useEffect(() => {
    if (!anywhere) return undefined
    const page = new AbortController()
    const { signal } = page
    document.addEventListener('dragover', dropProps.onDragOver, { signal })
    document.addEventListener('dragleave', dropProps.onDragLeave, { signal })
    document.addEventListener('drop', dropProps.onDrop, { signal })
    return () => page.abort()
  }, [anywhere, dropProps])

  return { state, dropProps }
}

/** What the browser tells of files before they are dropped: their types, where it does. */
function typesIn({ items }: DataTransfer): readonly string[] {
  return Array.from(items, ({ type }) => type)
}
