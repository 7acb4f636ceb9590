/** What the component is in its form. */
export interface ValueProps {
  /** Nothing can be added; what runs goes on and obeys. @default false */
  readonly disabled?: boolean
  readonly id?: string
}
