import { randomBytes, scryptSync, timingSafeEqual } from 'node:crypto'

/** Two people, so that one browser can be shared. Your directory of people goes here. */
export const people = ['ada', 'lin'] as const

export type User = (typeof people)[number]

export interface Directory {
  /** `null` for a wrong name or password, which take the same time. */
  check(name: string, password: string): User | null
}

/** Everybody has the same password, kept as a hash. */
export function createDirectory(password: string): Directory {
  const salt = randomBytes(16)
  const hash = scryptSync(password, salt, 32)
  return {
    check(name, given) {
      const isRight = timingSafeEqual(scryptSync(given, salt, 32), hash)
      const user = people.find((person) => person === name)
      return isRight && user !== undefined ? user : null
    },
  }
}

/** Everything of this user lies under it, and nothing of anybody else. */
export function prefixOf(user: User): string {
  return `uploads/${user}/`
}
