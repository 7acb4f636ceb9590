import { describe, expect, it } from 'vitest'
import { createWorld } from '../testing/create-world.ts'

describe('the options of an uploader', () => {
  it.each([
    { partSize: 0 },
    { partSize: Number.NaN },
    { partsAtOnce: 0 },
    { simpleUploadLimit: -1 },
    { ttlDays: -1 },
  ])('are refused with their name when they cannot work: %o', (options) => {
    const [name = ''] = Object.keys(options)
    const create = () => createWorld().visit(options)
    expect(create).toThrow(expect.objectContaining({ code: 'misconfigured' }))
    expect(create).toThrow(name)
  })
})
