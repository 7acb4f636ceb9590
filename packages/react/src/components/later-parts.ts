// What a page that has just been drawn does not show: one script of its own.
export { FailureDetails } from './failure-details.tsx'
export { FileRequest } from './file-request.tsx'
export { PartStrip } from './part-strip.tsx'
export { RestoreBanner } from './restore-banner.tsx'
