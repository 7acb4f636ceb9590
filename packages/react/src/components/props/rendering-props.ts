import type { CSSProperties } from 'react'
import type { UploadLocale } from '../../locale/upload-locale.ts'

/** How it looks and speaks. */
export interface RenderingProps {
  /** @default the one of the provider, else `enUS` */
  readonly locale?: UploadLocale
  readonly className?: string
  readonly style?: CSSProperties
}
