import { serveJobs, type Endpoint } from './serve-jobs.ts'

// In a dedicated worker the global scope is the channel; the DOM's types only know windows.
serveJobs(globalThis as unknown as Endpoint)
