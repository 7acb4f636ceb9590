import type { Driver } from '../driver.ts'
import { inTurns } from '../in-turns.ts'
import { createPresign } from '../presign.ts'
import { send } from '../send.ts'

const streams = 6

/** What the link gives: a file cut in six, each piece in one long PUT. */
export const sixStreams: Driver = async (site) => {
  const presign = await createPresign(site)
  return (files) =>
    inTurns(files, 1, async (file) => {
      const size = Math.ceil(file.size / streams)
      const pieces = Array.from({ length: streams }, (_, index) =>
        file.slice(index * size, (index + 1) * size),
      )
      await inTurns(pieces, streams, async (body, index) => {
        const key = `${site.prefix}${file.name}.${index}`
        await send({ method: 'PUT', url: await presign.url({ method: 'PUT', key }), body })
      })
    })
}
