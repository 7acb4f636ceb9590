import type { Driver } from '../driver.ts'
import { inTurns } from '../in-turns.ts'
import { createPresign } from '../presign.ts'
import { send } from '../send.ts'

/** One PUT a file, six at once: the measure of all others. Checks nothing, resumes nothing. */
export const plainPut: Driver = async (site) => {
  const presign = await createPresign(site)
  return (files) =>
    inTurns(files, 6, async (file) => {
      const key = `${site.prefix}${file.name}`
      const url = await presign.url({ method: 'PUT', key, contentType })
      await send({ method: 'PUT', url, body: file, headers: { 'content-type': contentType } })
    })
}

const contentType = 'application/octet-stream'
