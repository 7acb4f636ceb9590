import { metricDefinitions, type MetricName, type Metrics } from '@resumable-upload/server'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

export interface PromMetrics extends Metrics {
  /** All of them, as Prometheus reads it. */
  read(): Promise<string>
}

/** The kit's metrics and those of the process, in a registry of their own. */
export function createPromMetrics(): PromMetrics {
  const register = new Registry()
  collectDefaultMetrics({ register })
  const counters = new Map<MetricName, Counter>()
  const gauges = new Map<MetricName, Gauge>()
  const histograms = new Map<MetricName, Histogram>()
  for (const [key, { kind, help, labels }] of Object.entries(metricDefinitions)) {
    const name = key as MetricName // `entries` forgets the names.
    const configuration = { name, help, labelNames: [...labels], registers: [register] }
    if (kind === 'counter') counters.set(name, new Counter(configuration))
    else if (kind === 'gauge') gauges.set(name, new Gauge(configuration))
    else histograms.set(name, new Histogram({ ...configuration, buckets }))
  }
  return {
    record(name, value, labels) {
      counters.get(name)?.inc(labels, value)
      gauges.get(name)?.set(labels, value)
      histograms.get(name)?.observe(labels, value)
    },
    read: () => register.metrics(),
  }
}

/** Seconds: from the cache to the longest wait for STS. */
const buckets = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10]
