import { describe, expect, it } from 'vitest'
import { toMultipartForm } from './multipart-form.ts'

describe('toMultipartForm', () => {
  it('is what everybody reads as the same form', async () => {
    const fields = [
      ['key', 'uploads/报告 "1"\\+%.pdf'],
      ['x-oss-meta-"odd"\r\nname', ''],
    ] as const
    const bytes = Uint8Array.from({ length: 300 }, (_, index) => index % 256)

    const form = toMultipartForm({ fields, fileName: 'a"b\n.bin' }, bytes)
    const read = await new Response(form.bytes, {
      headers: { 'Content-Type': form.type },
    }).formData()
    const file = read.get('file') as Blob | null // A field with a file name is a file.

    expect(read.get('key')).toBe('uploads/报告 "1"\\+%.pdf')
    expect([...read.keys()]).toHaveLength(3)
    expect(new Uint8Array((await file?.arrayBuffer()) ?? [])).toEqual(bytes)
  })

  it('ends with the file, behind which OSS reads nothing', () => {
    const { bytes } = toMultipartForm(
      { fields: [['key', 'a']], fileName: 'file' },
      new Uint8Array(),
    )
    const text = new TextDecoder().decode(bytes)

    expect(text.indexOf('name="key"')).toBeLessThan(text.indexOf('name="file"'))
    expect(text).toMatch(
      /filename="file"\r\nContent-Type: application\/octet-stream\r\n\r\n\r\n--.*--\r\n$/,
    )
  })
})
