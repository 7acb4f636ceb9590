/** What the kit counts and measures; an adapter registers these and nothing else. */
export const metricDefinitions: Readonly<Record<MetricName, MetricDefinition>> = {
  upload_kit_requests_total: {
    kind: 'counter',
    help: 'Requests by handler and status.',
    labels: ['handler', 'status'],
  },
  upload_kit_request_seconds: {
    kind: 'histogram',
    help: 'How long handlers took.',
    labels: ['handler'],
  },
  upload_kit_tokens_total: {
    kind: 'counter',
    help: 'Tokens: issued by STS, given again from the cache, shared by one call, refused, failed.',
    labels: ['outcome'],
  },
  upload_kit_sts_seconds: {
    kind: 'histogram',
    help: 'How long STS took, by outcome.',
    labels: ['outcome'],
  },
  upload_kit_signatures_total: {
    kind: 'counter',
    help: 'Signed requests by operation.',
    labels: ['operation'],
  },
  upload_kit_callbacks_total: {
    kind: 'counter',
    help: 'Upload callbacks by outcome.',
    labels: ['outcome'],
  },
  upload_kit_breaker_state: {
    kind: 'gauge',
    help: 'The circuit breaker around STS: 0 closed, 1 half open, 2 open.',
    labels: [],
  },
}

export type MetricName =
  | 'upload_kit_requests_total'
  | 'upload_kit_request_seconds'
  | 'upload_kit_tokens_total'
  | 'upload_kit_sts_seconds'
  | 'upload_kit_signatures_total'
  | 'upload_kit_callbacks_total'
  | 'upload_kit_breaker_state'

export interface MetricDefinition {
  readonly kind: 'counter' | 'histogram' | 'gauge'
  readonly help: string
  readonly labels: readonly string[]
}

export type MetricLabels = Readonly<Record<string, string>>

export interface Metrics {
  /** One more for a counter, a measurement for a histogram, a new value for a gauge. */
  record(name: MetricName, value: number, labels: MetricLabels): void
}

export const noMetrics: Metrics = { record() {} }
