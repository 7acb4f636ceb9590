/** Larger pictures are not opened only to be made small. In bytes. */
const largestSource = 40_000_000

/** Pixels across, enough for a card on a sharp screen. */
const width = 240

/** Decoding takes memory of the full picture: one after the other. */
const atOnce = 2

/** Small pictures kept for rows that scroll out of sight and back. */
const kept = 200

const made = new Map<Blob, ImageBitmap | null>()
let working = 0
let waiting: (() => void)[] = []

/** A small picture of an image file; `null` where it cannot be had. Rejects when aborted. */
export async function loadThumbnail(file: Blob, signal: AbortSignal): Promise<ImageBitmap | null> {
  if (!canShow(file)) return null
  const known = made.get(file)
  if (known !== undefined) return known
  await takeTurn()
  try {
    signal.throwIfAborted()
    return keep(file, await decode(file))
  } finally {
    working -= 1
    waiting.shift()?.()
  }
}

function canShow({ type, size }: Blob): boolean {
  return type.startsWith('image/') && type !== 'image/svg+xml' && size <= largestSource
}

async function takeTurn(): Promise<void> {
  if (working >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve))
  working += 1
}

function decode(file: Blob): Promise<ImageBitmap | null> {
  return createImageBitmap(file, { resizeWidth: width, resizeQuality: 'medium' }).catch(() => null)
}

function keep(file: Blob, picture: ImageBitmap | null): ImageBitmap | null {
  made.set(file, picture)
  const [oldest] = made.keys()
  if (made.size > kept && oldest) {
    // Its pixels are drawn where it is in sight.
    made.get(oldest)?.close()
    made.delete(oldest)
  }
  return picture
}
