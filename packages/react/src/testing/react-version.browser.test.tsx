import { version } from 'react'
import { version as versionOfDom } from 'react-dom'
import { expect, inject, it } from 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    readonly react: string
  }
}

it('runs these tests with the React that they are meant for', () => {
  const meant = new RegExp(`^${inject('react')}\\.`)
  expect(version).toMatch(meant)
  expect(versionOfDom).toMatch(meant)
})
