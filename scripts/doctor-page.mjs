// `npm run doctor`: docs/doctor.md, with every check and finding and the tests that provoke it.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from './setup.mjs'

/** @typedef {{ readonly what: string, readonly why: string, readonly fix: string }} FindingText */
/** @typedef {{ readonly checks: Readonly<Record<string, string>>, readonly findings: Readonly<Record<string, FindingText>> }} Texts */
/** @typedef {Readonly<Record<string, Readonly<Record<string, string>>>>} Catalogue outcomes by finding by check */
/** @typedef {{ readonly catalogue: Catalogue, readonly englishTexts: Texts, readonly chineseTexts: Texts }} Doctor */

export const doctorPage = path.join(root, 'docs/doctor.md')

/** Writes the page from the compiled package. Resolves with 1 when a finding has no test. */
export async function writeDoctorPage() {
  const entry = path.join(root, 'packages/oss/dist/doctor.js')
  /** @type {Doctor} */
  const doctor = await import(pathToFileURL(entry).href)
  const tests = readTests()
  writeFileSync(doctorPage, describeDoctor(doctor, tests))
  const unproved = findUnproved(doctor, tests)
  for (const name of unproved) console.error(`No test of the doctor names "${name}".`)
  return unproved.length === 0 ? 0 : 1
}

/**
 * The tests of the doctor: text by file name.
 *
 * @returns {Readonly<Record<string, string>>}
 */
export function readTests() {
  const folder = path.join(root, 'packages/oss/src/doctor')
  const files = readdirSync(folder).filter((file) => file.includes('.test.'))
  return Object.fromEntries(
    files.sort().map((file) => [file, readFileSync(path.join(folder, file), 'utf8')]),
  )
}

/**
 * Findings that no test names.
 *
 * @param {Doctor} doctor
 * @param {Readonly<Record<string, string>>} tests
 */
export function findUnproved({ catalogue }, tests) {
  return Object.values(catalogue)
    .flatMap((findings) => Object.keys(findings))
    .filter((name) => filesNaming(name, tests).length === 0)
}

/**
 * @param {Doctor} doctor
 * @param {Readonly<Record<string, string>>} tests
 */
export function describeDoctor({ catalogue, englishTexts, chineseTexts }, tests) {
  const count = Object.values(catalogue).flatMap((findings) => Object.keys(findings)).length
  const sections = Object.entries(catalogue).map(([check, findings]) => {
    const rows = Object.entries(findings).map(([name, outcome]) => {
      const english = sentences(englishTexts.findings[name])
      const chinese = sentences(chineseTexts.findings[name])
      const shown = filesNaming(name, tests).map(
        (file) => `[${file}](../packages/oss/src/doctor/${file})`,
      )
      return `| \`${name}\` | ${outcome} | ${english} | ${chinese} | ${shown.join('<br>')} |`
    })
    return [
      `## ${check}`,
      '',
      `${englishTexts.checks[check]} · ${chineseTexts.checks[check]}`,
      '',
      '| finding | outcome | English | 中文 | provoked by |',
      '|---|---|---|---|---|',
      ...rows,
    ].join('\n')
  })
  return `# The doctor

Written by \`npm run doctor\` from the catalogue of \`@resumable-upload/oss/doctor\`; a test fails when this page is out of date, or when a finding has no test that
provokes it. ${Object.keys(catalogue).length} checks, ${count} findings, in the order in which the doctor looks. A problem ends what stands on it: those checks are skipped, and say so.

- *problem*: uploads fail, or something is open to others, until this is mended.
- *warning*: uploads work, with less than they could.
- *unknown*: it cannot be known from a page.

Not to be seen from a page at all: whether \`Retry-After\` and \`x-oss-qos-delay-time\` are exposed (OSS sends them only when it is busy), and who alters requests.

${sections.join('\n\n')}
`
}

/** @param {FindingText | undefined} text */
const sentences = (text) =>
  text ? `**${text.what}** ${text.why} *${text.fix}*`.replaceAll('|', '\\|') : ''

/**
 * @param {string} name
 * @param {Readonly<Record<string, string>>} tests
 */
const filesNaming = (name, tests) =>
  Object.entries(tests).flatMap(([file, text]) => (text.includes(`'${name}'`) ? [file] : []))
