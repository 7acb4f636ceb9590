import type { Driver } from '../driver.ts'
import { inTurns } from '../in-turns.ts'
import { createPresign } from '../presign.ts'
import { send } from '../send.ts'

/** One form a file, six at once: all go to one URL, so that one preflight serves them. */
export const bareForms: Driver = async (site) => {
  const { formFields, formUrl } = await createPresign(site)
  return (files) =>
    inTurns(files, 6, async (file) => {
      const body = new FormData()
      body.append('key', `${site.prefix}${file.name}`)
      for (const [name, value] of Object.entries(formFields)) body.append(name, value)
      body.append('file', file)
      await send({ method: 'POST', url: formUrl, body })
    })
}
