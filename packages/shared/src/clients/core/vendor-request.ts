import { Agent, type Dispatcher, errors, request } from 'undici'
import { RetryableError } from '../../core/errors.js'
import { traced } from '../../core/tracing.js'

/** Connections to vendors are shared and kept; a vendor whose name moves is looked up again when they idle out. */
const agent = new Agent({
  connect: { timeout: 5_000 },
  keepAliveTimeout: 10_000,
  // As many as jobs that may call one vendor at once: whoever finds none free would wait for somebody's painting.
  connections: 128,
})

export interface VendorRequest {
  readonly url: URL
  readonly method: 'GET' | 'POST'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
  /** From the call to the last byte of the answer. */
  readonly timeoutMs: number
  readonly maxBytes: number
  readonly signal: AbortSignal
  /** Prefix of the codes `…_timeout`, `…_unavailable` and `…_malformed`. */
  readonly codePrefix: string
  /** Makes JSON of what a vendor sends in its place. */
  readonly repair?: (text: string) => string
}

export interface VendorAnswer {
  readonly status: number
  readonly headers: { get(name: string): string | null }
  /** Parsed JSON; undefined where an answer that is not 2xx holds none. */
  readonly body: unknown
}

/**
 * One bounded JSON call: in time, in bytes, without redirects, without retries. Any status is an answer; sorting it is
 * the client's own business.
 *
 * @throws RetryableError when no usable answer came
 * @throws the signal's reason when the caller aborted
 */
export const callVendor = (call: VendorRequest): Promise<VendorAnswer> =>
  // Its path and query may hold keys and ids.
  traced('http', { 'server.address': call.url.host, 'http.request.method': call.method }, () => send(call))

const send = async (call: VendorRequest): Promise<VendorAnswer> => {
  const { url, method, headers, body, timeoutMs, maxBytes, signal, codePrefix, repair = asItIs } = call
  signal.throwIfAborted()
  const timeout = AbortSignal.timeout(timeoutMs)
  try {
    const answer = await request(url, {
      dispatcher: agent,
      method,
      headers: {
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? null : JSON.stringify(body),
      signal: AbortSignal.any([signal, timeout]),
    })
    const text = (await readBounded(answer.body, maxBytes, `${codePrefix}_malformed`)).toString('utf8')
    const ok = answer.statusCode >= 200 && answer.statusCode < 300
    return {
      status: answer.statusCode,
      headers: headersOf(answer),
      body: parse(repair(text), ok, `${codePrefix}_malformed`),
    }
  } catch (error) {
    if (signal.aborted) throw signal.reason
    if (error instanceof RetryableError) throw error
    if (timeout.aborted || error instanceof errors.ConnectTimeoutError) {
      throw new RetryableError(`${codePrefix}_timeout`, `the vendor did not answer within ${timeoutMs} ms`)
    }
    throw new RetryableError(`${codePrefix}_unavailable`, 'the vendor could not be reached or closed the connection', {
      cause: error,
    })
  }
}

const asItIs = (text: string) => text

/** Reads a body up to `maxBytes` and no further. */
export const readBounded = async (
  body: Dispatcher.ResponseData['body'],
  maxBytes: number,
  code: string,
): Promise<Buffer> => {
  const pieces: Buffer[] = []
  let bytes = 0
  for await (const piece of body as AsyncIterable<Buffer>) {
    bytes += piece.byteLength
    if (bytes > maxBytes) throw new RetryableError(code, `the answer is larger than ${maxBytes} bytes`)
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}

const headersOf = ({ headers }: Dispatcher.ResponseData) => ({
  get: (name: string) => {
    const value = headers[name]
    return (Array.isArray(value) ? value[0] : value) ?? null
  },
})

const parse = (text: string, required: boolean, code: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    if (required) throw new RetryableError(code, 'the answer is not JSON')
    return undefined
  }
}
