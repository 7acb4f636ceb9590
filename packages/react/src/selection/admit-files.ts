import { inTurns } from './in-turns.ts'
import type { PickedFile } from '../files/picked-file.ts'
import { acceptsFile, type Accept } from './accepts-file.ts'
import { askBeforeUpload, type BeforeUpload } from './before-upload.ts'
import type { FileError, Rejection } from './rejection.ts'

export interface SelectionRules {
  readonly accept?: Accept | undefined
  readonly multiple?: boolean | undefined
  readonly minSize?: number | undefined
  readonly maxSize?: number | undefined
  readonly maxTotalSize?: number | undefined
  readonly maxCount?: number | undefined
  readonly validate?: Validate | undefined
  readonly beforeUpload?: BeforeUpload | undefined
}

export type Validate = (file: File) => Findings | Promise<Findings>

// oxlint-disable-next-line typescript/no-invalid-void-type -- A callback that returns nothing is one.
export type Findings = FileError | readonly FileError[] | null | undefined | void

/** What the list holds already. */
export interface Present {
  readonly files: number
  readonly bytes: number
}

export interface AdmittedFile extends PickedFile {
  /** What is uploaded: the file itself, or what `beforeUpload` put in its place. */
  readonly source: File | Blob
  /** Listed, and not to be started. */
  readonly isHeld: boolean
}

export interface Admission {
  readonly admitted: readonly AdmittedFile[]
  readonly rejections: readonly Rejection[]
}

/** Which of these files may be added. Asks the application last: it sees only what is left. */
export async function admitFiles(
  files: readonly PickedFile[],
  rules: SelectionRules,
  present: Present,
): Promise<Admission> {
  const rejections: Rejection[] = []
  const fitting = await sift(files, (picked) => isKept(checkAlone(picked.file, rules), picked))
  const valid = await filterValid(fitting, rules.validate, rejections)
  const room = createRoom(rules, present)
  const taken = valid.filter((picked) => isKept(room(picked.file), picked))
  return { admitted: await askForEach(taken, rules.beforeUpload), rejections }

  function isKept(problem: Problem | null, { file, relativePath }: PickedFile): boolean {
    if (problem) rejections.push({ name: relativePath || file.name, file, ...problem })
    return !problem
  }
}

/** As `filter`, in turns: the first look at a file's size asks the disk, and waits for it. */
async function sift<Item>(
  items: readonly Item[],
  isKept: (item: Item) => boolean,
): Promise<readonly Item[]> {
  const kept: Item[] = []
  await inTurns(items, (turn) => {
    for (const item of turn) if (isKept(item)) kept.push(item)
  })
  return kept
}

type Problem = Pick<Rejection, 'reason' | 'limit'>

function checkAlone(file: File, { accept, minSize, maxSize }: SelectionRules): Problem | null {
  if (!acceptsFile(file, accept)) return { reason: 'type-not-accepted' }
  if (minSize !== undefined && file.size < minSize) return { reason: 'too-small', limit: minSize }
  if (maxSize !== undefined && file.size > maxSize) return { reason: 'too-large', limit: maxSize }
  return null
}

async function filterValid(
  files: readonly PickedFile[],
  validate: Validate | undefined,
  rejections: Rejection[],
): Promise<readonly PickedFile[]> {
  if (!validate) return files
  const findings = await Promise.all(
    files.map(async ({ file }) => [(await validate(file)) ?? []].flat()),
  )
  return files.filter(({ file, relativePath }, index) => {
    const errors = findings[index] ?? []
    const name = relativePath || file.name
    rejections.push(...errors.map((reason) => ({ name, file, reason })))
    return errors.length === 0
  })
}

/** Counts what was let in; one file where one is asked for takes the place of the one before. */
function createRoom(rules: SelectionRules, present: Present): (file: File) => Problem | null {
  const { multiple = true, maxCount = Infinity, maxTotalSize = Infinity } = rules
  let { files, bytes } = maxCount === 1 ? nothing : present
  let added = 0
  return (file) => {
    if (!multiple && added > 0) return { reason: 'one-file-only' }
    if (files >= maxCount) return { reason: 'too-many', limit: maxCount }
    if (maxTotalSize < Infinity) bytes += file.size
    if (bytes > maxTotalSize) {
      bytes -= file.size
      return { reason: 'too-large-together', limit: maxTotalSize }
    }
    files += 1
    added += 1
    return null
  }
}

const nothing: Present = { files: 0, bytes: 0 }

async function askForEach(
  files: readonly PickedFile[],
  beforeUpload: BeforeUpload | undefined,
): Promise<readonly AdmittedFile[]> {
  if (!beforeUpload)
    return files.map((picked) => ({ ...picked, source: picked.file, isHeld: false }))
  const batch = files.map(({ file }) => file)
  const verdicts = await Promise.all(
    batch.map((file) => askBeforeUpload(file, batch, beforeUpload)),
  )
  return files.flatMap((picked, index) => {
    const { source = null, isHeld = false } = verdicts[index] ?? {}
    return source ? [{ ...picked, source, isHeld }] : []
  })
}
