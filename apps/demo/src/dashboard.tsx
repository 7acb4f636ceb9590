import { enUS, ResumableUpload, UploaderProvider } from '@resumable-upload/react'
import { zhCN } from '@resumable-upload/react/locale/zh-cn'
import { invalidateOnDone } from '@resumable-upload/react/query'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState, type JSX } from 'react'
import { useObservable } from '@resumable-upload/react'
import { session, type Config } from './api.ts'
import { LibraryPanel } from './library-panel.tsx'
import { Panel } from './panel.tsx'
import { SignIn } from './sign-in.tsx'
import { TokenPanel } from './token-panel.tsx'
import { UnfinishedPanel } from './unfinished-panel.tsx'
import { createDemoUploader } from './uploader.ts'
import { useWording } from './wording.tsx'

const locales = { 'en-US': enUS, 'zh-CN': zhCN }

/** One person's uploads and everything around them. */
export function Dashboard({ config }: { readonly config: Config }): JSX.Element {
  // For the life of the page: whoever signs in next gets a page of their own.
  const [demo] = useState(() => createDemoUploader(config))
  const { say, language } = useWording()
  const queries = useQueryClient()
  const { uploader } = demo
  const isSignedOut = useObservable(session) === 'signed-out'
  useEffect(() => invalidateOnDone(uploader, queries, ['storage']), [uploader, queries])
  return (
    <main className="columns">
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
      <div className="column">
        <Panel kind="uploads" title={say('uploads')} hint={say('uploadsHint')}>
          <UploaderProvider uploader={uploader} locale={locales[language]}>
            <ResumableUpload />
          </UploaderProvider>
        </Panel>
        <LibraryPanel user={config.user} />
      </div>
      <div className="column">
        <TokenPanel demo={demo} config={config} />
        <UnfinishedPanel user={config.user} />
      </div>
    </main>
  )
}
