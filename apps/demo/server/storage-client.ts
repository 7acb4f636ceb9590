import OSS from 'ali-oss'
import type { StorageSettings } from './settings.ts'

/** A client of the bucket with this server's own rights. It never leaves the server. */
export function createStorageClient(settings: StorageSettings): OSS {
  const { accessKeyId, accessKeySecret, bucket, endpoint, region } = settings
  // The types of ali-oss do not know `sldEnable`, the path style.
  const options: OSS.Options & { readonly sldEnable: boolean } = {
    accessKeyId,
    accessKeySecret,
    bucket,
    endpoint,
    region: `oss-${region}`,
    authorizationV4: true,
    sldEnable: isLocal(endpoint),
    timeout: '20s',
  }
  return new OSS(options)
}

/** Node resolves `localhost`, but not `bucket.localhost` as browsers do. */
function isLocal(endpoint: string): boolean {
  return new URL(endpoint).hostname === 'localhost'
}
