export type PreviewKind = 'image' | 'video' | 'audio' | 'text' | 'none'

const kinds: Readonly<Record<Exclude<PreviewKind, 'none'>, RegExp>> = {
  image: /\.(?:avif|gif|jpe?g|png|svg|webp)$/i,
  video: /\.(?:mp4|mov|webm)$/i,
  audio: /\.(?:flac|m4a|mp3|ogg|wav)$/i,
  text: /\.(?:css|csv|html?|jsx?|json|log|md|tsx?|txt|xml|ya?ml)$/i,
}

/** By the end of the name: the list of a bucket tells no types. */
export function previewKindOf(name: string): PreviewKind {
  for (const kind of ['image', 'video', 'audio', 'text'] as const)
    if (kinds[kind].test(name)) return kind
  return 'none'
}
