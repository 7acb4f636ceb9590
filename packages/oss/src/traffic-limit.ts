import { UploadError } from '@resumable-upload/core'

/** Throws `misconfigured` for a limit that OSS does not take. */
export function checkTrafficLimit(bitsPerSecond: number | undefined): void {
  if (bitsPerSecond === undefined) return
  const isValid =
    Number.isInteger(bitsPerSecond) && bitsPerSecond >= 819_200 && bitsPerSecond <= 838_860_800
  if (!isValid)
    throw new UploadError(
      'misconfigured',
      `"trafficLimit" is ${bitsPerSecond}, and OSS takes 819200 to 838860800 bits a second.`,
    )
}
