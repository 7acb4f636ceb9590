import type { ReactElement } from 'react'
import type { FileKind } from '../files/file-kind.ts'
import { useRoot } from './root-context.ts'

export type IconName =
  | FileKind
  | 'upload'
  | 'pause'
  | 'resume'
  | 'retry'
  | 'start'
  | 'preview'
  | 'download'
  | 'close'
  | 'remove'
  | 'done'
  | 'problem'
  | 'waiting'
  | 'interrupted'

/** Outlines on a grid of 24. */
const paths: Readonly<Record<IconName, string>> = {
  upload: 'M12 15.5V4.5m0 0L7.5 9M12 4.5 16.5 9M4.5 15v2.5a2 2 0 0 0 2 2h11a2 2 0 0 0 2-2V15',
  pause: 'M9 6v12M15 6v12',
  resume: 'M8 5.5v13l10.5-6.5z',
  start: 'M8 5.5v13l10.5-6.5z',
  preview:
    'M3 12s3.2-6 9-6 9 6 9 6-3.2 6-9 6-9-6-9-6zM14.5 12a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0z',
  download: 'M12 4.5v11m0 0L7.5 11m4.5 4.5 4.5-4.5M4.5 15v2.5a2 2 0 0 0 2 2h11a2 2 0 0 0 2-2V15',
  retry: 'M19 12a7 7 0 1 1-2.2-5.1M19 4v4.5h-4.5',
  close: 'M7 7l10 10M17 7 7 17',
  remove:
    'M5 7h14M10 7V5.5A1.5 1.5 0 0 1 11.5 4h1A1.5 1.5 0 0 1 14 5.5V7M7 7l.8 11a2 2 0 0 0 2 1.9h4.4a2 2 0 0 0 2-1.9L17 7',
  done: 'M5.5 12.5l4.5 4.5 8.5-9.5',
  problem: 'M12 8v5m0 3.2v.1M12 3.8 2.9 19.5h18.2z',
  waiting: 'M12 7.5V12l3 2M20 12a8 8 0 1 1-16 0 8 8 0 0 1 16 0z',
  interrupted: 'M13.5 3.5 6 13.5h5.5l-1 7 7.5-10h-5.5z',
  image:
    'M5.5 4.5h13a1 1 0 0 1 1 1v13a1 1 0 0 1-1 1h-13a1 1 0 0 1-1-1v-13a1 1 0 0 1 1-1zM4.5 16l4.5-4.5 4 4 2.5-2.5 4 4M15.5 9v.1',
  video:
    'M4.5 6.5h10a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1h-10a1 1 0 0 1-1-1v-9a1 1 0 0 1 1-1zM15.5 11l5-3v8l-5-3',
  audio:
    'M9 17.5V6l10-2v11.5M9 17.5a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0zM19 15.5a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0z',
  archive: 'M4.5 8.5h15v10a1 1 0 0 1-1 1h-13a1 1 0 0 1-1-1zM3.5 4.5h17v4h-17zM10 12.5h4',
  document:
    'M13.5 3.5h-7a1 1 0 0 0-1 1v15a1 1 0 0 0 1 1h11a1 1 0 0 0 1-1v-11zm0 0v5h5M9 13h6M9 16.5h4',
  table:
    'M13.5 3.5h-7a1 1 0 0 0-1 1v15a1 1 0 0 0 1 1h11a1 1 0 0 0 1-1v-11zm0 0v5h5M8.5 12.5h7v5h-7zM12 12.5v5M8.5 15h7',
  other: 'M13.5 3.5h-7a1 1 0 0 0-1 1v15a1 1 0 0 0 1 1h11a1 1 0 0 0 1-1v-11zm0 0v5h5',
}

/** Decoration only: words say the same beside it. */
export function Icon({ name }: { readonly name: IconName }): ReactElement {
  const { Icon: Other } = useRoot().components ?? {}
  if (Other) return <Other name={name} />
  return (
    <svg className="ru-icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  )
}
