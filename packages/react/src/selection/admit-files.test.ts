import { describe, expect, it } from 'vitest'
import { pickedFrom } from '../files/picked-file.ts'
import { admitFiles, type SelectionRules } from './admit-files.ts'
import { LIST_IGNORE } from './before-upload.ts'

const small = new File(['1'], 'small.txt', { type: 'text/plain' })
const middle = new File(['12345'], 'middle.txt', { type: 'text/plain' })
const large = new File(['1234567890'], 'large.png', { type: 'image/png' })
const empty = { files: 0, bytes: 0 }

describe('admitFiles', () => {
  it('says of each file what is wrong with it, and lets the others in', async () => {
    const rules = { accept: 'text/*', minSize: 2, maxSize: 9 }
    const { admitted, rejections } = await admit([small, middle, large], rules)
    expect(admitted).toEqual(['middle.txt'])
    expect(rejections).toEqual([
      { name: 'small.txt', file: small, reason: 'too-small', limit: 2 },
      { name: 'large.png', file: large, reason: 'type-not-accepted' },
    ])
  })

  it('takes groups of types with their extensions', async () => {
    const { admitted } = await admit([small, large], { accept: { 'image/*': ['.png', '.txt'] } })
    expect(admitted).toEqual(['small.txt', 'large.png'])
  })

  it('counts what is listed already, and takes what still fits', async () => {
    const present = { files: 1, bytes: 90 }
    const rules = { maxCount: 3, maxTotalSize: 100 }
    const { admitted, rejections } = await admit([middle, large, small, small], rules, present)
    expect(admitted).toEqual(['middle.txt', 'small.txt'])
    expect(rejections).toMatchObject([
      { name: 'large.png', reason: 'too-large-together', limit: 100 },
      { name: 'small.txt', reason: 'too-many', limit: 3 },
    ])
  })

  it('lets one file in beside the one that it replaces', async () => {
    const rules = { maxCount: 1 }
    const { admitted, rejections } = await admit([middle, small], rules, { files: 1, bytes: 5 })
    expect(admitted).toEqual(['middle.txt'])
    expect(rejections).toMatchObject([{ name: 'small.txt', reason: 'too-many' }])
  })

  it('passes on in their own words what the application finds', async () => {
    const findings = [
      { code: 'no-thumbs', message: 'No thumbs, please.' },
      { code: 'blurred', message: 'Too blurred.' },
    ]
    const validate = async (file: File) => (file === large ? findings : null)
    const { admitted, rejections } = await admit([small, large], { validate })
    expect(admitted).toEqual(['small.txt'])
    expect(rejections.map(({ reason }) => reason)).toEqual(findings)
  })

  it('does not ask about files that are not taken anyway', async () => {
    const asked: string[] = []
    const validate = ({ name }: File) => void asked.push(name)
    await admit([small, large], { accept: 'image/*', validate })
    expect(asked).toEqual(['large.png'])
  })
})

describe('beforeUpload', () => {
  it('sees all files of the batch', async () => {
    const batches: (readonly File[])[] = []
    await admit([small, middle], { beforeUpload: (_, batch) => void batches.push(batch) })
    expect(batches).toEqual([
      [small, middle],
      [small, middle],
    ])
  })

  it.each([
    ['false', () => false],
    ['a promise that rejects', () => Promise.reject(new Error('No.'))],
  ])('lists without starting where it answers %s', async (_, beforeUpload) => {
    const { files } = await admit([small], { beforeUpload })
    expect(files).toMatchObject([{ source: small, isHeld: true }])
  })

  it.each([LIST_IGNORE, '__LIST_IGNORE_1732233600000__'])(
    'drops where it answers %s',
    async (answer) => {
      const { admitted, rejections } = await admit([small], { beforeUpload: () => answer })
      expect(admitted).toEqual([])
      expect(rejections).toEqual([])
    },
  )

  it('uploads what it answers in the place of the file', async () => {
    const smaller = new Blob(['1'])
    const { files } = await admit([large], { beforeUpload: async () => smaller })
    expect(files).toMatchObject([{ file: large, source: smaller, isHeld: false }])
  })
})

async function admit(files: readonly File[], rules: SelectionRules, present = empty) {
  const { admitted, rejections } = await admitFiles(pickedFrom(files), rules, present)
  return { files: admitted, admitted: admitted.map(({ file }) => file.name), rejections }
}
