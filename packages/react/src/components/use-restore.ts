import { useEffect, useRef } from 'react'
import type { Uploader } from '@resumable-upload/core'
import type { Rejections } from './use-rejections.ts'

/** Lists what earlier visits left unfinished: once for each uploader, Strict Mode or not. */
export function useRestore(uploader: Uploader, attempt: Rejections['attempt']): void {
  const restored = useRef<Uploader | null>(null)
  useEffect(() => {
    if (restored.current === uploader) return
    restored.current = uploader
    attempt('', () => uploader.restore())
  }, [uploader, attempt])
}
