import type { ComponentType } from 'react'
import type { Config } from './api.ts'
import { DoctorPage } from './doctor/doctor-page.tsx'
import { LabPage } from './lab/lab-page.tsx'
import { LibraryPage } from './library/library-page.tsx'
import type { MessageKey } from './messages/en-us.ts'
import type { GlyphName } from './parts/glyph.tsx'
import { TokenPage } from './token/token-page.tsx'
import type { DemoUploader } from './uploader.ts'
import { UploadsPage } from './uploads/uploads-page.tsx'

export interface PageProps {
  readonly config: Config
  readonly demo: DemoUploader
}

export interface Page {
  /** Its address behind `#/`. */
  readonly route: string
  readonly title: MessageKey
  readonly hint: MessageKey
  readonly glyph: GlyphName
  /** Real OSS cannot be told to fail. */
  readonly needsEmulator?: boolean
  readonly Content: ComponentType<PageProps>
}

/** In the order of the navigation; the first one is where people arrive. */
export const pages: readonly Page[] = [
  {
    route: 'uploads',
    title: 'uploadsPage',
    hint: 'uploadsPageHint',
    glyph: 'uploads',
    Content: UploadsPage,
  },
  {
    route: 'library',
    title: 'libraryPage',
    hint: 'libraryPageHint',
    glyph: 'library',
    Content: LibraryPage,
  },
  {
    route: 'token',
    title: 'tokenPage',
    hint: 'tokenPageHint',
    glyph: 'token',
    Content: TokenPage,
  },
  {
    route: 'lab',
    title: 'labPage',
    hint: 'labPageHint',
    glyph: 'lab',
    needsEmulator: true,
    Content: LabPage,
  },
  {
    route: 'doctor',
    title: 'doctorPage',
    hint: 'doctorPageHint',
    glyph: 'doctor',
    Content: DoctorPage,
  },
]
