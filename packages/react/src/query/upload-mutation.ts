import type { UseMutationOptions } from '@tanstack/react-query'
import type { AddOptions, StoredObject, Uploader } from '@resumable-upload/core'

export interface UploadVariables extends AddOptions {
  readonly file: File | Blob
}

/**
 * A mutation that settles when its upload does. The uploader waits for the network and retries, so
 * the mutation does neither; it stays pending while the upload is paused.
 */
export function uploadMutation(
  uploader: Uploader,
): UseMutationOptions<StoredObject, Error, UploadVariables> {
  return {
    mutationKey: ['resumable-upload', 'upload'],
    mutationFn: async ({ file, ...options }: UploadVariables): Promise<StoredObject> =>
      uploader.add(file, options).settled(),
    retry: false,
    networkMode: 'always',
  }
}
