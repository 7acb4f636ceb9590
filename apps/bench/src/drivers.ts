import type { Driver } from './driver.ts'
import type { OurOptions } from './drivers/ours.ts'

/** Loaded when it runs, so that no peer pays for another's bytes. */
export const drivers: Readonly<Record<string, () => Promise<Driver>>> = {
  'plain PUT': async () => (await import('./drivers/plain-put.ts')).plainPut,
  'bare pool': async () => (await import('./drivers/bare-pool.ts')).barePool,
  'bare forms': async () => (await import('./drivers/bare-forms.ts')).bareForms,
  'six streams': async () => (await import('./drivers/six-streams.ts')).sixStreams,
  ours: () => oursWith({}),
  'ours over equal connections': () => oursWith({}),
  'ours without hedging': () => oursWith({ isMetered: true }),
  'ours by aliOssSigner': () => oursWith({ signer: 'aliOss' }),
  'ours by remoteSigner': () => oursWith({ signer: 'remote' }),
  'ours on the main thread': () => oursWith({ thread: 'main' }),
  'ours traced': async () => (await import('./drivers/ours.ts')).oursTraced,
  'ours coming back': async () => (await import('./drivers/ours.ts')).oursComingBack(),
  'ours coming back to 10000 parts': async () =>
    (await import('./drivers/ours.ts')).oursComingBack({ partSize: 110_000 }),
  'Uppy 6': async () => (await import('./drivers/uppy-6.ts')).uppy6,
  'Uppy 5': async () => (await import('./drivers/uppy-5.ts')).uppy5,
  tus: async () => (await import('./drivers/tus.ts')).tus({ parallelUploads: 1 }),
  'tus ×4': async () => (await import('./drivers/tus.ts')).tus({ parallelUploads: 4 }),
  'ali-oss': async () => (await import('./drivers/ali-oss.ts')).aliOss({}),
  'ali-oss 8 MiB ×4': async () =>
    (await import('./drivers/ali-oss.ts')).aliOss({ partSize: 8 * 1024 * 1024, parallel: 4 }),
  'ours with list': async () => (await import('./lists/ours.tsx')).ourList,
  'antd Upload': async () => (await import('./lists/antd.tsx')).antdList,
  'Uppy Dashboard': () => uppyWith({ list: 'Dashboard', sends: true }),
  'Uppy FilesList': () => uppyWith({ list: 'FilesList', sends: true }),
  'ours adding': async () => (await import('./lists/ours.tsx')).ourAdding,
  'our addAll alone': async () => (await import('./lists/ours.tsx')).ourAddAll,
  'antd Upload adding': async () => (await import('./lists/antd.tsx')).antdAdding,
  'Uppy Dashboard adding': () => uppyWith({ list: 'Dashboard', sends: false }),
  'Uppy FilesList adding': () => uppyWith({ list: 'FilesList', sends: false }),
}

async function oursWith(options: OurOptions): Promise<Driver> {
  return (await import('./drivers/ours.ts')).ours(options)
}

type UppyList = Parameters<(typeof import('./lists/uppy.tsx'))['uppyList']>[0]

async function uppyWith(options: UppyList): Promise<Driver> {
  return (await import('./lists/uppy.tsx')).uppyList(options)
}
