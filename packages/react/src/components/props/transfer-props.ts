/** Where the files go. Destination and engine are options of the uploader, not props. */
export interface TransferProps {
  /** Shows and adds the uploads of this group alone. @default all are shown, added to no group */
  readonly group?: string
}
