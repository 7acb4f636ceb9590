import { UploaderProvider, useObservable } from '@resumable-upload/react'
import { invalidateOnDone } from '@resumable-upload/react/query'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState, type JSX } from 'react'
import { session, type Config } from './api.ts'
import { emulatorOf } from './lab/emulator.ts'
import { locales } from './locales.ts'
import { pages } from './pages.ts'
import { Header } from './shell/header.tsx'
import { Navigation } from './shell/navigation.tsx'
import { useRoute } from './shell/route.ts'
import { SignIn } from './shell/sign-in.tsx'
import { createDemoUploader } from './uploader.ts'
import { useWording } from './wording.tsx'

/** One person's uploads, and the page of them that is looked at. Leaving a page stops nothing. */
export function Dashboard({ config }: { readonly config: Config }): JSX.Element {
  // For the life of the document: whoever signs in next gets one of their own.
  const [demo] = useState(() => createDemoUploader(config))
  const { say, language } = useWording()
  const queries = useQueryClient()
  const { uploader } = demo
  const isSignedOut = useObservable(session) === 'signed-out'
  const emulator = emulatorOf(config)
  const offered = pages.filter(({ needsEmulator }) => !needsEmulator || emulator)
  const route = useRoute()
  const page = offered.find((candidate) => candidate.route === route) ?? offered[0]
  const heading = useRef<HTMLHeadingElement>(null)
  const shown = useRef(page)

  useEffect(() => invalidateOnDone(uploader, queries, ['storage']), [uploader, queries])

  const title = page && say(page.title)
  useEffect(() => {
    document.title = `${title} · ${say('brand')}`
  }, [title, say])
  useEffect(() => {
    // Who follows a link hears where it led; the first page is not a link followed.
    if (shown.current !== page) heading.current?.focus()
    shown.current = page
  }, [page])

  if (!page) return <></>
  return (
    <UploaderProvider uploader={uploader} locale={locales[language]}>
      <div className="shell">
        <Navigation pages={offered} current={page} onSkip={() => heading.current?.focus()} />
        <Header config={config} />
        <main className="page">
          <div className="page-head">
            <h1 ref={heading} tabIndex={-1}>
              {title}
            </h1>
            <p className="quiet">{say(page.hint)}</p>
          </div>
          {isSignedOut && (
            <SignIn
              user={config.user}
              onSignedIn={(user) => {
                // Somebody else gets a page of their own.
                if (user !== config.user) location.reload()
                uploader.credentialsChanged()
                void queries.invalidateQueries()
              }}
            />
          )}
          <page.Content config={config} demo={demo} />
        </main>
      </div>
    </UploaderProvider>
  )
}
