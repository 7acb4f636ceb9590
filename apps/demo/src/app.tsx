import { UploadError } from '@resumable-upload/core'
import { useQuery } from '@tanstack/react-query'
import type { JSX } from 'react'
import { api } from './api.ts'
import { Dashboard } from './dashboard.tsx'
import { PreferencesProvider, usePreferences } from './preferences.tsx'
import { SignIn } from './shell/sign-in.tsx'
import { useWording, WordingProvider } from './wording.tsx'

/** Everything below the root: the person's preferences, and whose dashboard it is. */
export function App(): JSX.Element {
  return (
    <PreferencesProvider>
      <Words />
    </PreferencesProvider>
  )
}

function Words(): JSX.Element {
  const { language } = usePreferences()
  return (
    <WordingProvider language={language}>
      <Visit />
    </WordingProvider>
  )
}

function Visit(): JSX.Element {
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
      <main className="lonely">
        <SignIn onSignedIn={() => void refetch()} />
      </main>
    )
  }
  if (error) {
    return (
      <main className="lonely">
        <p role="alert">{say('serverFailed', { reason: error.message })}</p>
        <button type="button" className="button" onClick={() => void refetch()}>
          {say('tryAgain')}
        </button>
      </main>
    )
  }
  if (!data) return <main className="lonely quiet">{say('loading')}</main>
  return <Dashboard config={data} />
}
