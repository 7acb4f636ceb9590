import type { Upload } from '@resumable-upload/core'
import type { AdmittedFile } from './admit-files.ts'
import type { Rejection } from './rejection.ts'

/**
 * What to do with a file that the list has already. `resume`: the same file is the same upload, and
 * goes on. `skip`: it is rejected. `replace`: a file of the same path takes the place of the one
 * before. `allow`: it is uploaded beside it, under a name with a number.
 */
export type Duplicate = 'resume' | 'allow' | 'skip' | 'replace'

export interface Sorted {
  readonly files: readonly NamedFile[]
  readonly rejections: readonly Rejection[]
  /** Uploads that have to go first. */
  readonly replaced: readonly Upload[]
}

export interface NamedFile extends AdmittedFile {
  /** Where it is not the file's own. */
  readonly newName?: string
}

export function sortDuplicates(
  files: readonly AdmittedFile[],
  present: readonly Upload[],
  duplicate: Duplicate,
): Sorted {
  const sorted = {
    files: [] as NamedFile[],
    rejections: [] as Rejection[],
    replaced: new Set<Upload>(),
  }
  if (duplicate === 'resume') return { ...sorted, files, replaced: [] }
  const listed = new Map(present.map((upload) => [pathOfUpload(upload), upload]))
  const paths = new Set(listed.keys())
  for (const admitted of files) {
    const path = admitted.relativePath || admitted.file.name
    const known = listed.get(path)
    if (duplicate === 'replace' && known) sorted.replaced.add(known)
    if (duplicate === 'skip' && known && isOf(known, admitted)) {
      sorted.rejections.push({ name: path, file: admitted.file, reason: 'duplicate' })
      continue
    }
    const free = duplicate === 'allow' ? freePath(path, paths) : path
    paths.add(free)
    sorted.files.push(free === path ? admitted : renamed(admitted, free))
  }
  return { ...sorted, replaced: [...sorted.replaced] }
}

function pathOfUpload(upload: Upload): string {
  const { file } = upload.getSnapshot()
  return file.relativePath || file.name
}

function isOf(upload: Upload, { file, source }: AdmittedFile): boolean {
  const known = upload.getSnapshot().file
  return known.size === source.size && known.lastModified === file.lastModified
}

/** `report (2).zip`, as file managers do. */
function freePath(path: string, paths: ReadonlySet<string>): string {
  const dot = path.lastIndexOf('.')
  const end = dot > path.lastIndexOf('/') + 1 ? dot : path.length
  let free = path
  for (let copy = 2; paths.has(free); copy += 1)
    free = `${path.slice(0, end)} (${copy})${path.slice(end)}`
  return free
}

function renamed(admitted: AdmittedFile, path: string): NamedFile {
  return {
    ...admitted,
    relativePath: admitted.relativePath && path,
    newName: path.slice(path.lastIndexOf('/') + 1),
  }
}
