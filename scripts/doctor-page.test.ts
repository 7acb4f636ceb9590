import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import * as doctor from '../packages/oss/src/doctor.ts'
import { describeDoctor, doctorPage, findUnproved, readTests } from './doctor-page.mjs'

describe('docs/doctor.md', () => {
  it('says what the doctor says now; else run "npm run doctor"', async () => {
    expect(await readFile(doctorPage, 'utf8')).toBe(describeDoctor(doctor, readTests()))
  })

  it('names a test for every finding', () => {
    expect(findUnproved(doctor, readTests())).toEqual([])
    expect(findUnproved(doctor, {})).toContain('wrong-region')
  })
})
