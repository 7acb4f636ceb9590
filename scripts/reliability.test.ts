import { describe, expect, it } from 'vitest'
import { describe as write, findComplaints } from './reliability.mjs'

const file = 'packages/core/src/a.test.ts'
const passed = { file, name: 'a pause keeps what is stored', passed: true, figures: [] }

describe('the evidence of a scenario', () => {
  it('is good when the named test passed', () => {
    expect(complaintsOf({ outcomes: [passed] })).toEqual([])
  })

  it('is missed when the named test is gone', () => {
    const renamed = { ...passed, name: 'a pause keeps everything' }
    expect(complaintsOf({ outcomes: [renamed] })).toEqual([
      `Scenario 1: no test of ${file} says “keeps what is stored”.`,
    ])
  })

  it('is missed when one of several tests of that name failed', () => {
    const failed = { ...passed, passed: false }
    expect(complaintsOf({ outcomes: [passed, failed] })).toEqual([
      `Scenario 1: “keeps what is stored” in ${file} failed.`,
    ])
  })

  it('must be there, or a sentence that says what is lacking', () => {
    expect(complaintsOf({ outcomes: [], evidence: undefined })).toHaveLength(1)
    expect(complaintsOf({ outcomes: [], evidence: { tests: {} } })).toHaveLength(1)
    expect(complaintsOf({ outcomes: [], evidence: { tests: {}, lacks: 'All.' } })).toEqual([])
  })

  it('may be a long test, which counts in a full run only', () => {
    const evidence = { tests: { 'playwright/stories/soak.full.test.ts': ['nothing stays'] } }
    expect(complaintsOf({ outcomes: [], evidence, full: false })).toEqual([])
    expect(complaintsOf({ outcomes: [], evidence, full: true })).toHaveLength(1)
  })
})

it('says on the page how the named test ended, or that it did not run', () => {
  expect(write([passed], { scenarios: [scenario(named)], promises: [] })).toContain('✓ [keeps what')
  expect(write([], { scenarios: [scenario(named)], promises: [] })).toContain('– [keeps what')
})

type Evidence = Parameters<typeof findComplaints>[0]['scenarios'][number]['evidence']

const named: Evidence = { tests: { [file]: ['keeps what is stored'] } }

function complaintsOf({
  outcomes,
  full = false,
  ...given
}: {
  readonly outcomes: Parameters<typeof findComplaints>[0]['outcomes']
  readonly full?: boolean
  readonly evidence?: Evidence
}): readonly string[] {
  const evidence = 'evidence' in given ? given.evidence : named
  return findComplaints({ outcomes, full, scenarios: [scenario(evidence)], promises: [] })
}

function scenario(evidence: Evidence): Parameters<typeof write>[1]['scenarios'][number] {
  return { kind: 'Scenario', number: '1', title: 'a pause', evidence }
}
