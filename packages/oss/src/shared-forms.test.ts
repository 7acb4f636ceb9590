import { describe, expect, it } from 'vitest'
import type { FormScope } from './post-policy.ts'
import { createSharedForms, type FormSeal } from './shared-forms.ts'

const minute = 60_000
const seal: FormSeal = {
  generation: 1,
  bucketUrl: 'https://bucket.example',
  signedAt: 0,
  expiresAt: 15 * minute,
}

describe('createSharedForms', () => {
  it('signs once for all files of a folder', async () => {
    const { sign, scopes } = setUp()

    for (const name of ['a', 'b', 'c']) await sign(`uploads/42/${name}`)

    expect(scopes).toEqual([
      { key: ['starts-with', 'uploads/42/'], sizes: [0, 8 * 1024 * 1024], type: 'image/jpeg' },
    ])
  })

  it('reaches as far as the folder that all keys have in common, whatever comes between', async () => {
    const { sign, keys } = setUp()

    for (const id of ['7f', '7e', '13']) await sign(`uploads/2026-11-22/${id}/photo.jpg`)

    expect(keys()).toEqual(['uploads/2026-11-22/7f/', 'uploads/2026-11-22/'])
  })

  it('never signs for the whole bucket', async () => {
    const { sign, scopes, keys } = setUp()

    await sign('users/1/a')
    await sign('public/b')
    await sign('c')
    await sign('d')

    expect(keys()).toEqual(['users/1/', 'public/', 'c', 'd'])
    expect(scopes.at(-1)).toMatchObject({ key: ['eq', 'd'], sizes: [10, 10] })
  })

  it('signs for each content type, so that OSS takes no other', async () => {
    const { sign, scopes } = setUp()

    for (const type of ['image/jpeg', 'text/html', 'image/jpeg']) await sign('up/a', { type })

    expect(scopes.map(({ type }) => type)).toEqual(['image/jpeg', 'text/html'])
  })

  it('signs again for a file that is larger than any before', async () => {
    const { sign, scopes } = setUp()

    await sign('up/a', { size: 10 })
    await sign('up/b', { size: 100_000_000 })
    await sign('up/c', { size: 10 })

    expect(scopes.map(({ sizes }) => sizes)).toEqual([
      [0, 8 * 1024 * 1024],
      [0, 100_000_000],
    ])
  })

  it.each([
    ['after five minutes', { signedAt: 5 * minute }],
    ['when the clock was found to go wrong', { signedAt: -20 * minute }],
    ['with renewed credentials', { generation: 2 }],
    ['for another bucket', { bucketUrl: 'https://other.example' }],
  ])('signs again %s', async (_, change) => {
    const { sign, scopes } = setUp()

    await sign('up/a')
    await sign('up/b', { seal: { ...seal, ...change } })

    expect(scopes).toHaveLength(2)
  })

  it('uses no signature again that ends soon', async () => {
    const { sign, scopes } = setUp()

    for (const key of ['up/a', 'up/b']) await sign(key, { seal: { ...seal, expiresAt: minute } })

    expect(scopes).toHaveLength(2)
  })

  it('forgets a signature that failed', async () => {
    const forms = createSharedForms<string>()
    const operation = { type: 'sendWhole', key: 'up/a', size: 1, headers: {} } as const
    const failed = forms.signFor(operation, seal, () => Promise.reject(new Error('no key')))
    await expect(failed).rejects.toThrow('no key')

    await expect(forms.signFor(operation, seal, async () => 'signed')).resolves.toBe('signed')
  })
})

interface Ask {
  readonly size?: number
  readonly type?: string
  readonly seal?: FormSeal
}

function setUp() {
  const forms = createSharedForms<FormScope>()
  const scopes: FormScope[] = []
  const sign = (key: string, { size = 10, type = 'image/jpeg', ...ask }: Ask = {}) =>
    forms.signFor(
      { type: 'sendWhole', key, size, headers: { 'Content-Type': type } },
      ask.seal ?? seal,
      async (scope) => {
        scopes.push(scope)
        return scope
      },
    )
  return { sign, scopes, keys: () => scopes.map(({ key: [, text] }) => text) }
}
