import { tracingChannel } from 'node:diagnostics_channel'
import {
  context,
  SpanKind as OtelKind,
  type Span as OtelSpan,
  ROOT_CONTEXT,
  type SpanContext,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources'
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node'
import { type Attributes, type Span, type SpanKind, setTracer, type Tracer } from '../core/tracing.js'

const kinds: Record<SpanKind, OtelKind> = {
  server: OtelKind.SERVER,
  client: OtelKind.CLIENT,
  consumer: OtelKind.CONSUMER,
}

/** How long a stopping process waits for a collector. */
const shutdownMs = 3_000

/** Starts the SDK and makes it this process's tracer. @returns sends what is left, and stops */
export const start = async ({ endpoint, service }: { endpoint: string; service: string }) => {
  const provider = new NodeTracerProvider({
    resource: defaultResource().merge(
      resourceFromAttributes({
        'service.name': service,
        'service.namespace': 'mudig',
        'process.pid': process.pid,
      }),
    ),
    spanProcessors: [
      new BatchSpanProcessor(new OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, '')}/v1/traces` })),
    ],
  })
  // Without a propagator: vendors are not told of our traces.
  provider.register({ propagator: null })
  const otel = provider.getTracer('mudig')

  const wrap = (span: OtelSpan): Span => ({
    within: fn => context.with(trace.setSpan(context.active(), span), fn),
    set: attributes => void span.setAttributes(attributes),
    rename: name => void span.updateName(name),
    end: error => {
      if (error !== undefined) {
        span.setAttribute('error.type', typeOf(error))
        span.setStatus({ code: SpanStatusCode.ERROR })
      }
      span.end()
    },
  })

  const made: Tracer = {
    begin: (kind, name, attributes, parent) => {
      const remote = remoteOf(parent)
      const from = remote ? trace.setSpanContext(ROOT_CONTEXT, remote) : ROOT_CONTEXT
      return wrap(otel.startSpan(name, { kind: kinds[kind], attributes: { ...attributes } }, from))
    },
    beginBelow: (name, attributes) =>
      // One that has ended is where something outlived it, such as a connection.
      trace.getActiveSpan()?.isRecording()
        ? wrap(otel.startSpan(name, { kind: OtelKind.CLIENT, attributes: { ...attributes } }))
        : undefined,
    traceparent: () => {
      const span = trace.getActiveSpan()?.spanContext()
      return span && `00-${span.traceId}-${span.spanId}-${(span.traceFlags & 1).toString().padStart(2, '0')}`
    },
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

const typeOf = (error: unknown): string => {
  if (!(error instanceof Error)) return typeof error
  const code: unknown = Reflect.get(error, 'code')
  return typeof code === 'string' ? code : error.name
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
    open.get(command)?.end(command.error)
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
