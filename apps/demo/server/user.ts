import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { ApiError } from './api-error.ts'

/** Two people, so that one browser can be shared. No passwords: your sign-in goes here. */
export const people = ['ada', 'lin'] as const

export type User = (typeof people)[number]

const cookie = 'demo-user'

export function userOf(context: Context): User {
  return people.find((person) => person === getCookie(context, cookie)) ?? people[0]
}

/** Throws an `ApiError` for somebody unknown. */
export function signIn(context: Context, name: unknown): User {
  const user = people.find((person) => person === name)
  if (user === undefined) throw new ApiError(400, `Nobody here is called "${String(name)}".`)
  setCookie(context, cookie, user, { httpOnly: true, sameSite: 'Strict', path: '/' })
  return user
}

/** Everything of this user lies under it, and nothing of anybody else. */
export function prefixOf(user: User): string {
  return `uploads/${user}/`
}
