import type { FileInfo, UploadSnapshot } from '@resumable-upload/core'

export interface FileMatches {
  readonly pairs: readonly { readonly id: string; readonly file: File }[]
  readonly unmatched: readonly File[]
}

/** From certain to likely. Phones change name and date of one and the same photo. */
const likenesses: readonly ((info: FileInfo, file: File) => boolean)[] = [
  (info, file) => isNamed(info, file) && info.lastModified === file.lastModified,
  (info, file) => isNamed(info, file),
  () => true,
]

/**
 * Finds the upload that each file belongs to, by size and the best likeness first. The engine
 * compares the bytes afterwards and refuses a look-alike.
 */
export function matchFiles(
  files: readonly File[],
  waiting: readonly UploadSnapshot[],
): FileMatches {
  const pairs: { id: string; file: File }[] = []
  const left = new Set(files)
  const open = new Set(waiting)
  for (const isAlike of likenesses) {
    for (const file of left) {
      const match = [...open].find(
        ({ file: info }) => info.size === file.size && isAlike(info, file),
      )
      if (!match) continue
      pairs.push({ id: match.id, file })
      left.delete(file)
      open.delete(match)
    }
  }
  return { pairs, unmatched: [...left] }
}

function isNamed(info: FileInfo, file: File): boolean {
  const path = file.webkitRelativePath
  return path && info.relativePath ? info.relativePath === path : info.name === file.name
}
