import type { CSSProperties, ReactElement, ReactNode } from 'react'
import type { UploadItem } from '../../items/upload-item.ts'
import type { UploadLocale } from '../../locale/upload-locale.ts'
import type { UploadComponents } from './upload-components.ts'

/** How it looks and speaks. */
export interface RenderingProps {
  /** @default 'text' */
  readonly listType?: ListType
  /** The list, or which of its parts. @default true */
  readonly showUploadList?: boolean | ListParts
  /** Renders a row around, or in place of, ours. */
  readonly itemRender?: ItemRender
  readonly classNames?: Readonly<Partial<Record<UploadPart, string>>>
  readonly styles?: Readonly<Partial<Record<UploadPart, CSSProperties>>>
  /** Puts other components in the place of ours, those of a design system for example. */
  readonly components?: UploadComponents
  /** Renders only the rows in sight: `true`, or from this many rows on. @default 100 */
  readonly virtualize?: boolean | number
  /** @default the one of the provider, else `enUS` */
  readonly locale?: UploadLocale
  readonly className?: string
  readonly style?: CSSProperties
}

export type ListType = 'text' | 'picture' | 'picture-card' | 'table'

export type UploadPart =
  | 'root'
  | 'dropzone'
  | 'trigger'
  | 'banner'
  | 'summary'
  | 'list'
  | 'item'
  | 'progress'
  | 'actions'

export interface ListParts {
  /** The cells of the parts under the bar. @default true */
  readonly showParts?: boolean
  /** The way on: pause, resume, retry. @default true */
  readonly showPauseIcon?: boolean
  /** The way out: cancel, remove. @default true */
  readonly showRemoveIcon?: boolean
  /** Needs `onDownload`. @default true */
  readonly showDownloadIcon?: boolean
  /** Whatever else belongs in a row, after its status. */
  readonly extra?: (item: UploadItem) => ReactNode
}

export type ItemRender = (
  origin: ReactElement,
  item: UploadItem,
  items: readonly UploadItem[],
  actions: ItemActions,
) => ReactNode

/** What can be done with one row; each does nothing while the upload does not allow it. */
export interface ItemActions {
  readonly pause: () => void
  readonly resume: () => void
  readonly retry: () => void
  /** Cancels what runs and removes what ended. */
  readonly remove: () => void
  /** Continues with a file that was chosen again. */
  readonly reselect: (file: File) => void
  readonly preview: () => void
  readonly download: () => void
}
