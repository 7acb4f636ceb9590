import type { FileInfo } from '@resumable-upload/core'

export type FileKind = 'image' | 'video' | 'audio' | 'archive' | 'document' | 'table' | 'other'

const extensions: Readonly<Record<string, FileKind>> = Object.fromEntries(
  (
    [
      ['archive', 'zip rar 7z gz tgz bz2 xz zst tar iso dmg'],
      ['document', 'pdf doc docx odt rtf txt md pages ppt pptx odp key'],
      ['table', 'xls xlsx ods csv tsv numbers parquet'],
      ['image', 'png jpg jpeg gif webp avif heic svg tif tiff bmp psd raw'],
      ['video', 'mp4 mov mkv webm avi m4v'],
      ['audio', 'mp3 wav flac ogg m4a aac opus'],
    ] satisfies readonly (readonly [FileKind, string])[]
  ).flatMap(([kind, names]) => names.split(' ').map((name) => [name, kind])),
)

/** What a file is, for its icon: by MIME type, else by extension. */
export function fileKindOf({ name, type }: FileInfo): FileKind {
  const family = type.split('/')[0]
  if (family === 'image' || family === 'video' || family === 'audio') return family
  return extensions[/\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''] ?? 'other'
}
