import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { JSX } from 'react'
import { api, type UnfinishedUpload } from '../api.ts'
import { Panel } from '../parts/panel.tsx'
import { useWording } from '../wording.tsx'

/** What uploads left on the storage without completing it: seen by the backend, page or no page. */
export function UnfinishedPanel({ user }: { readonly user: string }): JSX.Element {
  const { say } = useWording()
  return (
    <Panel kind="unfinished" title={say('unfinished')} hint={say('unfinishedHint')}>
      <UnfinishedContent user={user} />
    </Panel>
  )
}

function UnfinishedContent({ user }: { readonly user: string }): JSX.Element {
  const { say } = useWording()
  const { data, error } = useQuery({
    queryKey: ['storage', 'unfinished', user],
    queryFn: ({ signal }) => api.unfinished({ after: null, signal }),
    refetchInterval: 5_000,
  })

  if (error) {
    return <p role="alert">{say('unfinishedFailed', { reason: error.message })}</p>
  }
  if (!data) return <p className="quiet">{say('loading')}</p>
  if (data.uploads.length === 0) return <p className="quiet">{say('unfinishedEmpty')}</p>
  return (
    <ul className="unfinished">
      {data.uploads.map((upload) => (
        <UnfinishedRow key={upload.uploadId} upload={upload} />
      ))}
    </ul>
  )
}

function UnfinishedRow({ upload }: { readonly upload: UnfinishedUpload }): JSX.Element {
  const { say, moment } = useWording()
  const queries = useQueryClient()
  const abort = useMutation({
    mutationFn: api.abort,
    onSettled: () => queries.invalidateQueries({ queryKey: ['storage', 'unfinished'] }),
  })
  const name = upload.key.slice(upload.key.lastIndexOf('/') + 1)
  return (
    <li>
      <span className="unfinished-name" title={upload.key}>
        {name}
      </span>
      <time className="quiet" dateTime={upload.startedAt}>
        {say('started', { time: moment(new Date(upload.startedAt)) })}
      </time>
      <button
        type="button"
        className="button"
        disabled={abort.isPending}
        aria-label={say('discardOf', { name })}
        onClick={() => abort.mutate(upload)}
      >
        {say('discard')}
      </button>
      {abort.error && <p role="alert">{abort.error.message}</p>}
    </li>
  )
}
