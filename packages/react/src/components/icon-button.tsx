import type { MouseEventHandler, ReactElement } from 'react'
import { Icon, type IconName } from './icon.tsx'
import { SlotButton } from './slot-button.tsx'

export interface IconButtonProps {
  readonly icon: IconName
  /** Says what it does and to which file. */
  readonly label: string
  readonly onClick: MouseEventHandler<HTMLElement>
}

export function IconButton({ icon, label, onClick }: IconButtonProps): ReactElement {
  return <SlotButton kind="icon" icon={<Icon name={icon} />} label={label} onClick={onClick} />
}
