import AwsS3 from '@uppy/aws-s3'
import Uppy from '@uppy/core'
import Dashboard from '@uppy/dashboard'
import '@uppy/dashboard/css/style.min.css'
import { FilesList, UppyContextProvider } from '@uppy/react'
import type { Driver, Site } from '../driver.ts'
import { signForUppy } from '../drivers/uppy-6.ts'
import { countRows, painted, place, show } from './show.tsx'

/** Uppy 6 with one of its lists on screen. */
export function uppyList({
  list,
  sends,
}: {
  readonly list: 'Dashboard' | 'FilesList'
  /** Uploads too, rather than only adding. */
  readonly sends: boolean
}): Driver {
  return async (site) => {
    const uppy = await createUppy(site)
    const { row, commits } = list === 'Dashboard' ? showDashboard(uppy) : showFilesList(uppy)
    await painted()
    return async (files) => {
      uppy.addFiles(files.map((data) => ({ name: data.name, type: data.type, data })))
      await painted()
      const result = sends ? await uppy.upload() : null
      if (result?.failed?.length) throw new Error('Uppy did not upload.')
      return { rows: countRows(row), commits: commits?.() ?? null }
    }
  }
}

interface Shown {
  readonly row: string
  readonly commits?: () => number
}

function showDashboard(uppy: Uppy): Shown {
  uppy.use(Dashboard, { inline: true, target: place() })
  return { row: '.uppy-Dashboard-Item' }
}

function showFilesList(uppy: Uppy): Shown {
  const { commits } = show(
    <UppyContextProvider uppy={uppy}>
      <FilesList />
    </UppyContextProvider>,
  )
  return { row: 'li', commits }
}

async function createUppy(site: Site): Promise<Uppy> {
  const uppy = new Uppy({ autoProceed: false })
  uppy.use(AwsS3, await signForUppy(site))
  return uppy
}
