import { createContext, useContext, type Context, type CSSProperties } from 'react'
import {
  UploadError,
  type Observable,
  type Upload,
  type Uploader,
  type UploadSnapshot,
} from '@resumable-upload/core'
import type { GroupCommands } from '../commands/group-commands.ts'
import type { Format } from '../locale/format.ts'
import type { Words } from '../locale/words.ts'
import type { AddFiles } from '../selection/use-add-files.ts'
import type { Rejections } from '../selection/use-rejections.ts'
import type { EventProps } from './props/event-props.ts'
import type { RenderingProps, UploadPart } from './props/rendering-props.ts'
import type { SelectionProps } from './props/selection-props.ts'

/** Props that are passed on as they are, given or not. */
type Given<Props> = { readonly [Key in keyof Props]-?: Props[Key] | undefined }

type Selection = Given<
  Pick<SelectionProps, 'accept' | 'multiple' | 'directory' | 'capture' | 'drag'>
>

type Look = Given<
  Pick<
    RenderingProps,
    | 'listType'
    | 'showUploadList'
    | 'itemRender'
    | 'classNames'
    | 'styles'
    | 'components'
    | 'virtualize'
  >
>

/** What the parts of one `<ResumableUpload>` share. Rows render again when it changes. */
export interface Root extends Rejections, AddFiles, Selection, Look {
  readonly uploader: Uploader
  readonly group: string | undefined
  readonly disabled: boolean
  readonly locale: Words
  readonly format: Format
  /** Of the group, told of four times a second at most. */
  readonly snapshots: Observable<readonly UploadSnapshot[]>
  readonly commands: GroupCommands
  /** Opens the picker of the dropzone or trigger, while one is on the page. */
  readonly open: () => void
  readonly setOpener: (open: (() => void) | null) => void
  readonly events: RootEvents
}

/** What people do with rows, told to the application as it is rendered now. */
export interface RootEvents {
  readonly canPreview: boolean
  readonly canDownload: boolean
  readonly preview: (upload: Upload) => void
  readonly download: (upload: Upload) => void
  readonly drop: NonNullable<EventProps['onDrop']>
  /** Whether the application lets a person cancel or remove it; at once where it has no opinion. */
  readonly mayRemove: (upload: Upload) => boolean | Promise<boolean>
}

export const RootContext: Context<Root | null> = createContext<Root | null>(null)

export function useRoot(): Root {
  const root = useContext(RootContext)
  if (root) return root
  throw new UploadError('misconfigured', 'Render this part inside <UploadRoot>.')
}

/** Class and style of a part: ours, and what the application adds to them. */
export function lookOf(
  { classNames, styles }: Look,
  part: UploadPart,
  own: string,
): { readonly className: string; readonly style: CSSProperties | undefined } {
  const added = classNames?.[part]
  return { className: added ? `${own} ${added}` : own, style: styles?.[part] }
}
