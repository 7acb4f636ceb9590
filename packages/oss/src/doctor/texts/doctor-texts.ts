import type { catalogue, CheckName, FindingName } from '../catalogue.ts'

/** Sentences about one finding. `{name}` stands for the detail of this name. */
export interface FindingText {
  /** What is the case. */
  readonly what: string
  /** What comes of it, or where it comes from. */
  readonly why: string
  /** What to do. */
  readonly fix: string
}

/** Checks that look before anything is signed: half of a language in one file. */
export type BeforeSigning = 'settings' | 'page' | 'policy' | 'network' | 'cors' | 'clock'

/** Of everything that these checks can find. */
export type FindingTexts<Checks extends CheckName> = Readonly<
  Record<{ [Check in Checks]: keyof (typeof catalogue)[Check] }[Checks], FindingText>
>

/** All that the doctor says, in one language. */
export interface DoctorTexts {
  /** BCP 47, for example `en`. */
  readonly language: string
  /** What each check looks at. */
  readonly checks: Readonly<Record<CheckName, string>>
  readonly findings: Readonly<Record<FindingName, FindingText>>
  /** `{check}` is in order. */
  readonly passed: string
  /** `{check}` was not looked at, because `{first}` comes first. */
  readonly skipped: string
  /** `{check}` ended with an error of its own: `{message}`. */
  readonly broken: string
  /** There is nothing to look at for `{check}`. */
  readonly notHere: string
  readonly outcomes: Readonly<
    Record<'passed' | 'problem' | 'warning' | 'unknown' | 'skipped', string>
  >
  readonly labels: { readonly why: string; readonly fix: string }
}

/** A placeholder without a detail stays as it is. */
export function fill(text: string, details: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(details, name) ? (details[name] ?? whole) : whole,
  )
}
