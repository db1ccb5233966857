import { tracingChannel } from 'node:diagnostics_channel'
import type { Span as OtelSpan, SpanContext } from '@opentelemetry/api'
import { type Attributes, errorTypeOf, type Span, type SpanKind, setTracer, type Tracer } from '../core/tracing.js'

/** How long a stopping process waits for a collector. */
const shutdownMs = 3_000

/**
 * Starts the SDK and makes it this process's tracer. Its packages are imported here and not above: a bundle would have
 * every process load them.
 * @returns sends what is left, and stops
 */
export const start = async ({ endpoint, service }: { endpoint: string; service: string }) => {
  const [{ context, ROOT_CONTEXT, SpanKind: OtelKind, SpanStatusCode, trace }, exporting, resources, sdk] =
    await Promise.all([
      import('@opentelemetry/api'),
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/resources'),
      import('@opentelemetry/sdk-trace-node'),
    ])
  const kinds: Record<SpanKind, number> = {
    server: OtelKind.SERVER,
    client: OtelKind.CLIENT,
    consumer: OtelKind.CONSUMER,
  }
  const exporter = new exporting.OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, '')}/v1/traces` })
  const provider = new sdk.NodeTracerProvider({
    resource: resources.defaultResource().merge(
      resources.resourceFromAttributes({
        'service.name': service,
        'service.namespace': 'mudig',
        'process.pid': process.pid,
      }),
    ),
    spanProcessors: [new sdk.BatchSpanProcessor(exporter)],
  })
  // Without a propagator: vendors are not told of our traces.
  provider.register({ propagator: null })
  const otel = provider.getTracer('mudig')

  const wrap = (span: OtelSpan): Span => ({
    within: fn => context.with(trace.setSpan(context.active(), span), fn),
    set: attributes => void span.setAttributes({ ...attributes }),
    rename: name => void span.updateName(name),
    end: errorType => {
      if (errorType !== undefined) {
        span.setAttribute('error.type', errorType)
        span.setStatus({ code: SpanStatusCode.ERROR })
      }
      span.end()
    },
  })

  const made: Tracer = {
    begin: (kind, name, attributes, { parent, link } = {}) => {
      const ours = remoteOf(parent)
      const theirs = remoteOf(link)
      const options = {
        kind: kinds[kind],
        attributes: { ...attributes },
        ...(theirs && { links: [{ context: theirs }] }),
      }
      return wrap(otel.startSpan(name, options, ours ? trace.setSpanContext(ROOT_CONTEXT, ours) : ROOT_CONTEXT))
    },
    beginBelow: (name, attributes) =>
      // One that has ended is where something outlived it, such as a connection.
      trace.getActiveSpan()?.isRecording()
        ? wrap(otel.startSpan(name, { kind: OtelKind.CLIENT, attributes: { ...attributes } }))
        : undefined,
    traceparent: () => {
      const span = trace.getActiveSpan()
      if (!span) return undefined
      const { traceId, spanId, traceFlags } = span.spanContext()
      const isSampled = (traceFlags & 1) === 1
      // Those that are not sampled record nothing, also while they last.
      return isSampled && !span.isRecording() ? undefined : `00-${traceId}-${spanId}-${isSampled ? '01' : '00'}`
    },
    outside: fn => context.with(ROOT_CONTEXT, fn),
  }
  setTracer(made)
  const stopRedis = traceRedis(made)
  return async (): Promise<void> => {
    stopRedis()
    setTracer(undefined)
    let timer: NodeJS.Timeout | undefined
    const patience = new Promise<void>(resolve => {
      timer = setTimeout(resolve, shutdownMs)
    })
    await Promise.race([provider.shutdown().catch(() => {}), patience])
    clearTimeout(timer)
  }
}

/** https://www.w3.org/TR/trace-context/#traceparent-header; ids of zeros alone mean none. */
const traceparent = /^00-(?!0{32})([\da-f]{32})-(?!0{16})([\da-f]{16})-([\da-f]{2})$/

const remoteOf = (text: string | null | undefined): SpanContext | undefined => {
  const [, traceId, spanId, flags] = traceparent.exec(text ?? '') ?? []
  return traceId && spanId && flags
    ? { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true }
    : undefined
}

interface RedisCommand {
  readonly command: string
  readonly serverAddress: string
}

/** What ioredis tells of its commands: https://github.com/redis/ioredis, "Diagnostics channels". */
const traceRedis = (made: Tracer): (() => void) => {
  const channel = tracingChannel<string, RedisCommand>('ioredis:command')
  const open = new WeakMap<RedisCommand, Span>()
  const end = (command: RedisCommand & { error?: unknown }) => {
    open.get(command)?.end(command.error === undefined ? undefined : errorTypeOf(command.error))
    open.delete(command)
  }
  const attributesOf = ({ command, serverAddress }: RedisCommand): Attributes => ({
    'db.system.name': 'redis',
    'db.operation.name': command,
    'server.address': serverAddress,
  })
  const subscribers = {
    start: (command: RedisCommand) => {
      const span = made.beginBelow(`redis ${command.command}`, attributesOf(command))
      if (span) open.set(command, span)
    },
    end: () => {},
    asyncStart: () => {},
    asyncEnd: end,
    // The promise's end follows.
    error: () => {},
  }
  channel.subscribe(subscribers)
  return () => void channel.unsubscribe(subscribers)
}
