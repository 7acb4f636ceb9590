import { createContext, useContext, type Context, type ReactElement, type ReactNode } from 'react'
import type { Uploader } from '@resumable-upload/core'
import type { UploadLocale } from '../locale/upload-locale.ts'
import { LocaleContext } from '../locale/locale-context.ts'

/** The uploader of the nearest `UploaderProvider`; `null` outside one. */
export const UploaderContext: Context<Uploader | null> = createContext<Uploader | null>(null)

export interface UploaderProviderProps {
  /** Belongs to the application: it outlives this component, and only the application disposes it. */
  readonly uploader: Uploader
  /** The language of all components inside. @default that of the provider around, else `enUS` */
  readonly locale?: UploadLocale
  readonly children?: ReactNode
}

export function UploaderProvider(props: UploaderProviderProps): ReactElement {
  const around = useContext(LocaleContext)
  return (
    <LocaleContext.Provider value={props.locale ?? around}>
      <UploaderContext.Provider value={props.uploader}>{props.children}</UploaderContext.Provider>
    </LocaleContext.Provider>
  )
}
