import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'

/**
 * Spans of the kit join the traces of the page (`traceparent`), name themselves in the log, and go to
 * the collector that OTEL_EXPORTER_OTLP_ENDPOINT names, if any.
 */
export function startTracing(
  environment: Readonly<Record<string, string | undefined>>,
): NodeTracerProvider {
  const isCollected = Boolean(environment['OTEL_EXPORTER_OTLP_ENDPOINT'])
  const provider = new NodeTracerProvider({
    spanProcessors: isCollected ? [new BatchSpanProcessor(new OTLPTraceExporter())] : [],
  })
  provider.register()
  return provider
}
