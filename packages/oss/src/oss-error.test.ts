import { remedyFor, type UploadError } from '@resumable-upload/core'
import { describe, expect, it } from 'vitest'
import { cureFor } from './cure.ts'
import { type ErrorAnswer, isRefusal, readErrorAnswer } from './error-answer.ts'
import { toOssError } from './oss-error.ts'
import { rulesByCode } from './oss-error-codes.ts'
import { errorXml, toResponse } from './test-support/answers.ts'
import { codesIn, detailsIn, type Row, tableUnder } from './test-support/protocol-document.ts'

describe('the error catalogue of the protocol', () => {
  const rows = tableUnder('## 6. Error catalogue')
  const cases = rows.flatMap((row) => codesIn(row[0]).map((code) => ({ code, row })))

  it('is read as a whole', () => {
    expect(rows).toHaveLength(31)
    expect(cases.length).toBeGreaterThan(45)
  })

  it.each(cases.map(({ code, row }) => ({ code, row, action: row[4] ?? '' })))(
    'does for $code what the document says: $action',
    ({ code, row }) => {
      const answer = answerOf(row, code)

      expect(rulesByCode).toHaveProperty(code)
      expect(verdictOn(answer)).toBe(verdictOf(row))
      expectSentences(toOssError(answer))
    },
  )
})

describe('what OSS says of credentials', () => {
  const rows = tableUnder('### 5.3 What OSS answers')
  const cases = rows.flatMap((row) =>
    (detailsIn(row[3]).length > 0 ? detailsIn(row[3]) : ['']).map((ec) => ({ ec, row })),
  )

  it.each(cases.map(({ ec, row }) => ({ ec, row, situation: row[0] ?? '' })))(
    'is understood: $situation ($ec)',
    ({ ec, row, situation }) => {
      const [code = ''] = codesIn(row[2])
      const answer = answerWith({ status: Number(row[1]), code, ec, message: quoted(row[2]) })

      const isFinal = situation === 'AK disabled' || code === 'AccessDenied'
      expect(cureFor(answer, 0)).toBe(isFinal ? null : 'renew')
      expect(remedyFor(toOssError(answer).code)).toBe(isFinal ? 'give-up' : 'retry')
      expectSentences(toOssError(answer))
    },
  )
})

describe('the ways of AccessDenied', () => {
  const cases = tableUnder('### 6.2 AccessDenied variants').flatMap((row) =>
    (detailsIn(row[1]).length > 0 ? detailsIn(row[1]) : ['']).map((ec) => ({
      message: row[0] ?? '',
      ec,
    })),
  )

  it.each(cases)('are told apart: $message $ec', ({ message, ec }) => {
    const answer = answerWith({ status: 403, code: 'AccessDenied', ec, message })
    const isExpired = message.startsWith('Request has expired')
    const isElsewhere = ec === '0003-00001403'

    expect(cureFor(answer, 0)).toBe(isExpired ? 'clock' : null)
    expect(toOssError(answer).code).toBe(
      isExpired ? 'clock-skewed' : isElsewhere ? 'misconfigured' : 'access-denied',
    )
    expectSentences(toOssError(answer))
  })
})

describe('toOssError', () => {
  it('keeps what support asks for', () => {
    const response = toResponse({
      status: 503,
      headers: { 'retry-after': '3' },
      text: errorXml({
        Code: 'ServiceUnavailable',
        Message: 'Thread pool is almost full, please retry later.',
        RequestId: '65F0A1B2C3D4E5F60718293A',
        EC: '0000-00000001',
      }),
    })

    expect(toOssError(readErrorAnswer(response), 7)).toMatchObject({
      code: 'server-busy',
      requestId: '65F0A1B2C3D4E5F60718293A',
      ec: '0000-00000001',
      retryAfter: 3000,
      part: 7,
    })
  })

  it('names the right endpoint when the bucket is elsewhere', () => {
    const response = toResponse({
      status: 403,
      text: errorXml({
        Code: 'AccessDenied',
        Message:
          'The bucket you are attempting to access must be addressed using the specified endpoint.',
        Endpoint: 'oss-cn-beijing.aliyuncs.com',
        EC: '0003-00001403',
      }),
    })

    const error = toOssError(readErrorAnswer(response))

    expect(error.code).toBe('misconfigured')
    expect(error.message).toContain('"oss-cn-beijing.aliyuncs.com"')
  })

  it('names the permission that a RAM policy lacks', () => {
    const text = `<Error><Code>AccessDenied</Code><Message>x</Message><AccessDeniedDetail><AuthAction>oss:ListParts</AuthAction></AccessDeniedDetail><EC>0003-00000301</EC></Error>`

    expect(toOssError(readErrorAnswer(toResponse({ status: 403, text }))).message).toContain(
      'oss:ListParts',
    )
  })

  it('never repeats a secret that OSS sends back', () => {
    const text = errorXml({
      Code: 'SignatureDoesNotMatch',
      Message: 'The request signature we calculated does not match the signature you provided.',
      SecurityToken: 'CAIS-token',
      SignatureProvided: 'c2lnbmF0dXJl',
      StringToSign: 'PUT x-oss-security-token:CAIS-token',
    })

    const error = toOssError(readErrorAnswer(toResponse({ status: 403, text })))

    expect(`${error.message} ${JSON.stringify(error)}`).not.toMatch(/CAIS|c2lnbmF0/)
  })

  it.each([
    [400, 'request-rejected'],
    [401, 'credentials-rejected'],
    [403, 'access-denied'],
    [404, 'request-rejected'],
    [408, 'timed-out'],
    [413, 'file-too-large'],
    [418, 'request-rejected'],
    [429, 'server-busy'],
    [500, 'server-busy'],
    [502, 'server-busy'],
    [504, 'server-busy'],
  ])('judges an answer that only says HTTP %d', (status, code) => {
    const html = '<html><body>Bad Gateway</body></html>'

    expect(toOssError(readErrorAnswer(toResponse({ status, text: html }))).code).toBe(code)
  })

  it('is not confused by codes that are names of Object.prototype', () => {
    const answer = answerWith({ status: 400, code: 'constructor', ec: 'toString' })

    expect(toOssError(answer).code).toBe('request-rejected')
  })
})

describe('readErrorAnswer', () => {
  it('reads the error of HEAD from its header', () => {
    const xml = errorXml({ Code: 'SecurityTokenExpired', EC: '0002-00000007' })
    const response = toResponse({ status: 403, headers: { 'x-oss-err': btoa(xml) } })

    expect(readErrorAnswer(response).code).toBe('SecurityTokenExpired')
  })

  it('makes do with the detail code when CORS hides the rest of HEAD', () => {
    const response = toResponse({ status: 403, headers: { 'x-oss-ec': '0002-00000007' } })

    expect(readErrorAnswer(response).code).toBe('SecurityTokenExpired')
    expect(cureFor(readErrorAnswer(response), 0)).toBe('renew')
  })

  it.each([
    ['ServerTime', { text: errorXml({ ServerTime: '2024-01-02T03:04:05.000Z' }) }],
    ['the Date header', { headers: { date: 'Tue, 02 Jan 2024 03:04:05 GMT' } }],
    ['the id of the request', { text: errorXml({ RequestId: '65937D25C3D4E5F60718293A' }) }],
  ])("learns the server's time from %s", (_what, answer) => {
    expect(readErrorAnswer(toResponse({ status: 403, ...answer })).serverTime).toBe(
      Date.UTC(2024, 0, 2, 3, 4, 5),
    )
  })

  it.each([
    ['seconds', { 'retry-after': '5' }, 5000],
    [
      'a date, against the date of the answer',
      {
        'retry-after': 'Tue, 02 Jan 2024 03:04:15 GMT',
        date: 'Tue, 02 Jan 2024 03:04:05 GMT',
      },
      10_000,
    ],
    ["OSS's own milliseconds", { 'x-oss-qos-delay-time': '141' }, 141],
    ['the longer of both', { 'retry-after': '1', 'x-oss-qos-delay-time': '1500' }, 1500],
    ['nonsense', { 'retry-after': 'soon', 'x-oss-qos-delay-time': '-1' }, null],
  ])('reads how long to wait from %s', (_what, headers, expected) => {
    expect(readErrorAnswer(toResponse({ status: 503, headers })).retryAfter).toBe(expected)
  })

  it('survives a hostile body', () => {
    const text = '<!DOCTYPE a [<!ENTITY x "y">]><Error><Code>&x;</Code></Error>'

    expect(readErrorAnswer(toResponse({ status: 500, text }))).toMatchObject({ code: null })
  })
})

describe('isRefusal', () => {
  it.each([
    ['a plain 200', { text: '' }, false],
    ['an answer in XML', { text: '<?xml version="1.0"?>\n<ListPartsResult/>' }, false],
    ['a 200 with an error inside', { text: errorXml({ Code: 'InternalError' }) }, true],
    ['the JSON of a callback', { text: '{"Error":"<Error>"}' }, false],
    ['a failed callback, whose object is stored', { status: 203, text: errorXml({}) }, false],
    ['404', { status: 404 }, true],
    ['304', { status: 304 }, true],
  ])('judges %s', (_what, answer, expected) => {
    expect(isRefusal(toResponse(answer))).toBe(expected)
  })
})

describe('cureFor', () => {
  const expired = answerWith({ status: 403, code: 'AccessDenied', message: 'Request has expired.' })

  it('takes a young signature that has expired for a wrong clock', () => {
    expect(cureFor(expired, 59_000)).toBe('clock')
  })

  it('signs an old one again', () => {
    expect(cureFor(expired, 61_000)).toBe('sign-again')
  })

  it.each([
    ['a policy that has expired', { code: 'AccessDenied', ec: '0006-00000213' }, 'clock'],
    ['a URL that is not valid yet', { code: 'AccessDenied', ec: '0002-00000235' }, 'clock'],
    ['skew', { code: 'RequestTimeTooSkewed' }, 'clock'],
    ['a 403 that says nothing', {}, 'renew'],
    ['a bad request', { status: 400, code: 'BadRequest' }, 'repeat'],
    ['overload', { status: 503, code: 'ServiceUnavailable' }, null],
    ['a policy that forbids', { code: 'AccessDenied', ec: '0003-00000301' }, null],
  ])('knows what helps against %s', (_what, answer, cure) => {
    expect(cureFor(answerWith({ status: 403, ...answer }), 0)).toBe(cure)
  })
})

/** What is done about an answer, in one word. */
function verdictOn(answer: ErrorAnswer): string {
  if (!isRefusal(toResponse(answer))) return 'stored'
  const { code } = toOssError(answer)
  const remedy = remedyFor(code)
  return (
    cureFor(answer, 0) ?? (remedy === 'retry' && code === 'damaged-in-transit' ? 'resend' : remedy)
  )
}

/** The same word for what the document says. */
function verdictOf([, , , retry = '', action = '']: Row): string {
  const verdicts: readonly (readonly [RegExp, string])[] = [
    [/^get a new URL|^T/, 'clock'],
    [/^C/, 'renew'],
    [/^R/, retry === 'once' ? 'repeat' : 'retry'],
    [/^P/, 'resend'],
    [/^L/, 'relist'],
    [/^at UploadPart/, 'reopen'],
    [/^do not upload again/, 'stored'],
    [/^F|^U|^sort|^if after/, retry.includes('once with new') ? 'renew' : 'give-up'],
  ]
  return verdicts.find(([pattern]) => pattern.test(action))?.[1] ?? `unknown: ${action}`
}

/** What happened, then what to do. */
function expectSentences({ message }: UploadError): void {
  expect(message).toMatch(/^[A-Z"].+[.:] [A-Z].+\.$/)
}

function answerOf(row: Row, code: string): ErrorAnswer {
  const status = /\d{3}/.exec(row[1] ?? '')?.[0] ?? /\((\d{3})\)/.exec(row[0] ?? '')?.[1]
  return answerWith({ status: Number(status), code, message: quoted(row[0]) })
}

function answerWith(given: Partial<ErrorAnswer> & { readonly status: number }): ErrorAnswer {
  return {
    code: null,
    message: null,
    requestId: null,
    endpoint: null,
    action: null,
    argument: null,
    serverTime: null,
    retryAfter: null,
    ...given,
    ec: given.ec || null,
  }
}

function quoted(cell: string | undefined): string | null {
  return /"([^"]+)"/.exec(cell ?? '')?.[1] ?? null
}
