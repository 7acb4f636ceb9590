import { assert, constantFrom, property, string } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evaluateAccessPolicy, parseAccessPolicy, PolicyGrammarError } from './access-policy.ts'

const inBucket = (path: string) => `acs:oss:oss-cn-hangzhou:1234567890123456:${path}`

describe('evaluateAccessPolicy', () => {
  it('allows what a statement allows, and nothing else', () => {
    const decide = decideBy({
      Effect: 'Allow',
      Action: ['oss:PutObject', 'oss:ListParts'],
      Resource: ['acs:oss:*:*:bucket/prefix/*'],
    })

    expect(decide('oss:PutObject', inBucket('bucket/prefix/x'))).toBe('Allow')
    expect(decide('oss:ListParts', inBucket('bucket/prefix/a/b'))).toBe('Allow')
    expect(decide('oss:GetObject', inBucket('bucket/prefix/x'))).toBe('ImplicitDeny')
    expect(decide('oss:PutObjectAcl', inBucket('bucket/prefix/x'))).toBe('ImplicitDeny')
  })

  it.each([
    'bucket/prefix-other/x',
    'bucket/prefix',
    'bucket/prefiX/x',
    'bucket',
    'bucket2/prefix/x',
    'my-bucket/prefix/x',
    'other/bucket/prefix/x',
    'other/x:bucket/prefix/x',
    'other/:oss:*:*:bucket/prefix/x',
  ])('does not let bucket/prefix/* reach %s', (path) => {
    const decide = decideBy({
      Effect: 'Allow',
      Action: 'oss:*',
      Resource: 'acs:oss:*:*:bucket/prefix/*',
    })
    expect(decide('oss:PutObject', inBucket(path))).toBe('ImplicitDeny')
  })

  it('never lets a prefix reach a key that does not begin with it', () => {
    const decide = decideBy({
      Effect: 'Allow',
      Action: 'oss:PutObject',
      Resource: 'acs:oss:*:*:bucket/u-42/*',
    })
    const parts = constantFrom('bucket', 'u-42', '/', ':', '*', '?', 'acs:oss:*:*:', '-')
    assert(
      property(string({ unit: parts, maxLength: 8 }), (path) => {
        const decision = decide('oss:PutObject', inBucket(path))
        return (decision === 'Allow') === path.startsWith('bucket/u-42/')
      }),
      { numRuns: 2000 },
    )
  })

  it('lets a Deny win wherever it stands', () => {
    const allow = { Effect: 'Allow', Action: '*', Resource: '*' }
    const deny = { Effect: 'Deny', Action: 'oss:Delete*', Resource: 'acs:oss:*:*:bucket/keep/*' }

    for (const decide of [decideBy(allow, deny), decideBy(deny, allow)]) {
      expect(decide('oss:DeleteObject', inBucket('bucket/keep/a'))).toBe('ExplicitDeny')
      expect(decide('oss:DeleteObject', inBucket('bucket/other/a'))).toBe('Allow')
      expect(decide('oss:PutObject', inBucket('bucket/keep/a'))).toBe('Allow')
    }
  })

  it('knows question marks, regions and accounts', () => {
    const decide = decideBy({
      Effect: 'Allow',
      Action: 'oss:?etObject',
      Resource: ['acs:oss:oss-cn-hangzhou:1234567890123456:bucket/20??/*'],
    })

    expect(decide('oss:GetObject', inBucket('bucket/2024/a'))).toBe('Allow')
    expect(decide('oss:GetObject', inBucket('bucket/20245/a'))).toBe('ImplicitDeny')
    expect(decide('oss:GetObject', 'acs:oss:oss-cn-beijing:1234567890123456:bucket/2024/a')).toBe(
      'ImplicitDeny',
    )
    expect(decide('oss:GetObject', 'acs:oss:oss-cn-hangzhou:666:bucket/2024/a')).toBe(
      'ImplicitDeny',
    )
  })

  it('ignores the case of actions, as RAM does, but not of resources', () => {
    const decide = decideBy({
      Effect: 'Allow',
      Action: 'OSS:putobject',
      Resource: 'acs:oss:*:*:bucket/a',
    })
    expect(decide('oss:PutObject', inBucket('bucket/a'))).toBe('Allow')
    expect(decide('oss:PutObject', inBucket('bucket/A'))).toBe('ImplicitDeny')
  })
})

describe('parseAccessPolicy', () => {
  const good = { Effect: 'Allow', Action: 'oss:PutObject', Resource: '*' }

  it.each([
    ['text that is not JSON', '{', 'not JSON'],
    ['a list', '[]', 'must be an object'],
    ['another version', JSON.stringify({ Version: '2', Statement: [good] }), 'Version'],
    ['no version', JSON.stringify({ Statement: [good] }), 'Version'],
    ['no statements', JSON.stringify({ Version: '1', Statement: [] }), 'Statement'],
    ['a statement outside a list', JSON.stringify({ Version: '1', Statement: good }), 'Statement'],
    ['an unknown effect', write({ ...good, Effect: 'allow' }), 'Effect'],
    ['no action', write({ Effect: 'Allow', Resource: '*' }), 'Action'],
    ['an empty list of actions', write({ ...good, Action: [] }), 'Action'],
    ['an action without a service', write({ ...good, Action: 'PutObject' }), 'Action'],
    ['no resource', write({ Effect: 'Allow', Action: 'oss:*' }), 'Resource'],
    ['a resource without its five segments', write({ ...good, Resource: 'acs:oss:*' }), 'Resource'],
    ['a resource that is a bare path', write({ ...good, Resource: 'bucket/*' }), 'Resource'],
    ['a number', write({ ...good, Resource: 1 }), 'Resource'],
    ['a condition', write({ ...good, Condition: {} }), 'does not support the element Condition'],
    ['a principal', write({ ...good, Principal: ['*'] }), 'does not support the element Principal'],
    [
      'NotAction',
      write({ Effect: 'Allow', NotAction: 'oss:*', Resource: '*' }),
      'does not support the element NotAction',
    ],
    [
      'an unknown element at the top',
      JSON.stringify({ Version: '1', Id: 'x', Statement: [good] }),
      'does not support the element Id',
    ],
  ])('refuses %s', (_, text, message) => {
    expect(() => parseAccessPolicy(text)).toThrow(PolicyGrammarError)
    expect(() => parseAccessPolicy(text)).toThrow(message)
  })
})

function write(...statements: readonly unknown[]): string {
  return JSON.stringify({ Version: '1', Statement: statements })
}

function decideBy(...statements: readonly unknown[]) {
  const policy = parseAccessPolicy(write(...statements))
  return (action: string, resource: string) => evaluateAccessPolicy(policy, action, resource)
}
