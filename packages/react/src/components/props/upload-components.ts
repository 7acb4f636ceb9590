import type { ComponentType, MouseEventHandler, ReactNode } from 'react'
import type { UploadStatus } from '@resumable-upload/core'
import type { IconName } from '../icon.tsx'

/** What may stand in the place of our own elements and parts. */
export interface UploadComponents {
  readonly Button?: ComponentType<ButtonSlotProps>
  readonly Progress?: ComponentType<ProgressSlotProps>
  readonly Icon?: ComponentType<IconSlotProps>
  readonly Dropzone?: ComponentType
  readonly RestoreBanner?: ComponentType
  readonly Summary?: ComponentType
  readonly List?: ComponentType
}

/** `icon`: no words beside the icon; `aria-label` says what it does. */
export interface ButtonSlotProps {
  readonly kind: 'plain' | 'primary' | 'icon'
  readonly icon?: ReactNode
  readonly children?: ReactNode
  readonly className: string
  readonly disabled: boolean
  readonly title?: string
  readonly 'aria-label'?: string
  readonly onClick: MouseEventHandler<HTMLElement>
}

/** It has to be a progress bar to screen readers as well: name and value in words are given. */
export interface ProgressSlotProps {
  /** From 0 to 100; `null` while nobody can know. */
  readonly percent: number | null
  readonly status: UploadStatus
  readonly className: string
  readonly 'aria-label': string
  readonly 'aria-valuetext': string | undefined
}

export interface IconSlotProps {
  readonly name: IconName
}
