export type { Crc64 } from './model/crc64.ts'
export { combineCrc64 } from './model/crc64.ts'
export { loadAhead, loadOnce } from './model/load-once.ts'
export type { Part, PartLimits, PartPlan, StoredPart } from './model/part.ts'
export type { PartProgress, PartState, PartStatesCopy, PartsView } from './model/parts-view.ts'
export { exponentialBackoff } from './model/retry-policy.ts'
export type { BackoffOptions, RetryPolicy, RetryQuestion } from './model/retry-policy.ts'
export type {
  CallbackOutcome,
  ObjectFacts,
  StoredObject,
  Verification,
} from './model/stored-object.ts'
export { remedyFor, UploadError, uploadErrorCodes } from './model/upload-error.ts'
export type {
  Remedy,
  SilenceReason,
  UploadErrorCode,
  UploadErrorDetails,
  UploadFailure,
} from './model/upload-error.ts'
export { isRunning, isSettled, progressOf } from './model/upload-phase.ts'
export type {
  FileAt,
  FileInfo,
  UploadFacts,
  UploadOwner,
  UploadPhase,
  UploadSnapshot,
  UploadStatus,
  WaitingFor,
} from './model/upload-phase.ts'
export type { Checksum } from './ports/checksum.ts'
export type { Clock, Connectivity, Environment, Scheduler } from './ports/environment.ts'
export type { Lifecycle, LifecycleChange } from './ports/lifecycle.ts'
export type { Neighbours } from './ports/neighbours.ts'
export type {
  NameRequest,
  Network,
  ObjectStorage,
  ObjectTarget,
  RemoteUpload,
  SendCall,
  StorageCall,
  StorageNotice,
  UnfinishedUpload,
} from './ports/object-storage.ts'
export type { TabCommand, TabMessage, Tabs } from './ports/tabs.ts'
export type {
  FormFields,
  Transport,
  TransportRequest,
  TransportResponse,
} from './ports/transport.ts'
export type {
  JournalChange,
  JournalEntry,
  JournalState,
  PartRecord,
  UploadJournal,
} from './ports/upload-journal.ts'
export type {
  FileAccess,
  FileHandle,
  FilePlace,
  FolderHandle,
  KeptFile,
} from './ports/file-access.ts'
export type { Observable } from './ports/observable.ts'
export type {
  AddAllOptions,
  AddOptions,
  RestoreOptions,
  Upload,
  UploadTotals,
  Uploader,
  UploaderEvent,
  UploaderOptions,
} from './ports/uploader.ts'
