import { createContext, type Context, type ReactElement, type ReactNode } from 'react'
import type { Uploader } from '@resumable-upload/core'

/** The uploader of the nearest `UploaderProvider`; `null` outside one. */
export const UploaderContext: Context<Uploader | null> = createContext<Uploader | null>(null)

export interface UploaderProviderProps {
  /** Belongs to the application: it outlives this component, and only the application disposes it. */
  readonly uploader: Uploader
  readonly children?: ReactNode
}

export function UploaderProvider({ uploader, children }: UploaderProviderProps): ReactElement {
  return <UploaderContext.Provider value={uploader}>{children}</UploaderContext.Provider>
}
