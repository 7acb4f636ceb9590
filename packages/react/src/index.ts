'use client'

export type { GroupCommands } from './commands/group-commands.ts'
export { FailureDetails, type FailureDetailsProps } from './components/failure-details.tsx'
export { FileButton, type FileButtonProps } from './components/file-button.tsx'
export { FileRequest, type FileRequestProps } from './components/file-request.tsx'
export type { IconName } from './components/icon.tsx'
export { PartStrip, type PartStripProps } from './components/part-strip.tsx'
export type { EventProps } from './components/props/event-props.ts'
export type {
  ItemActions,
  ItemRender,
  ListParts,
  ListType,
  RenderingProps,
  UploadPart,
} from './components/props/rendering-props.ts'
export type { ResumableUploadHandle } from './components/props/resumable-upload-handle.ts'
export type { ResumableUploadProps } from './components/props/resumable-upload-props.ts'
export type { FileRejection, SelectionProps } from './components/props/selection-props.ts'
export type { TransferProps } from './components/props/transfer-props.ts'
export type {
  ButtonSlotProps,
  IconSlotProps,
  ProgressSlotProps,
  UploadComponents,
} from './components/props/upload-components.ts'
export type { ItemsChange, ValueProps } from './components/props/value-props.ts'
export { RestoreBanner } from './components/restore-banner.tsx'
export { ResumableUpload } from './components/resumable-upload.tsx'
export { StoredList } from './components/stored-list.tsx'
export { UploadActions, type UploadActionsProps } from './components/upload-actions.tsx'
export { UploadAnnouncer } from './components/upload-announcer.tsx'
export { UploadDropzone } from './components/upload-dropzone.tsx'
export { UploadListItem, type UploadListItemProps } from './components/upload-list-item.tsx'
export { UploadList } from './components/upload-list.tsx'
export { UploadProgress, type UploadProgressProps } from './components/upload-progress.tsx'
export { UploadRejections } from './components/upload-rejections.tsx'
export { UploadRoot, type UploadRootProps } from './components/upload-root.tsx'
export { UploadStatusLine, type UploadStatusLineProps } from './components/upload-status-line.tsx'
export { UploadSummary } from './components/upload-summary.tsx'
export { UploadThumbnail, type UploadThumbnailProps } from './components/upload-thumbnail.tsx'
export { UploadTrigger, type UploadTriggerProps } from './components/upload-trigger.tsx'
export type { UploadEventName } from './events/upload-events.ts'
export { useFileDrop, type FileDrop, type FileDropOptions } from './hooks/use-file-drop.ts'
export { useObservable } from './hooks/use-observable.ts'
export {
  useResumableUpload,
  type ResumableUploadControls,
  type UseResumableUploadOptions,
} from './hooks/use-resumable-upload.ts'
export { useUpload } from './hooks/use-upload.ts'
export { useUploadParts } from './hooks/use-upload-parts.ts'
export { useUploadTotals } from './hooks/use-upload-totals.ts'
export { useUploader } from './hooks/use-uploader.ts'
export { UploaderProvider, type UploaderProviderProps } from './hooks/uploader-provider.tsx'
export { useUploads, type GroupOptions } from './hooks/use-uploads.ts'
export type { UploadItem } from './items/upload-item.ts'
export { describeRejection } from './locale/describe-rejection.ts'
export { enUS } from './locale/en-us.ts'
export { createFormat, type Format } from './locale/format.ts'
export type { Milestone, UploadLocale } from './locale/upload-locale.ts'
export type { ItemProgress } from './value/track-items.ts'
export type { Trigger } from './value/trigger.ts'
export { usePace, type Pace } from './progress/use-pace.ts'
export { readDrop } from './files/read-drop.ts'
export type { Accept } from './selection/accepts-file.ts'
export type { Validate } from './selection/admit-files.ts'
export { LIST_IGNORE, type BeforeUpload } from './selection/before-upload.ts'
export type { Duplicate } from './selection/duplicates.ts'
export type { FileError, Rejection, RejectionReason } from './selection/rejection.ts'
export { usePageProgress, type PageProgressOptions } from './page/use-page-progress.ts'
