import type { Observable, Upload, UploadSnapshot, Uploader } from '@resumable-upload/core'

/** Follows the upload of this id, whether it is on the list yet or not. */
export function observeUpload(
  uploader: Uploader | null,
  id: string,
): Observable<UploadSnapshot | undefined> {
  return {
    getSnapshot: () => uploader?.get(id)?.getSnapshot(),
    subscribe(listener) {
      if (!uploader) return () => {}
      let followed: Upload | undefined
      let detach = () => {}

      function follow(): void {
        const upload = uploader?.get(id)
        if (upload === followed) return
        detach()
        followed = upload
        detach = upload?.subscribe(listener) ?? (() => {})
      }

      follow()
      const stop = uploader.subscribe(() => {
        follow()
        listener()
      })
      return () => {
        stop()
        detach()
      }
    },
  }
}
