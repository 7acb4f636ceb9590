import { createXhrTransport, systemClock } from '@resumable-upload/core/browser'
import { createBrowserPage } from './browser-page.ts'
import type { DoctorPorts } from './ports.ts'

/** The page that the doctor runs in. Requests are sent as uploads without a worker send them. */
export function createBrowserPorts(): DoctorPorts {
  return { transport: createXhrTransport(), clock: systemClock, page: createBrowserPage() }
}
