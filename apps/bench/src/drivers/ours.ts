import type { Upload, Uploader, UploaderEvent } from '@resumable-upload/core'
import {
  browserConnectivity,
  createBrowserEnvironment,
  createUploader,
  createXhrTransport,
  mainThreadChecksum,
} from '@resumable-upload/core/browser'
import {
  aliOssSigner,
  createOssStorage,
  type GetCredentials,
  remoteSigner,
  type Signer,
  webCryptoSigner,
} from '@resumable-upload/oss'
import type { Driver, Site } from '../driver.ts'
import { traceUpload } from '../trace-upload.ts'

export interface OurOptions {
  /** @default 'webCrypto' */
  readonly signer?: 'webCrypto' | 'aliOss' | 'remote'
  /** @default 'worker' */
  readonly thread?: 'worker' | 'main'
  /** Bytes. @default it decides */
  readonly partSize?: number
  /** Whether the connection counts as metered, on which no part is sent twice. @default false */
  readonly isMetered?: boolean
}

/** This project as its users write it: checks, journal and all. */
export function ours(options: OurOptions = {}): Driver {
  return async (site) => {
    const uploader = createBenchUploader(site, options)
    await uploader.restore()
    return async (files) => {
      await Promise.all((await addInSlices(uploader, files)).map((upload) => upload.settled()))
    }
  }
}

/** The same, and how the transfer went. */
export const oursTraced: Driver = async (site) => {
  const { onEvent, watch } = traceUpload()
  const uploader = createBenchUploader(site, { onEvent })
  await uploader.restore()
  return async (files) => {
    const ended = watch(uploader)
    await Promise.all(uploader.addAll(files).map((upload) => upload.settled()))
    return { trace: ended() }
  }
}

/** Back after a crash: lists what was left, and gets the same files chosen again. */
export function oursComingBack(options: OurOptions = {}): Driver {
  return async (site) => async (files) => {
    const marks: Record<string, number> = {
      'page loaded': loadedAt(),
      'files chosen again': performance.now(),
    }
    const mark = (name: string): void => void (marks[name] ??= performance.now())
    const uploader = createBenchUploader(site, {
      ...options,
      onEvent(_id, event) {
        if (event.type === 'requestStarted' && event.op === 'listParts')
          mark('first page of parts asked for')
        if (event.type === 'requestEnded' && event.op === 'listParts')
          marks['last page of parts read'] = performance.now()
        if (event.type === 'requestStarted' && event.op === 'sendPart') mark('first part sent')
      },
    })
    await uploader.restore()
    mark('journal read')
    const uploads = uploader.addAll(files)
    await Promise.all(uploads.map((upload) => upload.settled()))
    return { marks }
  }
}

/** Files asked for their sizes in one task: each asks the disk. */
const slice = 20

/** As the documentation advises for many files from disk. */
async function addInSlices(uploader: Uploader, files: readonly File[]): Promise<readonly Upload[]> {
  const uploads: Upload[] = []
  for (let start = 0; start < files.length; start += slice) {
    if (start > 0) await new Promise((resolve) => setTimeout(resolve))
    uploads.push(...uploader.addAll(files.slice(start, start + slice)))
  }
  return uploads
}

function loadedAt(): number {
  const [navigation] = performance.getEntriesByType('navigation')
  return navigation instanceof PerformanceNavigationTiming ? navigation.loadEventEnd : 0
}

interface BenchUploaderOptions extends OurOptions {
  readonly onEvent?: (id: string, event: UploaderEvent) => void
}

function createBenchUploader(site: Site, options: BenchUploaderOptions) {
  const { signer = 'webCrypto', thread = 'worker', isMetered = false, partSize, onEvent } = options
  return createUploader({
    scope: 'bench',
    storage: createOssStorage({
      ...site,
      signer: signers[signer](site),
      objectKey: ({ name }) => `${site.prefix}${name}`,
    }),
    ...(thread === 'main' && { transport: createXhrTransport(), checksum: mainThreadChecksum }),
    ...(isMetered && { environment: { ...createBrowserEnvironment(), connectivity: metered } }),
    ...(partSize && { partSize }),
    ...(onEvent && { onEvent }),
  })
}

const metered = { ...browserConnectivity, isMetered: () => true }

const signers: Readonly<Record<NonNullable<OurOptions['signer']>, (site: Site) => Signer>> = {
  webCrypto: (site) => webCryptoSigner({ getCredentials: tokensOf(site) }),
  aliOss: (site) => aliOssSigner({ getCredentials: tokensOf(site) }),
  remote: ({ signUrl }) => remoteSigner({ url: signUrl }),
}

/** The first is asked for while the page loads, as each peer's signature is. */
function tokensOf(site: Site): GetCredentials {
  let ahead: ReturnType<typeof askToken> | null = askToken(site)
  return () => {
    const token = ahead ?? askToken(site)
    ahead = null
    return token
  }
}

async function askToken({ tokenUrl }: Site) {
  return (await fetch(tokenUrl)).json()
}
