import type { MouseEvent, ReactElement } from 'react'
import { Icon, type IconName } from './icon.tsx'

export interface IconButtonProps {
  readonly icon: IconName
  /** Says what it does and to which file. */
  readonly label: string
  readonly onClick: (event: MouseEvent<HTMLButtonElement>) => void
}

export function IconButton({ icon, label, onClick }: IconButtonProps): ReactElement {
  return (
    <button
      type="button"
      className="ru-icon-button"
      aria-label={label}
      title={label}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  )
}
