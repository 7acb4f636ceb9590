import { useQuery } from '@tanstack/react-query'
import type { JSX } from 'react'
import { UploadError } from '@resumable-upload/core'
import { api } from './api.ts'
import { Dashboard } from './dashboard.tsx'
import { Header } from './header.tsx'
import { SignIn } from './sign-in.tsx'
import { usePreferences, type Preferences } from './preferences.ts'
import { useWording, WordingProvider } from './wording.tsx'

/** Everything below the root: the person's preferences, and whose dashboard it is. */
export function App(): JSX.Element {
  const [preferences, change] = usePreferences()
  return (
    <WordingProvider language={preferences.language}>
      <Page preferences={preferences} onChange={change} />
    </WordingProvider>
  )
}

interface PageProps {
  readonly preferences: Preferences
  readonly onChange: (change: Partial<Preferences>) => void
}

function Page({ preferences, onChange }: PageProps): JSX.Element {
  const { say } = useWording()
  const { data, error, refetch } = useQuery({
    queryKey: ['config'],
    queryFn: ({ signal }) => api.config(signal),
    staleTime: Infinity,
    retry: false,
  })

  const isSignedOut = error instanceof UploadError && error.code === 'signed-out'
  if (isSignedOut || data === null) {
    return (
      <main className="page">
        <SignIn onSignedIn={() => void refetch()} />
      </main>
    )
  }

  if (error) {
    return (
      <main className="page">
        <p role="alert">{say('serverFailed', { reason: error.message })}</p>
        <p>
          <button type="button" className="retry" onClick={() => void refetch()}>
            {say('tryAgain')}
          </button>
        </p>
      </main>
    )
  }
  if (!data) return <main className="page quiet">{say('loading')}</main>
  return (
    <div className="page">
      <Header config={data} preferences={preferences} onChange={onChange} />
      <Dashboard config={data} />
    </div>
  )
}
