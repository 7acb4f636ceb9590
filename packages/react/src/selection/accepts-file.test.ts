import { describe, expect, it } from 'vitest'
import { acceptsFile } from './accepts-file.ts'

const photo = new File([''], 'photo.JPG', { type: 'image/jpeg' })
const report = new File([''], 'report.zip')

describe('acceptsFile', () => {
  it('takes everything where nothing is asked for', () => {
    expect(acceptsFile(report, undefined)).toBe(true)
    expect(acceptsFile(report, ' ')).toBe(true)
    expect(acceptsFile(report, '*/*')).toBe(true)
  })

  it('reads extensions, types and families as an input does', () => {
    expect(acceptsFile(photo, '.png, .jpg')).toBe(true)
    expect(acceptsFile(photo, 'image/*')).toBe(true)
    expect(acceptsFile(photo, 'image/jpeg')).toBe(true)
    expect(acceptsFile(photo, 'image/png,.zip')).toBe(false)
    expect(acceptsFile(report, '.ZIP')).toBe(true)
    expect(acceptsFile(report, 'application/zip')).toBe(false)
  })
})
