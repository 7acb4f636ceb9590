import { useMutation } from '@tanstack/react-query'
import type { JSX } from 'react'
import { session, type Config } from '../api.ts'
import type { Language } from '../messages/messages.ts'
import { Choice } from '../parts/choice.tsx'
import { usePreferences } from '../preferences.tsx'
import { useWording } from '../wording.tsx'
import { demoPassword } from './sign-in.tsx'
import './header.css'

const languageNames: Readonly<Record<Language, string>> = {
  'en-US': 'English',
  'zh-CN': '中文',
  'zh-TW': '繁體',
}

/** Who is signed in, and how this person likes to read. */
export function Header({ config }: { readonly config: Config }): JSX.Element {
  const { say } = useWording()
  const { language, theme, change } = usePreferences()
  const changeUser = useMutation({
    mutationFn: (user: string) =>
      demoPassword === '' ? session.signOut() : session.signIn(user, demoPassword),
    // A new page: nothing that one person's page holds is left for the next one.
    onSuccess: () => location.reload(),
  })
  return (
    <header className="header" aria-label={say('settings')}>
      <Choice
        label={say('language')}
        value={language}
        choices={languageNames}
        onChange={(next) => change({ language: next })}
      />
      <Choice
        label={say('theme')}
        value={theme}
        choices={{ system: say('system'), light: say('light'), dark: say('dark') }}
        onChange={(next) => change({ theme: next })}
      />
      <Choice
        label={say('signedInAs')}
        value={config.user}
        choices={Object.fromEntries(config.people.map((person) => [person, nameOf(person)]))}
        onChange={(user) => changeUser.mutate(user)}
      />
      <button type="button" className="button" onClick={() => void session.signOut()}>
        {say('signOut')}
      </button>
    </header>
  )
}

function nameOf(person: string): string {
  return person.charAt(0).toUpperCase() + person.slice(1)
}
