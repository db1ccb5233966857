import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A span as OTLP/JSON carries it, with its attributes as an object. */
export interface CollectedSpan {
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId: string
  readonly name: string
  readonly service: string
  readonly pid: number
  readonly attributes: Readonly<Record<string, string | number | boolean | undefined>>
  readonly failed: boolean
}

interface Value {
  readonly stringValue?: string
  readonly intValue?: string | number
  readonly boolValue?: boolean
}
type KeyValue = { readonly key: string; readonly value: Value }

interface Body {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly KeyValue[] }
    readonly scopeSpans: readonly {
      readonly spans: readonly {
        readonly traceId: string
        readonly spanId: string
        readonly parentSpanId?: string
        readonly name: string
        readonly attributes: readonly KeyValue[]
        readonly status: { readonly code?: number }
      }[]
    }[]
  }[]
}

const objectOf = (attributes: readonly KeyValue[]) =>
  Object.fromEntries(
    attributes.map(({ key, value }) => [
      key,
      value.stringValue ?? value.boolValue ?? (value.intValue === undefined ? undefined : Number(value.intValue)),
    ]),
  )

const errorCode = 2

/** A collector of the test's own, which takes spans over OTLP/HTTP and keeps them. */
export const traceCollector = async (t: { teardown: (end: () => void) => void }) => {
  const spans: CollectedSpan[] = []
  const server = createServer(async (request, response) => {
    let text = ''
    for await (const piece of request.setEncoding('utf8')) text += piece
    for (const { resource, scopeSpans } of (JSON.parse(text) as Body).resourceSpans) {
      const of = objectOf(resource.attributes)
      for (const span of scopeSpans.flatMap(scope => scope.spans))
        spans.push({
          ...span,
          parentSpanId: span.parentSpanId ?? '',
          service: String(of['service.name']),
          pid: Number(of['process.pid']),
          attributes: objectOf(span.attributes),
          failed: span.status.code === errorCode,
        })
    }
    response.setHeader('content-type', 'application/json').end('{}')
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, spans }
}
