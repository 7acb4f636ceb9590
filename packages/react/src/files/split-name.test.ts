import { describe, expect, it } from 'vitest'
import { splitName } from './split-name.ts'

describe('splitName', () => {
  it('leaves short names whole', () => {
    expect(splitName('report.zip')).toEqual(['report.zip', ''])
  })

  it('keeps the end of a long name in sight', () => {
    expect(splitName('backup-of-the-database-v2.tar.gz')).toEqual([
      'backup-of-the-database',
      '-v2.tar.gz',
    ])
  })

  it('cuts no character in two', () => {
    const family = '👨‍👩‍👧‍👦'
    const [head, tail] = splitName(`${'a'.repeat(20)}${family}12345.jpg`)
    expect(head).toBe('a'.repeat(20))
    expect(tail).toBe(`${family}12345.jpg`)
  })
})
