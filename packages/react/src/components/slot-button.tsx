import type { MouseEventHandler, ReactElement, ReactNode } from 'react'
import type { ButtonSlotProps } from './props/upload-components.ts'
import { useRoot } from './root-context.ts'

export interface SlotButtonProps {
  readonly kind?: ButtonSlotProps['kind']
  readonly icon?: ReactNode
  readonly children?: ReactNode
  /** Says what it does where no words are in sight. */
  readonly label?: string
  readonly className?: string
  readonly disabled?: boolean | undefined
  readonly onClick: MouseEventHandler<HTMLElement>
}

/** A button of the application's design system, where `components` names one, else ours. */
export function SlotButton(given: SlotButtonProps): ReactElement {
  const { kind = 'plain', label, disabled = false, ...props } = given
  const { Button = PlainButton } = useRoot().components ?? {}
  const own = props.className ?? classes[kind]
  return (
    <Button
      {...props}
      kind={kind}
      className={own}
      disabled={disabled}
      {...(label !== undefined && { 'aria-label': label })}
      {...(kind === 'icon' && label !== undefined && { title: label })}
    />
  )
}

const classes: Readonly<Record<ButtonSlotProps['kind'], string>> = {
  plain: 'ru-button',
  primary: 'ru-button ru-button-primary',
  icon: 'ru-icon-button',
}

function PlainButton(props: ButtonSlotProps): ReactElement {
  const { className, disabled, title, onClick } = props
  return (
    <button
      type="button"
      className={className}
      disabled={disabled}
      title={title}
      aria-label={props['aria-label']}
      onClick={onClick}
    >
      {props.icon}
      {props.children}
    </button>
  )
}
