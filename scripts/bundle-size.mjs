// `npm run bundle`: what a page loads at once, behind that and with its first upload, in kB of brotli.
import path from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { build, defaultClientConditions } from 'vite'
import { root } from './setup.mjs'

/**
 * - `entry`: the page's own script with what it imports at once.
 * - `room`: what an upload needs to run (engine room, requests, signatures), asked for behind the entry.
 * - `worker`: reads, hashes and sends; started with the first upload.
 * - `sdk`: ali-oss, for the signer that is built on it.
 * - `later`: what the components load when they need it: adding files (right after the first paint),
 *   long lists, folders, thumbnails.
 * - `fallback`: the worker's work on the main thread, only for pages where no worker starts.
 *
 * @typedef {'entry' | 'styles' | 'room' | 'worker' | 'sdk' | 'later' | 'fallback'} Share
 */
/** @typedef {Readonly<Record<Share, number>>} Sizes kB of brotli */

const storage = "bucket: 'b', region: 'cn-hangzhou'"
const uploader = "import { createUploader } from '@resumable-upload/core/browser'"
const token = 'const getCredentials = async () => (await fetch("/api/sts")).json()'

/**
 * What people write; React and TanStack Query are theirs already and not counted. A budget leaves
 * a tenth of room, so that growth is a decision.
 *
 * @typedef {{ readonly name: string, readonly code: string, readonly signsWithSdk: boolean, readonly budget: Sizes }} MeasuredPage
 */

/** @type {readonly [MeasuredPage, ...MeasuredPage[]]} */
const pages = [
  {
    name: 'core + oss, webCryptoSigner',
    code: `${uploader}
      import { createOssStorage, webCryptoSigner } from '@resumable-upload/oss'
      ${token}
      const signer = webCryptoSigner({ getCredentials })
      export const uploader = createUploader({ scope: 'u', storage: createOssStorage({ ${storage}, signer }) })`,
    signsWithSdk: false,
    budget: { entry: 12, styles: 0, room: 42, worker: 9, sdk: 0, later: 0, fallback: 9 },
  },
  {
    name: 'core + oss, remoteSigner',
    code: `${uploader}
      import { createOssStorage, remoteSigner } from '@resumable-upload/oss'
      const signer = remoteSigner({ url: '/api/sign' })
      export const uploader = createUploader({ scope: 'u', storage: createOssStorage({ ${storage}, signer }) })`,
    signsWithSdk: false,
    budget: { entry: 12, styles: 0, room: 42, worker: 9, sdk: 0, later: 0, fallback: 9 },
  },
  {
    name: 'core + oss, aliOssSigner',
    code: `${uploader}
      import { createOssStorage } from '@resumable-upload/oss'
      ${token}
      export const uploader = createUploader({ scope: 'u', storage: createOssStorage({ ${storage}, getCredentials }) })`,
    signsWithSdk: true,
    budget: { entry: 12, styles: 0, room: 42, worker: 9, sdk: 150, later: 0, fallback: 9 },
  },
  {
    name: 'core + oss + react, aliOssSigner',
    code: `${uploader}
      import { createOssStorage } from '@resumable-upload/oss'
      import { ResumableUpload, UploaderProvider } from '@resumable-upload/react'
      import '@resumable-upload/react/styles.css'
      ${token}
      const uploader = createUploader({ scope: 'u', storage: createOssStorage({ ${storage}, getCredentials }) })
      export const page = <UploaderProvider uploader={uploader}><ResumableUpload /></UploaderProvider>`,
    signsWithSdk: true,
    budget: { entry: 26, styles: 6, room: 42, worker: 9, sdk: 150, later: 18, fallback: 9 },
  },
]

/**
 * What the parts of the React package add to a page that has the core already: its first script, in
 * kB of brotli.
 *
 * @type {readonly { readonly name: string, readonly code: string, readonly budget: number }[]}
 */
const additions = [
  {
    name: 'react, hooks alone',
    code: `export { UploaderProvider, useFileDrop, useResumableUpload, useUpload, useUploadTotals } from '@resumable-upload/react'`,
    budget: 4,
  },
  {
    name: 'react, <ResumableUpload> in English',
    code: `export { ResumableUpload, UploaderProvider } from '@resumable-upload/react'`,
    budget: 14,
  },
  {
    name: 'react, one more language',
    code: `export { zhCN } from '@resumable-upload/react/locale/zh-cn'`,
    budget: 3,
  },
]

/** Prints the table. Resolves with 1 when a budget is exceeded, else with 0. */
export async function printBundleSizes() {
  /** @type {string[]} */
  const exceeded = []
  console.log(row('kB brotli', titles))
  for (const { name, code, signsWithSdk, budget } of pages) {
    const built = await measure(code)
    // The chunk is built for every page, and loaded only by those that sign with it.
    const sizes = signsWithSdk ? built : { ...built, sdk: 0 }
    const before = sizes.entry + sizes.styles
    const after = before + sizes.room + sizes.worker + sizes.sdk
    const cells = [
      sizes.entry,
      sizes.styles,
      before,
      sizes.room,
      sizes.worker,
      sizes.sdk,
      after,
      sizes.later,
      sizes.fallback,
    ]
    console.log(row(name, cells.map(toText)))
    for (const share of shares) {
      if (sizes[share] <= budget[share]) continue
      exceeded.push(
        `${name}: ${share} has ${toText(sizes[share])} kB, its budget is ${budget[share]}.`,
      )
    }
  }
  console.log('\nbeside the core')
  const [base] = pages
  const core = await measure(base.code)
  for (const { name, code, budget } of additions) {
    const added = (await measure(`${base.code}\n${code}`)).entry - core.entry
    console.log(name.padEnd(36) + toText(added).padStart(8))
    if (added > budget) exceeded.push(`${name}: ${toText(added)} kB, its budget is ${budget}.`)
  }
  for (const sentence of exceeded) console.error(sentence)
  return exceeded.length === 0 ? 0 : 1
}

/** @type {readonly Share[]} */
const shares = ['entry', 'styles', 'room', 'worker', 'sdk', 'later', 'fallback']

const titles = [
  'script',
  'styles.css',
  'at load',
  'behind it',
  'worker',
  'ali-oss',
  'after the first upload',
  'when needed',
  'only without workers',
]

/**
 * Builds a page as Vite would for production, and sorts its files.
 *
 * @param {string} code
 * @returns {Promise<Sizes>}
 */
async function measure(code) {
  // Where the packages are at hand; the file itself exists only here.
  const page = path.join(root, 'apps/demo/src/measured-page.tsx')
  const output = await build({
    root: path.join(root, 'apps/demo'),
    configFile: false,
    logLevel: 'error',
    resolve: { conditions: ['@resumable-upload/source', ...defaultClientConditions] },
    worker: { format: 'es' },
    plugins: [
      {
        name: 'measured-page',
        enforce: 'pre',
        resolveId: (id) => (id === page ? id : null),
        load: (id) => (id === page ? code : null),
      },
    ],
    build: {
      write: false,
      modulePreload: false,
      chunkSizeWarningLimit: 1000,
      rolldownOptions: {
        input: page,
        external: [/^react(-dom)?($|\/)/, /^@tanstack\/react-query/],
        preserveEntrySignatures: 'strict',
      },
    },
  })
  const files = [output].flat().flatMap((result) => ('output' in result ? result.output : []))
  const sizes = { entry: 0, styles: 0, room: 0, worker: 0, sdk: 0, later: 0, fallback: 0 }
  const first = reach(files, ({ isEntry }) => isEntry)
  const room = reach(files, (chunk) => roomDoors.some((door) => leadsTo(chunk, door)))
  for (const file of files) sizes[shareOf(file, { first, room })] += sizeOf(file)
  return sizes
}

/** @typedef {import('vite').Rolldown.OutputChunk | import('vite').Rolldown.OutputAsset} BuiltFile */

/** What a page asks for by `import()` as soon as it has made an uploader, its storage and its signer. */
const roomDoors = [
  '/core/src/setup/browser-room.ts',
  '/oss/src/oss-requests.ts',
  '/oss/src/credential-signer.ts',
  '/oss/src/web-crypto-key.ts',
  '/oss/src/server-signer.ts',
]

/**
 * @param {import('vite').Rolldown.OutputChunk} chunk
 * @param {string} door
 */
function leadsTo({ facadeModuleId }, door) {
  return facadeModuleId?.endsWith(`/packages${door}`) ?? false
}

/**
 * The chunks that `isStart` names and what they import before they run, by file name.
 *
 * @param {readonly BuiltFile[]} files
 * @param {(chunk: import('vite').Rolldown.OutputChunk) => boolean} isStart
 * @returns {ReadonlySet<string>}
 */
function reach(files, isStart) {
  const chunks = new Map(
    files.flatMap((file) => (file.type === 'chunk' ? [[file.fileName, file]] : [])),
  )
  /** @type {Set<string>} */
  const reached = new Set()
  /** @param {string} fileName */
  const load = (fileName) => {
    if (reached.has(fileName)) return
    reached.add(fileName)
    chunks.get(fileName)?.imports.forEach(load)
  }
  for (const chunk of chunks.values()) if (isStart(chunk)) load(chunk.fileName)
  return reached
}

/**
 * @param {BuiltFile} file
 * @param {{ readonly first: ReadonlySet<string>, readonly room: ReadonlySet<string> }} loaded
 * @returns {Share}
 */
function shareOf(file, { first, room }) {
  if (file.fileName.endsWith('.css')) return 'styles'
  if (first.has(file.fileName)) return 'entry'
  if (file.type === 'asset') return 'worker'
  if (file.moduleIds.some((id) => id.includes('/packages/react/'))) return 'later'
  if (room.has(file.fileName)) return 'room'
  return file.facadeModuleId?.includes('/ali-oss') ? 'sdk' : 'fallback'
}

/** @param {BuiltFile} file */
function sizeOf(file) {
  const bytes = file.type === 'chunk' ? file.code : file.source
  return brotliCompressSync(bytes).length / 1000
}

/**
 * @param {string} name
 * @param {readonly string[]} cells
 */
function row(name, cells) {
  const columns = cells.map((cell, index) => cell.padStart((titles[index] ?? '').length + 2))
  return name.padEnd(36) + columns.join('')
}

/** @param {number} kilobytes */
function toText(kilobytes) {
  return kilobytes.toFixed(2)
}
