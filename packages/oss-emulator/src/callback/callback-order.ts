import { invalidArgument } from '../auth/invalid-argument.ts'

/** Whom to call once an object is stored, and what to say. */
export interface CallbackOrder {
  /** Tried in turn. */
  readonly urls: readonly URL[]
  /** The `Host` header. */
  readonly host: string | null
  /** A template with `${object}` and the like. */
  readonly body: string
  readonly bodyType: 'application/x-www-form-urlencoded' | 'application/json'
  /** By name, `x:` included. */
  readonly variables: ReadonlyMap<string, string>
}

/** Where a request carries its wish. */
export interface CallbackSource {
  /** Base64 of JSON. */
  readonly callback: string | undefined
  /** Base64 of JSON: values by name. */
  readonly callbackVar?: string | undefined
  /** Values by name, from the fields of a form. */
  readonly variables?: Readonly<Record<string, string>>
}

/** Reads a callback before anything is stored; `null` for none. Throws `InvalidArgument`. */
export function readCallback(source: CallbackSource): CallbackOrder | null {
  const { callback, callbackVar, variables = {} } = source
  if (callback === undefined || callback === '') return null
  const json = decode('callback', callback)
  const { callbackUrl, callbackBody, callbackHost } = json
  const { callbackBodyType = 'application/x-www-form-urlencoded' } = json
  if (typeof callbackUrl !== 'string' || callbackUrl === '')
    throw invalid('The callback configuration has no callbackUrl.', callback)
  if (typeof callbackBody !== 'string' || callbackBody === '')
    throw invalid('The callback configuration has no callbackBody.', callback)
  const bodyType = bodyTypes.find((known) => known === callbackBodyType)
  if (!bodyType) throw invalid('The callbackBodyType is not known.', String(callbackBodyType))
  const given = callbackVar === undefined ? variables : decode('callback-var', callbackVar)
  return {
    urls: readUrls(callbackUrl),
    host: typeof callbackHost === 'string' && callbackHost !== '' ? callbackHost : null,
    body: callbackBody,
    bodyType,
    variables: new Map(
      Object.entries(given).flatMap(([name, value]) =>
        name.startsWith('x:') ? [[name, String(value)] as const] : [],
      ),
    ),
  }
}

const bodyTypes = ['application/x-www-form-urlencoded', 'application/json'] as const
const maxUrls = 5

/** OSS refuses addresses of this machine; the emulator calls no other ones. */
function readUrls(text: string): readonly URL[] {
  const urls = text.split(';').filter((each) => each !== '')
  if (urls.length > maxUrls) throw invalid(`There are more than ${maxUrls} callbackUrls.`, text)
  return urls.map((each) => {
    const url = URL.canParse(each) ? new URL(each) : null
    if (url?.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname))
      return url
    throw invalid('The emulator calls http addresses of this machine only.', each)
  })
}

function decode(name: string, encoded: string): Readonly<Record<string, unknown>> {
  try {
    const json: unknown = JSON.parse(Buffer.from(encoded, 'base64').toString('utf8'))
    if (typeof json === 'object' && json !== null && !Array.isArray(json)) return { ...json }
  } catch {
    // Said below.
  }
  throw invalid(`The ${name} configuration is not base64 of JSON.`, encoded)
}

function invalid(message: string, value: string): Error {
  return invalidArgument(message, ['callback', value])
}
