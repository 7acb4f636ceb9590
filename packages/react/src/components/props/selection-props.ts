/** Which files can be added, and how. */
export interface SelectionProps {
  /** As on `<input type="file">`; drops and pastes are held to it too. */
  readonly accept?: string
  /** @default true */
  readonly multiple?: boolean
  /** The picker chooses folders. They can be dropped either way. @default false */
  readonly directory?: boolean
}
