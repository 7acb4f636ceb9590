import type { UploadSnapshot } from '@resumable-upload/core'

export interface FileMatches<Picked> {
  readonly pairs: readonly { readonly id: string; readonly picked: Picked }[]
  readonly unmatched: readonly Picked[]
}

/** From certain to likely. Phones change name and date of one and the same photo. */
const likenesses: readonly ((snapshot: UploadSnapshot, file: File) => boolean)[] = [
  (snapshot, file) => isNamed(snapshot, file) && snapshot.file.lastModified === file.lastModified,
  isNamed,
  ({ begunElsewhereAt }) => begunElsewhereAt === null,
  () => true,
]

/**
 * Finds the upload that each file belongs to, by size and the best likeness first. The engine
 * compares the bytes afterwards and refuses a look-alike.
 */
export function matchFiles<Picked extends { readonly file: File }>(
  files: readonly Picked[],
  waiting: readonly UploadSnapshot[],
): FileMatches<Picked> {
  const pairs: { id: string; picked: Picked }[] = []
  const left = new Set(files)
  const open = new Set(waiting)
  for (const isAlike of likenesses) {
    for (const picked of left) {
      const { file } = picked
      const match = [...open].find((snapshot) => canHold(snapshot, file) && isAlike(snapshot, file))
      if (!match) continue
      pairs.push({ id: match.id, picked })
      left.delete(picked)
      open.delete(match)
    }
  }
  return { pairs, unmatched: [...left] }
}

/** Of an upload that another browser began only what is stored is known, and not how much follows. */
function canHold({ file: { size }, begunElsewhereAt }: UploadSnapshot, file: File): boolean {
  return begunElsewhereAt === null ? size === file.size : size <= file.size
}

function isNamed({ file: info }: UploadSnapshot, file: File): boolean {
  const path = file.webkitRelativePath
  return path && info.relativePath ? info.relativePath === path : info.name === file.name
}
