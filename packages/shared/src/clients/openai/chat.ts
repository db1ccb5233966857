import OpenAI, { APIConnectionError, APIConnectionTimeoutError, APIError } from 'openai'
import type { ChatCompletionChunk, ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions'
import { JobError, PermanentError, RateLimitedError, RetryableError } from '../../core/errors.js'
import { type CallLog, logCall } from '../core/call-log.js'
import { retryAt } from '../core/retry-after.js'
import { createWatchdog } from '../core/watchdog.js'
import { createStreamedDocument, type StreamedDocument, type StreamedValue } from './streamed-document.js'

export type { StreamedValue } from './streamed-document.js'

/**
 * The vendor's cheapest current chat model with structured outputs, read on 2026-11-20: $0.10 in and $0.50 out per
 * million tokens (https://developers.openai.com/api/docs/models/gpt-6-luna). gpt-5-nano lists lower ($0.05, $0.40) but
 * leaves the API on 2026-12-11 (https://developers.openai.com/api/docs/deprecations).
 */
export const defaultChatModel = 'gpt-6-luna'

/**
 * A token comes in some 300 bytes of envelope, an answer in 300 KB; anything near this is a runaway or hostile server.
 */
const maxBytes = 2 * 1024 * 1024
/** `insufficient_quota` ends when somebody pays, so asking more often than this only adds noise. */
const quotaPauseMs = 5 * 60_000
const rateLimitPauseMs = 10_000
/**
 * Reading on to the end of the stream keeps the connection for the next call, but an answer that is complete waits no
 * longer.
 */
const drainMs = 1_000

export interface ChatOptions {
  /** Up to and including the version, such as `https://api.openai.com/v1`, or that of a compatible server. */
  readonly baseUrl: string
  readonly apiKey: string
  readonly model: string
  /** From the request to the headers of the answer. */
  readonly headersTimeoutMs: number
  /** The longest silence between two pieces of the stream; a reasoning model thinks before its first one. */
  readonly idleTimeoutMs: number
  readonly maxOutputTokens: number
  /** Only reasoning models accept it. The default model runs with `none`: the schema leaves little to think about. */
  readonly reasoningEffort?: 'none' | 'minimal' | 'low' | 'medium' | 'high'
  readonly log?: CallLog
}

export interface ObjectRequest {
  /** What we want; the only text that is obeyed. */
  readonly instructions: string
  /** The listener's words: data, sent as the user's message. */
  readonly input: string
  /** A strict JSON schema: every object closed, every property required. */
  readonly schema: {
    readonly name: string
    readonly schema: Readonly<Record<string, unknown>>
  }
  /** JSON paths such as `$.title` and `$.songs.*`, none of which contains another one's values. */
  readonly paths: readonly string[]
  /** Bounds the whole call; its reason is rethrown. */
  readonly signal: AbortSignal
  readonly requestId: string
}

export interface Chat {
  /**
   * One streamed completion. Yields each value that `paths` names the moment it is complete, in document order, and
   * ends normally only when the vendor said `stop` and the whole document was parsed: whoever stores values as they
   * come must be ready to discard them.
   *
   * @throws RateLimitedError `chat_rate_limited`, `chat_quota` (then no call of this client leaves the process for five
   * minutes)
   * @throws PermanentError `refused`, `chat_rejected`
   * @throws RetryableError `chat_too_long`, `chat_cut`, `chat_malformed`, `chat_unavailable`, `chat_timeout`
   */
  streamObject(request: ObjectRequest): AsyncGenerator<StreamedValue, void, undefined>
  /**
   * For who counts calls before they are made.
   * @throws RateLimitedError `chat_quota` while no call would leave the process
   */
  requireOpen(): void
}

/**
 * A client of OpenAI's chat completions (https://platform.openai.com/docs/api-reference/chat), or of a server that
 * speaks them.
 */
export const createChat = (options: ChatOptions): Chat => {
  const { model, headersTimeoutMs, idleTimeoutMs, maxOutputTokens, log } = options
  const reasoningEffort = options.reasoningEffort ?? (model === defaultChatModel ? 'none' : undefined)
  const client = new OpenAI({
    baseURL: options.baseUrl,
    apiKey: options.apiKey,
    // The surroundings of the process must not add headers to what our own configuration says.
    organization: null,
    project: null,
    // The job ledger owns retries; a second layer would multiply paid calls.
    maxRetries: 0,
    timeout: headersTimeoutMs,
    // The package would print pieces of the answer when it cannot parse them.
    logLevel: 'off',
    fetch: boundedFetch,
  })
  let quotaSpentUntil = 0

  const open = (request: ObjectRequest, signal: AbortSignal) => {
    const { instructions, input, schema, requestId } = request
    const body: ChatCompletionCreateParamsStreaming = {
      model,
      stream: true,
      messages: [
        { role: 'system', content: instructions },
        { role: 'user', content: input },
      ],
      max_completion_tokens: maxOutputTokens,
      response_format: {
        type: 'json_schema',
        json_schema: {
          name: schema.name,
          schema: { ...schema.schema },
          strict: true,
        },
      },
      ...(reasoningEffort === undefined ? {} : { reasoning_effort: reasoningEffort }),
    }
    return client.chat.completions
      .create(body, { signal, headers: { 'X-Client-Request-Id': requestId } })
      .withResponse()
  }

  async function* read(
    request: ObjectRequest,
    call: { status: number | undefined },
  ): AsyncGenerator<StreamedValue, void, undefined> {
    const { paths, signal } = request
    const watchdog = createWatchdog()
    const document = createStreamedDocument(paths)
    let controller: AbortController | undefined
    let finished = false
    try {
      // The package's own timeout ends with the headers; the body of an error could still trickle in for ever.
      const { data, response } = await watchdog.within(headersTimeoutMs + idleTimeoutMs, () =>
        open(request, AbortSignal.any([signal, watchdog.signal])),
      )
      controller = data.controller
      call.status = response.status
      const chunks = data[Symbol.asyncIterator]()
      for (;;) {
        const next = await watchdog.within(finished ? drainMs : idleTimeoutMs, () => chunks.next())
        if (next.done) break
        if (finished) continue
        finished = take(next.value, document)
        yield* document.completed()
      }
    } catch (error) {
      if (error instanceof APIError) call.status ??= error.status
      // A complete answer is no worse for a connection that ended badly behind it.
      if (!finished) {
        if (signal.aborted) throw signal.reason
        if (error instanceof JobError) throw error
        throw watchdog.signal.aborted ? tooSlow(error) : sortFailure(error)
      }
    } finally {
      controller?.abort()
    }
    // Aborting in mid-stream ends the package's loop without an error.
    if (!finished) {
      if (signal.aborted) throw signal.reason
      throw watchdog.signal.aborted
        ? tooSlow()
        : new RetryableError('chat_cut', 'the answer ended before it was complete')
    }
    document.end()
    yield* document.completed()
  }

  const requireOpen = () => {
    if (Date.now() < quotaSpentUntil) throw quotaSpent(new Date(quotaSpentUntil))
  }

  async function* streamObject(request: ObjectRequest): AsyncGenerator<StreamedValue, void, undefined> {
    const { signal, requestId } = request
    signal.throwIfAborted()
    requireOpen()
    const startedAt = performance.now()
    const call: { status: number | undefined } = { status: undefined }
    let outcome = 'abandoned'
    try {
      yield* read(request, call)
      outcome = 'ok'
    } catch (error) {
      if (error instanceof RateLimitedError && error.code === 'chat_quota') quotaSpentUntil = error.until.getTime()
      outcome = error instanceof JobError ? error.code : 'aborted'
      throw error
    } finally {
      logCall(log, {
        vendor: 'openai.chat',
        requestId,
        startedAt,
        status: call.status,
        outcome,
      })
    }
  }

  return { streamObject, requireOpen }
}

/** Feeds one piece of the stream to the document and says whether it was the last one that matters. */
const take = (chunk: ChatCompletionChunk, document: StreamedDocument): boolean => {
  // A compatible server may send what the types rule out, and the usage piece has no choice.
  const choice = chunk.choices?.[0]
  if (choice?.delta?.refusal) throw refused()
  if (typeof choice?.delta?.content === 'string') document.write(choice.delta.content)
  switch (choice?.finish_reason ?? undefined) {
    case undefined:
      return false
    case 'stop':
      return true
    case 'length':
      throw new RetryableError('chat_too_long', 'the answer reached the limit of output tokens before it was complete')
    case 'content_filter':
      throw refused()
    default:
      throw new RetryableError('chat_malformed', 'unexpected finish_reason')
  }
}

const refused = () => new PermanentError('refused', 'the model refused to answer these words')

const tooSlow = (cause?: unknown) => new RetryableError('chat_timeout', 'the answer stopped arriving', { cause })

const quotaSpent = (until: Date) =>
  new RateLimitedError('chat_quota', "the chat vendor's quota is spent or its account is not active", until)

const quotaCodes: ReadonlySet<string> = new Set([
  'insufficient_quota',
  'billing_hard_limit_reached',
  'billing_not_active',
])

/** The vendor's text stays out of the messages and causes: it can quote the request, and for a wrong key the key. */
const sortFailure = (error: unknown): JobError => {
  if (error instanceof APIConnectionTimeoutError)
    return new RetryableError('chat_timeout', 'the chat vendor did not answer in time')
  if (error instanceof APIConnectionError) {
    return new RetryableError('chat_unavailable', 'the chat vendor could not be reached', { cause: error.cause })
  }
  if (error instanceof APIError) {
    const { status, code, type, headers } = error
    if (quotaCodes.has(code ?? '') || quotaCodes.has(type ?? '')) return quotaSpent(new Date(Date.now() + quotaPauseMs))
    if (status === 429 || code === 'rate_limit_exceeded') {
      const until = retryAt(headers ?? new Headers(), rateLimitPauseMs)
      return new RateLimitedError('chat_rate_limited', 'the chat vendor asks us to slow down', until)
    }
    if (code === 'content_filter' || code === 'content_policy_violation') return refused()
    if (status === undefined || status >= 500 || status === 408 || status === 409) {
      return new RetryableError(
        'chat_unavailable',
        `the chat vendor failed${status === undefined ? ' during the answer' : ` with ${status}`}`,
      )
    }
    return new PermanentError('chat_rejected', `the chat vendor rejected the call with ${status}`)
  }
  if (error instanceof SyntaxError)
    return new RetryableError('chat_malformed', 'the stream holds an event that is not JSON')
  // A dropped socket is a plain `TypeError: terminated`.
  return new RetryableError('chat_cut', 'the connection was lost during the answer', {
    cause: error,
  })
}

/**
 * Bounds what is read of any answer, an error's body included, and sends the key nowhere else. The signal ends the
 * bounded stream itself: fetch knows only its own Response, which nobody holds any longer, and once that is collected
 * an abort reaches nobody (undici 6 keeps a WeakRef of it).
 */
const boundedFetch: typeof fetch = async (input, init) => {
  const response = await fetch(input, { ...init, redirect: 'error' })
  if (!response.body) return response
  let bytes = 0
  const signal = init?.signal
  const counted = new TransformStream<Uint8Array, Uint8Array>({
    start: controller => signal?.addEventListener('abort', () => controller.error(signal.reason), { once: true }),
    transform: (piece, controller) => {
      bytes += piece.byteLength
      if (bytes > maxBytes)
        controller.error(new RetryableError('chat_malformed', 'the answer is larger than the limit'))
      else controller.enqueue(piece)
    },
  })
  return new Response(response.body.pipeThrough(counted), response)
}
