import { englishTexts } from './texts/english-texts.ts'
import type { Finding } from './finding.ts'
import type { DoctorTexts } from './texts/doctor-texts.ts'

/**
 * Findings as plain text for a support ticket. Holds no secret, as findings hold none. Give the
 * texts that `diagnose` was given.
 */
export function printFindings(
  findings: readonly Finding[],
  { outcomes, labels }: DoctorTexts = englishTexts,
): string {
  return findings
    .map(({ check, name, outcome, what, why, fix, details }) => {
      const head = `[${outcomes[outcome]}] ${name === null ? check : `${check}/${name}`}: ${what}`
      const lines = [
        head,
        ...(why ? [`  ${labels.why}: ${why}`] : []),
        ...(fix ? [`  ${labels.fix}: ${fix}`] : []),
        ...Object.entries(details).map(([detail, value]) => `  ${detail}: ${indent(value)}`),
      ]
      return lines.join('\n')
    })
    .join('\n')
}

function indent(value: string): string {
  return value.includes('\n') ? `\n${value}`.replaceAll('\n', '\n    ') : value
}
