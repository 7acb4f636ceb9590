import 'vitest'

declare module 'vitest' {
  export interface ProvidedContext {
    readonly ossEmulator: {
      readonly url: string
      /** Gives a new token with every GET. */
      readonly tokenUrl: string
    }
  }
}
