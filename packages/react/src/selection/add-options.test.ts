import { describe, expect, it } from 'vitest'
import { addOptionsOf } from './add-options.ts'

const file = new File(['hello'], 'report.zip')
const picked = { file, source: file, relativePath: '', isHeld: false }

describe('addOptionsOf', () => {
  it('says nothing that was not asked for', () => {
    expect(addOptionsOf(picked, {})).toEqual({})
  })

  it('asks the functions about each file', () => {
    const options = addOptionsOf(
      { ...picked, relativePath: 'docs/report.zip' },
      {
        group: 'attachments',
        objectKey: ({ name }) => `mine/${name}`,
        metadata: ({ size }) => ({ size: String(size) }),
        priority: ({ size }) => -size,
        headers: { 'x-oss-tagging': 'a=b' },
      },
    )
    expect(options).toEqual({
      group: 'attachments',
      key: 'mine/report.zip',
      metadata: { size: '5' },
      priority: -5,
      headers: { 'x-oss-tagging': 'a=b' },
      relativePath: 'docs/report.zip',
    })
  })

  it('keeps the name, and drops the handle, of a file that something else stands in for', () => {
    const handle = { kind: 'file' } as unknown as FileSystemFileHandle
    const options = addOptionsOf({ ...picked, handle, source: new Blob(['h']) }, {})
    expect(options).toEqual({ name: 'report.zip' })
    expect(addOptionsOf({ ...picked, handle }, {})).toEqual({ handle })
  })
})
