export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>

export type SpanKind = 'server' | 'client' | 'consumer'

/** A stretch of work that has begun. Nothing of it is sent before `end`. */
export interface Span {
  /** Runs `fn` so that what it begins belongs to this span. */
  within<T>(fn: () => T): T
  set(attributes: Attributes): void
  rename(name: string): void
  /** @param errorType what it failed with: a code or a class, never a text, which may quote what people wrote */
  end(errorType?: string): void
}

export interface Tracer {
  /**
   * Begins a span of its own: of a request, or of an attempt at a job.
   * @param from a `traceparent` (W3C Trace Context): of what caused it and is ours, or of a client. A client's is linked
   * to and not gone on with, because with it goes the say over what is sampled.
   */
  begin(kind: SpanKind, name: string, attributes: Attributes, from?: { parent?: string | null; link?: string }): Span
  /** Begins a span below the one that is under way; undefined where there is none, as in timers and pollers. */
  beginBelow(name: string, attributes: Attributes): Span | undefined
  /** Of the span under way, as a row carries it on. */
  traceparent(): string | undefined
  /** Runs `fn` below no span: for what outlives a request, such as a connection that it happens to open. */
  outside<T>(fn: () => T): T
}

let active: Tracer | undefined

/** The tracer of this process; undefined where nobody collects. */
export const tracer = (): Tracer | undefined => active

/** For the process that starts one. */
export const setTracer = (made: Tracer | undefined): void => {
  active = made
}

/** Runs `fn` below no span. */
export const outsideSpans = <T>(fn: () => T): T => (active ? active.outside(fn) : fn())

export const errorTypeOf = (error: unknown): string => {
  if (!(error instanceof Error)) return typeof error
  const code: unknown = Reflect.get(error, 'code')
  return typeof code === 'string' ? code : error.name
}

/** Runs `fn` as a span below the one that is under way, or as it is where nobody collects. */
export const traced = <T>(name: string, attributes: Attributes, fn: () => T): T => {
  const span = active?.beginBelow(name, attributes)
  if (!span) return fn()
  let result: T
  try {
    result = span.within(fn)
  } catch (error) {
    span.end(errorTypeOf(error))
    throw error
  }
  if (result instanceof Promise) {
    result.then(
      () => span.end(),
      error => span.end(errorTypeOf(error)),
    )
    return result
  }
  if (isAsyncGenerator(result)) return tracedGenerator(span, result) as T
  span.end()
  return result
}

const isAsyncGenerator = (value: unknown): value is AsyncGenerator =>
  Object.prototype.toString.call(value) === '[object AsyncGenerator]'

/** Nothing is done before the first of it is asked for, and everything within its span. */
async function* tracedGenerator(span: Span, generator: AsyncGenerator): AsyncGenerator {
  let errorType: string | undefined
  try {
    for (;;) {
      const { done, value } = await span.within(() => generator.next())
      if (done) return value
      yield value
    }
  } catch (error) {
    errorType = errorTypeOf(error)
    throw error
  } finally {
    // Also where whoever reads has had enough.
    await generator.return(undefined)
    span.end(errorType)
  }
}

/** The same object, each call of whose methods is a span `name.method`. */
export const tracedMethods = <T extends object>(name: string, object: T): T => {
  if (!active) return object
  return new Proxy(object, {
    get(target, property) {
      const value: unknown = Reflect.get(target, property, target)
      if (typeof value !== 'function' || typeof property !== 'string') return value
      return (...args: unknown[]) =>
        traced(`${name}.${property}`, { 'peer.service': name }, () => Reflect.apply(value, target, args))
    },
  })
}
