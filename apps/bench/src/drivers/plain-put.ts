import type { Driver } from '../driver.ts'
import { inTurns } from '../in-turns.ts'
import { createPresign } from '../presign.ts'
import { send } from '../send.ts'

/** One PUT a file, six at once: the measure of all others. Checks nothing, resumes nothing. */
export const plainPut: Driver = async (files, site) => {
  const presign = await createPresign(site)
  await inTurns(files, 6, async (file) => {
    const url = await presign.url({ method: 'PUT', key: `${site.prefix}${file.name}`, contentType })
    await send({ method: 'PUT', url, body: file, headers: { 'content-type': contentType } })
  })
}

const contentType = 'application/octet-stream'
