import { useMutation } from '@tanstack/react-query'
import type { JSX } from 'react'
import { session, type Config } from './api.ts'
import type { Preferences, Theme } from './preferences.ts'
import { demoPassword } from './sign-in.tsx'
import type { Language } from './messages.ts'
import { useWording } from './wording.tsx'

export interface HeaderProps {
  readonly config: Config
  readonly preferences: Preferences
  readonly onChange: (change: Partial<Preferences>) => void
}

/** Who is signed in, and how this person likes to read. */
export function Header({ config, preferences, onChange }: HeaderProps): JSX.Element {
  const { say } = useWording()
  const change = useMutation({
    mutationFn: (user: string) =>
      demoPassword === '' ? session.signOut() : session.signIn(user, demoPassword),
    // A new page: nothing that one person's page holds is left for the next one.
    onSuccess: () => location.reload(),
  })
  return (
    <header className="page-head">
      <div className="brand">
        <img src="/icon.svg" alt="" width="36" height="36" />
        <div>
          <h1>{say('title')}</h1>
          <p>{say('tagline')}</p>
        </div>
      </div>
      <div className="settings">
        <Choice
          label={say('signedInAs')}
          value={config.user}
          choices={config.people.map((person) => [person, nameOf(person)])}
          onChange={(user) => change.mutate(user)}
        />
        <button type="button" className="retry" onClick={() => void session.signOut()}>
          {say('signOut')}
        </button>
        <Choice<Language>
          label={say('language')}
          value={preferences.language}
          choices={[
            ['en-US', 'English'],
            ['zh-CN', '中文'],
          ]}
          onChange={(language) => onChange({ language })}
        />
        <Choice<Theme>
          label={say('theme')}
          value={preferences.theme}
          choices={[
            ['system', say('system')],
            ['light', say('light')],
            ['dark', say('dark')],
          ]}
          onChange={(theme) => onChange({ theme })}
        />
      </div>
    </header>
  )
}

interface ChoiceProps<Value extends string> {
  readonly label: string
  readonly value: Value
  readonly choices: readonly (readonly [value: Value, text: string])[]
  readonly onChange: (value: Value) => void
}

function Choice<Value extends string>({
  label,
  value,
  choices,
  onChange,
}: ChoiceProps<Value>): JSX.Element {
  return (
    <label className="choice">
      <span>{label}</span>
      <select
        value={value}
        onChange={({ target }) => {
          const chosen = choices.find(([candidate]) => candidate === target.value)
          if (chosen) onChange(chosen[0])
        }}
      >
        {choices.map(([candidate, text]) => (
          <option key={candidate} value={candidate}>
            {text}
          </option>
        ))}
      </select>
    </label>
  )
}

function nameOf(person: string): string {
  return person.charAt(0).toUpperCase() + person.slice(1)
}
