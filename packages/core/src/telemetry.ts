export { createJsonReporter } from './telemetry/json-reporter.ts'
export type { JsonReporterOptions, TelemetryRecord } from './telemetry/json-reporter.ts'
export { createTraceReporter } from './telemetry/trace-reporter.ts'
export type { SpanLike, TracerLike, TraceReporterOptions } from './telemetry/trace-reporter.ts'
