import { createHandler, type Handler } from './handler.ts'
import { HttpProblem } from './http-problem.ts'

export interface MetricsHandlerOptions {
  /** All metrics as text, in the format of `contentType`. */
  readonly read: () => Promise<string>
  /** @default 'text/plain; version=0.0.4; charset=utf-8', Prometheus' own */
  readonly contentType?: string
  /** Who may read them. @default everybody who reaches this path: keep it inside */
  readonly allow?: (request: Request) => boolean
}

/** `GET` for the scraper. */
export function metricsHandler(options: MetricsHandlerOptions): Handler {
  const { read, contentType = 'text/plain; version=0.0.4; charset=utf-8', allow } = options
  return createHandler(
    {},
    {
      name: 'metrics',
      methods: ['GET'],
      async run({ request }) {
        if (allow && !allow(request))
          throw new HttpProblem(403, 'not-yours', 'Metrics are not for everybody.')
        return new Response(await read(), { headers: { 'Content-Type': contentType } })
      },
    },
  )
}
