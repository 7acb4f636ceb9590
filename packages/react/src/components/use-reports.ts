import { useCallback } from 'react'
import type { Uploader } from '@resumable-upload/core'
import { useLatest } from '../hooks/use-latest.ts'
import { toUploadItem } from '../items/upload-item.ts'
import { describeRejection } from '../locale/describe-rejection.ts'
import type { Format } from '../locale/format.ts'
import type { Words } from '../locale/words.ts'
import type { Rejection } from '../selection/rejection.ts'
import type { Rejections } from '../selection/use-rejections.ts'
import type { FileRejection } from './props/selection-props.ts'
import type { ResumableUploadProps } from './props/resumable-upload-props.ts'

interface ReportContext {
  readonly props: ResumableUploadProps
  readonly state: Rejections
  readonly uploader: Uploader
  readonly locale: Words
  readonly format: Format
}

/** What was not taken is shown, and told to the application. */
export function useReports(context: ReportContext): Rejections {
  const latest = useLatest(context)
  const { state } = context

  const reject = useCallback(
    (rejections: readonly Rejection[]) => {
      if (rejections.length === 0) return
      const { props, uploader, locale, format } = latest.current
      state.reject(rejections)
      props.onReject?.(toFileRejections(rejections, locale, format))
      const excess = rejections.filter(({ reason }) => reason === 'too-many')
      if (excess.length === 0) return
      const snapshots = uploader.getSnapshot().map((upload) => upload.getSnapshot())
      const own = snapshots.filter(({ group }) => (props.group ?? group) === group)
      props.onExceed?.(
        excess.flatMap(({ file }) => file ?? []),
        own.map(toUploadItem),
      )
    },
    // oxlint-disable-next-line react/exhaustive-deps -- `state.reject` never changes.
    [latest, state.reject],
  )

  return { ...state, reject }
}

function toFileRejections(
  rejections: readonly Rejection[],
  locale: Words,
  format: Format,
): readonly FileRejection[] {
  return rejections.map((rejection) => ({
    file: rejection.file ?? null,
    name: rejection.name,
    errors: [
      {
        code: typeof rejection.reason === 'string' ? rejection.reason : rejection.reason.code,
        message: describeRejection(rejection, locale, format),
      },
    ],
  }))
}
