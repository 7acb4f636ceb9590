'use client'

export { createRecorder } from './devtools/recorder.ts'
export type { EventRecord, Recorder, RecorderOptions, RequestRecord } from './devtools/recorder.ts'
export type { DevtoolsPanelProps } from './devtools/devtools-panel.tsx'
export { UploadDevtools, type UploadDevtoolsProps } from './devtools/upload-devtools.tsx'
