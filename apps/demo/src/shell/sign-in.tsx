import { useMutation } from '@tanstack/react-query'
import { useId, useState, type JSX } from 'react'
import { session } from '../api.ts'
import { useWording } from '../wording.tsx'
import './sign-in.css'

export interface SignInProps {
  /** Whose uploads wait; nobody's on the first visit. */
  readonly user?: string
  readonly onSignedIn: (user: string) => void
}

/** One click in the demo, whose people and password are no secret on this machine. */
export function SignIn({ user: waiting, onSignedIn }: SignInProps): JSX.Element {
  const { say } = useWording()
  const [user, setUser] = useState(waiting ?? 'ada')
  const [password, setPassword] = useState(demoPassword)
  const title = useId()
  const signIn = useMutation({
    mutationFn: () => session.signIn(user, password),
    onSuccess: () => onSignedIn(user),
  })
  return (
    <form
      className="sign-in"
      aria-labelledby={title}
      onSubmit={(event) => {
        event.preventDefault()
        signIn.mutate()
      }}
    >
      <h2 id={title}>{say(waiting === undefined ? 'signIn' : 'signInAgain')}</h2>
      {demoPassword !== '' && <p className="quiet">{say('signInHint')}</p>}
      <label>
        <span>{say('userName')}</span>
        <input
          name="username"
          autoComplete="username"
          required
          value={user}
          onChange={({ target }) => setUser(target.value)}
        />
      </label>
      <label>
        <span>{say('password')}</span>
        <input
          type="password"
          name="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={({ target }) => setPassword(target.value)}
        />
      </label>
      <button type="submit" className="button primary" disabled={signIn.isPending}>
        {say('signInNow')}
      </button>
      {signIn.error && <p role="alert">{signIn.error.message}</p>}
    </form>
  )
}

/** Of the server that is started without any setting. */
export const demoPassword: string = ['localhost', '127.0.0.1'].includes(location.hostname)
  ? 'demo'
  : ''
