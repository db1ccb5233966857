export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>

export type SpanKind = 'server' | 'client' | 'consumer'

/** A stretch of work that has begun. Nothing of it is sent before `end`. */
export interface Span {
  /** Runs `fn` so that what it begins belongs to this span. */
  within<T>(fn: () => T): T
  set(attributes: Attributes): void
  rename(name: string): void
  /** @param error what it failed with; its type is kept, never its text, which may quote what people wrote */
  end(error?: unknown): void
}

export interface Tracer {
  /**
   * Begins a span of its own: of a request, or of an attempt at a job.
   * @param parent a `traceparent` (W3C Trace Context), where one came along
   */
  begin(kind: SpanKind, name: string, attributes: Attributes, parent?: string | null): Span
  /** Begins a span below the one that is under way; undefined where there is none, as in timers and pollers. */
  beginBelow(name: string, attributes: Attributes): Span | undefined
  /** Of the span under way, as a header or a row carries it on. */
  traceparent(): string | undefined
}

let active: Tracer | undefined

/** The tracer of this process; undefined where nobody collects. */
export const tracer = (): Tracer | undefined => active

/** For the process that starts one. */
export const setTracer = (made: Tracer | undefined): void => {
  active = made
}

/** Runs `fn` as a span below the one that is under way, or as it is where nobody collects. */
export const traced = <T>(name: string, attributes: Attributes, fn: () => T): T => {
  const span = active?.beginBelow(name, attributes)
  if (!span) return fn()
  let result: T
  try {
    result = span.within(fn)
  } catch (error) {
    span.end(error)
    throw error
  }
  if (result instanceof Promise) {
    result.then(
      () => span.end(),
      error => span.end(error),
    )
    return result
  }
  span.end()
  return result
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
