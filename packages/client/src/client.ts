import { routes } from './api.gen.js'
import { failureOf } from './failure.js'
import { serverSentEvents } from './server-sent-events.js'
import type { Answer, Input, OperationId, StreamEvent, Streams } from './types.js'

export interface ClientOptions {
  /** Where the API is, such as `http://127.0.0.1:8000`. */
  readonly baseUrl: string
  /** Asked before each request for the Bearer token; undefined for somebody who is not signed in. */
  readonly token?: () => string | undefined | Promise<string | undefined>
  /**
   * From a request to the last byte of its answer, of a stream to its first. The API itself waits for a dig for 25
   * seconds.
   */
  readonly timeoutMs?: number
  /** Sent with every request, such as `accept-language`. */
  readonly headers?: Readonly<Record<string, string>>
}

export interface CallOptions {
  readonly signal?: AbortSignal
  readonly timeoutMs?: number
}

type Given<Id extends OperationId, More> =
  object extends Input<Id> ? [input?: Input<Id> & More] : [input: Input<Id> & More]

export interface Client {
  /**
   * Calls an operation by its id.
   *
   * @throws ApiFailure for every answer that is no success, and what `fetch` throws: TypeError where nothing answers,
   * DOMException `TimeoutError` and `AbortError`
   */
  call<Id extends OperationId>(id: Id, ...given: Given<Id, CallOptions>): Promise<Answer<Id>>
  /**
   * The events of a stream to its end, one connection long: begin again with the `id` of the last event as
   * `lastEventId`. Leaving the loop closes the connection.
   *
   * @throws as `call`
   */
  events<Id extends keyof Streams>(
    id: Id,
    ...given: Given<Id, CallOptions & { readonly lastEventId?: string | undefined }>
  ): AsyncGenerator<StreamEvent<Streams[Id]>>
}

const defaultTimeoutMs = 60_000

interface AnyInput extends CallOptions {
  readonly path?: Readonly<Record<string, unknown>>
  readonly query?: Readonly<Record<string, unknown>>
  readonly header?: Readonly<Record<string, unknown>>
  readonly body?: unknown
  readonly lastEventId?: string | undefined
}

const present = (fields: Readonly<Record<string, unknown>> = {}): [string, unknown][] =>
  Object.entries(fields).filter(([, value]) => value !== undefined)

const addressOf = (baseUrl: string, path: string, { path: names = {}, query }: AnyInput): string => {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(`${names[name]}`))
  const asked = new URLSearchParams(present(query).map(([name, value]) => [name, `${value}`]))
  return `${baseUrl.replace(/\/$/, '')}${filled}${asked.size > 0 ? `?${asked}` : ''}`
}

/** Bytes go as they are, and a form without a content type of ours: `fetch` names it together with its boundary. */
const bodyOf = (body: unknown, isForm: boolean): { body?: string | FormData | Blob; type?: string } => {
  if (body === undefined) return {}
  if (body instanceof Blob) return { body, type: body.type }
  if (!isForm) return { body: JSON.stringify(body), type: 'application/json' }
  const form = new FormData()
  for (const [name, value] of present(body as Record<string, unknown>))
    form.set(name, value instanceof Blob ? value : `${value}`)
  return { body: form }
}

const readBody = async (response: Response): Promise<unknown> => {
  const type = response.headers.get('content-type') ?? ''
  if (/^application\/json\b/.test(type)) return response.json()
  if (type === '' || /^text\//.test(type)) return (await response.text()) || undefined
  return response.blob()
}

/** Calls the API by the operation ids of its document. The types of inputs and answers come from there, too. */
export const createClient = ({ baseUrl, token, timeoutMs = defaultTimeoutMs, headers = {} }: ClientOptions): Client => {
  const request = async (id: OperationId, input: AnyInput, signal: AbortSignal, more: Record<string, string> = {}) => {
    const [method, path, isForm] = routes[id]
    const access = await token?.()
    const { body, type } = bodyOf(input.body, isForm === true)
    return fetch(addressOf(baseUrl, path, input), {
      method,
      signal,
      headers: {
        ...headers,
        ...(access !== undefined && { authorization: `Bearer ${access}` }),
        ...(type !== undefined && { 'content-type': type }),
        ...Object.fromEntries(present(input.header).map(([name, value]) => [name, `${value}`])),
        ...more,
      },
      ...(body !== undefined && { body }),
    })
  }
  return {
    call: async (id, ...[given]: readonly (AnyInput | undefined)[]) => {
      const input = given ?? {}
      const timeout = AbortSignal.timeout(input.timeoutMs ?? timeoutMs)
      const signal = input.signal ? AbortSignal.any([input.signal, timeout]) : timeout
      const response = await request(id, input, signal)
      const { status, headers } = response
      const body = await readBody(response)
      if (status >= 400) throw failureOf(response, body)
      return { status, headers, body } as unknown as Answer<typeof id>
    },
    events: async function* (id, ...[given]: readonly (AnyInput | undefined)[]) {
      const input = given ?? {}
      const end = new AbortController()
      const late = setTimeout(
        () => end.abort(new DOMException('The stream did not begin in time', 'TimeoutError')),
        input.timeoutMs ?? timeoutMs,
      )
      const signal = input.signal ? AbortSignal.any([input.signal, end.signal]) : end.signal
      try {
        const response = await request(id, input, signal, {
          accept: 'text/event-stream',
          ...(input.lastEventId !== undefined && { 'last-event-id': input.lastEventId }),
        })
        if (!response.ok || response.body === null) throw failureOf(response, await readBody(response))
        clearTimeout(late)
        for await (const { event, data, id: seen } of serverSentEvents(response.body))
          yield { event, data: JSON.parse(data), id: seen } as unknown as StreamEvent<Streams[typeof id]>
      } finally {
        clearTimeout(late)
        end.abort()
      }
    },
  }
}
