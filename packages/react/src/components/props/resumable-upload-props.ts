import type { EventProps } from './event-props.ts'
import type { RenderingProps } from './rendering-props.ts'
import type { SelectionProps } from './selection-props.ts'
import type { TransferProps } from './transfer-props.ts'
import type { ValueProps } from './value-props.ts'

export interface ResumableUploadProps
  extends ValueProps, SelectionProps, TransferProps, RenderingProps, EventProps {}
