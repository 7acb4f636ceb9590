import { OssError } from '../oss-error.ts'
import type { FaultOf } from './fault.ts'

/** The error that the fault `error` asks for; code and text are OSS's for the status unless it says others. */
export function faultyError({
  status = 503,
  code,
  message,
  ec,
  retryAfterSeconds,
  qosDelayMs,
}: FaultOf<'error'>): OssError {
  const usual = usualErrors[status] ?? {
    code: 'BadRequest',
    message: 'The emulator was told to fail.',
  }
  const headers = {
    ...(retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) }),
    ...(qosDelayMs === undefined ? {} : { 'x-oss-qos-delay-time': String(qosDelayMs) }),
  }
  return new OssError(status, code ?? usual.code, message ?? usual.message, {
    headers,
    ...(ec !== undefined && { ec }),
  })
}

const usualErrors: Readonly<Record<number, { readonly code: string; readonly message: string }>> = {
  500: {
    code: 'InternalError',
    message: 'We encountered an internal error. Please try again.',
  },
  503: {
    code: 'ServiceUnavailable',
    message: 'Thread pool is almost full, please retry later.',
  },
}
