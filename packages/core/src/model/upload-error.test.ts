import { describe, expect, it } from 'vitest'
import { remedyFor, toFailure, UploadError, uploadErrorCodes } from './upload-error.ts'

const remedies = ['retry', 'wait', 'reopen', 'relist', 'ask', 'give-up']

describe('UploadError', () => {
  it('carries its code, its details and what caused it', () => {
    const cause = new Error('socket closed')
    const details = { requestId: '5C3D', ec: '0002-00000902', part: 3, retryAfter: 1_000 }
    const error = new UploadError('network-failed', 'No answer.', { ...details, cause })

    expect(error).toMatchObject({ name: 'UploadError', code: 'network-failed', ...details, cause })
    expect(error).toBeInstanceOf(Error)
  })

  it('lets an UploadError pass, and wraps what else was thrown', () => {
    const error = new UploadError('canceled', 'Canceled.')
    const stray = new TypeError('x is undefined')

    expect(UploadError.from(error)).toBe(error)
    expect(UploadError.from(stray)).toMatchObject({
      code: 'unexpected',
      message: 'x is undefined',
      cause: stray,
    })
    expect(UploadError.from('text')).toMatchObject({ code: 'unexpected', message: 'text' })
  })
})

describe('remedyFor', () => {
  it.each(uploadErrorCodes)('knows what %s asks for', (code) => {
    expect(remedies).toContain(remedyFor(code))
  })

  it('uses every remedy', () => {
    expect(new Set(uploadErrorCodes.map(remedyFor))).toEqual(new Set(remedies))
  })
})

describe('toFailure', () => {
  it.each(uploadErrorCodes)('keeps everything of %s through a structured clone', (code) => {
    const details = { requestId: '5C3D', ec: '0002-00000902', part: 3, retryAfter: 1_000 }
    const error = new UploadError(code, 'What happened.', { ...details, cause: new Error('why') })

    expect(structuredClone(toFailure(error))).toEqual({
      code,
      message: 'What happened.',
      ...details,
    })
  })

  it('leaves out what is not known', () => {
    expect(Object.keys(toFailure(new UploadError('canceled', 'Canceled.')))).toEqual([
      'code',
      'message',
    ])
  })
})
