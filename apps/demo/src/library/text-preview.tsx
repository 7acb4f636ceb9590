import { useQuery } from '@tanstack/react-query'
import type { JSX } from 'react'
import { downloadUrl, type LibraryObject } from '../api.ts'
import { useWording } from '../wording.tsx'

/** Bytes that are read of a text, however long it is. */
const readBytes = 64 * 1024

/** The beginning of a text. */
export function TextPreview({ object }: { readonly object: LibraryObject }): JSX.Element {
  const { say } = useWording()
  const { data, error } = useQuery({
    queryKey: ['storage', 'text', object.key, object.storedAt],
    queryFn: ({ signal }) => readBeginning(downloadUrl(object), signal),
    staleTime: Infinity,
  })
  if (error) return <p role="alert">{say('previewFailed', { reason: error.message })}</p>
  if (data === undefined) return <p className="quiet">{say('loading')}</p>
  return (
    <>
      {/* Long lines are reached by the arrow keys. */}
      <pre tabIndex={0} role="region" aria-label={object.name}>
        {data}
      </pre>
      {object.size > readBytes && <p className="quiet">{say('previewCut')}</p>}
    </>
  )
}

async function readBeginning(url: string, signal: AbortSignal): Promise<string> {
  const response = await fetch(url, { signal, headers: { Range: `bytes=0-${readBytes - 1}` } })
  if (!response.ok) throw new Error(`OSS answered ${response.status}.`)
  return response.text()
}
