import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { JobError, PermanentError, RateLimitedError, RetryableError } from '../../core/errors.js'
import { type CallLog, logCall } from '../core/call-log.js'
import { retryAt } from '../core/retry-after.js'
import { callVendor, type VendorAnswer } from '../core/vendor-request.js'

/**
 * The vendor's cheapest model, which understands many languages and may be asked for shorter vectors than its own
 * (https://platform.openai.com/docs/guides/embeddings).
 */
export const defaultEmbeddingModel = 'text-embedding-3-small'
/** A sixth of that model's own, and so of its space and time; what that loses has not been measured. */
export const defaultDimensions = 256

/** The vendor takes 2,048 texts and 300,000 tokens a call; so many of ours of 2,000 characters stay below. */
export const mostTextsPerCall = 64
/** Of one text, in characters; the vendor takes 8,192 tokens, and Hangul may take two a character. */
export const mostCharacters = 3_000

/** A number takes some 20 bytes: 64 vectors of 4,096 stay well below. */
const maxBytes = 16 * 1024 * 1024
const rateLimitPauseMs = 10_000
/** Ends when somebody pays, so asking more often than this only adds noise. */
const quotaPauseMs = 5 * 60_000

export interface EmbeddingsOptions {
  /** Such as `https://api.openai.com/v1`, or that of a compatible server. */
  readonly baseUrl: string
  readonly apiKey: string
  readonly model: string
  /** How many numbers a vector has. */
  readonly dimensions: number
  readonly timeoutMs: number
  readonly log?: CallLog
}

export interface EmbeddingsRequest {
  /** 1 to `mostTextsPerCall`, none of them empty. */
  readonly texts: readonly string[]
  readonly signal: AbortSignal
  readonly requestId: string
}

export interface Embeddings {
  readonly model: string
  readonly dimensions: number
  /**
   * One call for all of the texts, which is paid whole.
   * @returns a vector of length 1 for each, in their order
   *
   * @throws RateLimitedError `embedding_rate_limited`, `embedding_quota` (then no call of this client leaves the process
   * for five minutes)
   * @throws PermanentError `embedding_key`, `embedding_rejected`, which may be the fault of one of the texts, and
   * `embedding_dimensions` where the server answers with vectors of another length
   * @throws RetryableError `embedding_unavailable`, `embedding_timeout`, `embedding_malformed`
   */
  embed(request: EmbeddingsRequest): Promise<number[][]>
}

const Answer = Type.Object({
  data: Type.Array(Type.Object({ index: Type.Integer({ minimum: 0 }), embedding: Type.Array(Type.Number()) })),
})

const Failure = Type.Object({
  error: Type.Object({
    code: Type.Optional(Type.Union([Type.String(), Type.Number(), Type.Null()])),
    type: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  }),
})

/** A client of `POST /embeddings` (https://platform.openai.com/docs/api-reference/embeddings). */
export const createEmbeddings = (options: EmbeddingsOptions): Embeddings => {
  const { apiKey, model, dimensions, timeoutMs, log } = options
  const url = new URL(`${options.baseUrl.replace(/\/$/, '')}/embeddings`)
  let quotaSpentUntil = 0

  const embed = async ({ texts, signal, requestId }: EmbeddingsRequest): Promise<number[][]> => {
    if (Date.now() < quotaSpentUntil) throw quotaSpent(new Date(quotaSpentUntil))
    const startedAt = performance.now()
    let status: number | undefined
    let outcome = 'aborted'
    try {
      const answer = await callVendor({
        url,
        method: 'POST',
        headers: { authorization: `Bearer ${apiKey}`, 'x-client-request-id': requestId },
        body: {
          model,
          input: texts.map(text => text.slice(0, mostCharacters)),
          encoding_format: 'float',
          // Only the third generation can be asked; other models have the length that they have.
          ...(model.startsWith('text-embedding-3') && { dimensions }),
        },
        timeoutMs,
        maxBytes,
        signal,
        codePrefix: 'embedding',
      })
      status = answer.status
      if (status !== 200) throw sortFailure(answer)
      const vectors = vectorsOf(answer.body, texts.length, dimensions)
      outcome = 'ok'
      return vectors
    } catch (error) {
      if (error instanceof RateLimitedError && error.code === 'embedding_quota') quotaSpentUntil = error.until.getTime()
      if (error instanceof JobError) outcome = error.code
      throw error
    } finally {
      logCall(log, { vendor: 'openai.embeddings', requestId, startedAt, status, outcome })
    }
  }

  return { model, dimensions, embed }
}

/** In the order of the texts, whatever the order of the answer. */
const vectorsOf = (body: unknown, texts: number, dimensions: number): number[][] => {
  if (!Value.Check(Answer, body) || body.data.length !== texts) throw malformed()
  const vectors: number[][] = []
  for (const { index, embedding } of body.data) {
    if (embedding.length !== dimensions)
      throw new PermanentError(
        'embedding_dimensions',
        `the server answers with vectors of ${embedding.length} numbers instead of ${dimensions}`,
      )
    vectors[index] = toLengthOne(embedding)
  }
  for (let n = 0; n < texts; n++) if (!vectors[n]) throw malformed()
  return vectors
}

const malformed = () => new RetryableError('embedding_malformed', 'the answer does not have the documented shape')

/** Likeness is then the sum of products. Compatible servers do not all answer with such vectors. */
const toLengthOne = (vector: readonly number[]): number[] => {
  let sum = 0
  for (const x of vector) sum += x * x
  const length = Math.sqrt(sum)
  if (!(length > 0 && Number.isFinite(length))) throw malformed()
  // As `real` keeps them.
  return vector.map(x => Math.fround(x / length))
}

const quotaCodes: ReadonlySet<string> = new Set([
  'insufficient_quota',
  'billing_hard_limit_reached',
  'billing_not_active',
])

const quotaSpent = (until: Date) =>
  new RateLimitedError('embedding_quota', "the embedding vendor's quota is spent or its account is not active", until)

const sortFailure = ({ status, headers, body }: VendorAnswer): JobError => {
  const { code, type } = Value.Check(Failure, body) ? body.error : {}
  if (quotaCodes.has(`${code ?? ''}`) || quotaCodes.has(type ?? ''))
    return quotaSpent(new Date(Date.now() + quotaPauseMs))
  if (status === 429) {
    return new RateLimitedError(
      'embedding_rate_limited',
      'the embedding vendor asks us to slow down',
      retryAt(headers, rateLimitPauseMs),
    )
  }
  if (status === 401 || status === 403)
    return new PermanentError('embedding_key', `the embedding vendor does not accept the key (${status})`)
  if (status >= 500 || status === 408 || status === 409)
    return new RetryableError('embedding_unavailable', `the embedding vendor failed with ${status}`)
  return new PermanentError('embedding_rejected', `the embedding vendor rejected the call with ${status}`)
}
