import { describe, expect, it } from 'vitest'
import type { UploadSnapshot } from '@resumable-upload/core'
import { sampleSnapshot } from '../testing/samples.ts'
import { matchFiles } from './match-files.ts'

describe('matchFiles', () => {
  it('finds several files at once, in any order', () => {
    const waiting = [interrupted('a.zip', 3, 10), interrupted('b.zip', 4, 20)]
    const [b, a] = [file('b.zip', 4, 20), file('a.zip', 3, 10)]

    const { pairs, unmatched } = matchFiles([b, a], waiting)

    expect(pairs).toEqual([
      { id: 'b.zip', picked: b },
      { id: 'a.zip', picked: a },
    ])
    expect(unmatched).toEqual([])
  })

  it('takes the photo that a phone gave another name and date', () => {
    const photo = file('image.jpg', 5, 99)
    const { pairs } = matchFiles([photo], [interrupted('IMG_1.jpg', 5, 10)])
    expect(pairs).toEqual([{ id: 'IMG_1.jpg', picked: photo }])
  })

  it('prefers the file that is surely the one', () => {
    const exact = file('a.zip', 3, 10)
    const copy = file('copy of a.zip', 3, 99)
    const { pairs, unmatched } = matchFiles([copy, exact], [interrupted('a.zip', 3, 10)])
    expect(pairs).toEqual([{ id: 'a.zip', picked: exact }])
    expect(unmatched).toEqual([copy])
  })

  it('gives no upload a file of another size', () => {
    const other = file('a.zip', 4, 10)
    const { pairs, unmatched } = matchFiles([other], [interrupted('a.zip', 3, 10)])
    expect(pairs).toEqual([])
    expect(unmatched).toEqual([other])
  })

  it('knows of an upload that another browser began only that its file is not smaller', () => {
    const begun = { ...interrupted('a.zip', 3, 0), begunElsewhereAt: 1 }
    const [smaller, named, larger] = [file('a.zip', 2, 5), file('a.zip', 9, 5), file('b', 9, 5)]

    expect(matchFiles([smaller], [begun]).pairs).toEqual([])
    expect(matchFiles([larger, named], [begun]).pairs).toEqual([{ id: 'a.zip', picked: named }])
    expect(matchFiles([larger], [begun]).pairs).toEqual([{ id: 'a.zip', picked: larger }])
  })

  it('gives one file to one upload only', () => {
    const waiting = [interrupted('a.zip', 3, 10), { ...interrupted('a.zip', 3, 10), id: 'twin' }]
    expect(matchFiles([file('a.zip', 3, 10)], waiting).pairs).toHaveLength(1)
  })
})

function interrupted(name: string, size: number, lastModified: number): UploadSnapshot {
  const info = { name, size, lastModified, type: '', relativePath: '' }
  return sampleSnapshot({ status: 'interrupted', id: name, file: info })
}

function file(name: string, size: number, lastModified: number): { readonly file: File } {
  return { file: new File(['x'.repeat(size)], name, { lastModified }) }
}
