import type { FileInfo, StoredObject, UploadFailure, UploadSnapshot } from '@resumable-upload/core'
import { createDrivenUploader } from './fake-uploader.ts'

/** 3 May of this year, at noon. */
export const thirdOfMay: number = new Date(new Date().getFullYear(), 4, 3, 12).getTime()

export function fileInfo(name: string, size: number): FileInfo {
  return { name, size, type: '', lastModified: thirdOfMay, relativePath: '' }
}

export const storedObject: StoredObject = {
  key: 'uploads/report.zip',
  size: 100,
  etag: 'ABC',
  crc64: '1',
  url: 'https://bucket.example/uploads/report.zip',
  verified: 'crc64',
}

export const accessDenied: UploadFailure = {
  code: 'access-denied',
  message: 'The storage refused the request: no right to oss:PutObject.',
  requestId: '6555C1A8B3C4D5E6',
  ec: '0003-00000001',
  part: 7,
}

export function sampleSnapshot(change: Partial<UploadSnapshot>): UploadSnapshot {
  const upload = createDrivenUploader().place(
    { status: 'queued' },
    { file: fileInfo('a.zip', 100) },
  )
  // Tests name phases with the payload that belongs to them.
  return { ...upload.getSnapshot(), ...change } as UploadSnapshot
}
