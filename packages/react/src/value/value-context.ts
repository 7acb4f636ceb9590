import { createContext, useContext, type Context } from 'react'
import { UploadError } from '@resumable-upload/core'
import type { Value } from './use-value.ts'

export const ValueContext: Context<Value | null> = createContext<Value | null>(null)

export function useValueContext(): Value {
  const value = useContext(ValueContext)
  if (value) return value
  throw new UploadError('misconfigured', 'Render this part inside <UploadRoot>.')
}
