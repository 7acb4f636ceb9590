import type { JSX } from 'react'

/** Outlines on a grid of 24. */
const paths = {
  uploads: 'M12 15V4.5m0 0L7.5 9M12 4.5 16.5 9M4.5 15v2.5a2 2 0 0 0 2 2h11a2 2 0 0 0 2-2V15',
  library: 'M4.5 5.5h15v4h-15zM4.5 14.5h15v4h-15zM7.5 7.5v.1M7.5 16.5v.1',
  token:
    'M15.5 4a4.5 4.5 0 1 0-4.2 6.1L4 17.4V20h3v-2h2v-2h2l1.9-1.9A4.5 4.5 0 0 0 15.5 4zM16.5 7.5v.1',
  doctor:
    'M6 4v5a4 4 0 0 0 8 0V4M10 13v2.5a4.5 4.5 0 0 0 9 0V13M21 11a2 2 0 1 1-4 0 2 2 0 0 1 4 0z',
  lab: 'M9.5 3.5h5M10.5 3.5v6L5 18a1.6 1.6 0 0 0 1.4 2.5h11.2A1.6 1.6 0 0 0 19 18l-5.5-8.5v-6M7.8 14.5h8.4',
} as const

export type GlyphName = keyof typeof paths

/** Decoration only: words say the same beside it. */
export function Glyph({ name }: { readonly name: GlyphName }): JSX.Element {
  return (
    <svg className="glyph" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  )
}
