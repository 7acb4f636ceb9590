import type { Driver } from '../driver.ts'
import { inTurns } from '../in-turns.ts'

/** Files below it are put whole, as the SDK itself does below 100 KB. */
const smallestInParts = 1024 * 1024

interface Options {
  /** In bytes; the SDK's own is 1 MiB. */
  readonly partSize?: number
  /** The SDK's own is 5. */
  readonly parallel?: number
}

/** The official SDK, as its documentation shows it. */
export function aliOss(options: Options): Driver {
  return async (site) => {
    const { default: OSS } = await import('ali-oss')
    const token = await (await fetch(site.tokenUrl)).json()
    const { endpoint, bucket, region } = site
    // The types do not know `sldEnable`, the path style.
    const settings: ConstructorParameters<typeof OSS>[0] & { readonly sldEnable: boolean } = {
      accessKeyId: token.accessKeyId,
      accessKeySecret: token.accessKeySecret,
      stsToken: token.securityToken,
      authorizationV4: true,
      sldEnable: true,
      secure: false,
      region: `oss-${region}`,
      endpoint,
      bucket,
    }
    const client = new OSS(settings)
    return (files) =>
      inTurns(files, files.length > 1 ? 6 : 1, async (file) => {
        const key = `${site.prefix}${file.name}`
        if (file.size < smallestInParts) await client.put(key, file)
        else await client.multipartUpload(key, file, options)
      })
  }
}
