import { describe, expect, it } from 'vitest'
import { createDrivenUploader } from '../testing/fake-uploader.ts'
import type { AdmittedFile } from './admit-files.ts'
import { sortDuplicates, type Duplicate } from './duplicates.ts'

const file = new File(['hello'], 'report.zip', { lastModified: 1 })
const changed = new File(['hello, world'], 'report.zip', { lastModified: 2 })

describe('sortDuplicates', () => {
  it('leaves it to the uploader to resume', () => {
    const { files, rejections, replaced } = sort('resume', file)
    expect([files.length, rejections.length, replaced.length]).toEqual([1, 0, 0])
  })

  it('skips the same file, and takes a newer one of that name', () => {
    expect(sort('skip', file)).toMatchObject({
      files: [],
      rejections: [{ name: 'report.zip', reason: 'duplicate' }],
    })
    expect(sort('skip', changed).files).toHaveLength(1)
  })

  it('replaces what has the same path', () => {
    const { files, replaced, listed } = sort('replace', changed)
    expect(files).toHaveLength(1)
    expect(replaced).toEqual([listed])
  })

  it('numbers another one of the same name, and one in the same batch', () => {
    const { files } = sort('allow', file, file)
    expect(files.map(({ newName }) => newName)).toEqual(['report (2).zip', 'report (3).zip'])
  })

  it('keeps the folder of a file that it numbers', () => {
    const uploader = createDrivenUploader()
    const upload = uploader.add(file, { relativePath: 'docs/a.b/report' })
    const again = { ...admitted(file), relativePath: 'docs/a.b/report' }
    const { files } = sortDuplicates([again], [upload], 'allow')
    expect(files).toMatchObject([{ relativePath: 'docs/a.b/report (2)', newName: 'report (2)' }])
  })
})

function sort(duplicate: Duplicate, ...files: readonly File[]) {
  const listed = createDrivenUploader().add(file)
  return { listed, ...sortDuplicates(files.map(admitted), [listed], duplicate) }
}

function admitted(source: File): AdmittedFile {
  return { file: source, source, relativePath: '', isHeld: false }
}
