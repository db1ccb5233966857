import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { JobError, PermanentError, RateLimitedError, RetryableError } from '../../core/errors.js'
import { type CallLog, logCall } from '../core/call-log.js'
import type { Download } from '../core/download.js'
import { cutTo, decodeBase64, type Painter } from '../core/painter.js'
import { retryAt } from '../core/retry-after.js'
import { callVendor, type VendorAnswer } from '../core/vendor-request.js'

/**
 * The vendor's cheapest image model that stays, read on 2026-11-20: in quality `low` a 1024x1024 picture is some 200
 * output tokens of $30 per million, $0.006 (https://developers.openai.com/api/docs/models/gpt-image-2.5-flare).
 * gpt-image-1-mini leaves the API on 2026-12-01 (https://developers.openai.com/api/docs/deprecations).
 */
export const defaultImageModel = 'gpt-image-2.5-flare'

/** Well under the 32,000 characters of the documentation: ours are one paragraph. */
const maxPromptLength = 4_000
const maxBytes = 30 * 1024 * 1024
const rateLimitPauseMs = 60_000
const quotaPauseMs = 5 * 60_000

export interface OpenaiImagesOptions {
  /** Such as `https://api.openai.com/v1`, or that of a compatible server. */
  readonly baseUrl: string
  readonly apiKey: string
  readonly model: string
  readonly timeoutMs: number
  /** Compatible servers and older models answer with an address. */
  readonly download: Download
  readonly log?: CallLog
}

const Painted = Type.Object({
  data: Type.Array(
    Type.Object({
      b64_json: Type.Optional(Type.Union([Type.String(), Type.Null()])),
      url: Type.Optional(Type.Union([Type.String(), Type.Null()])),
    }),
    { minItems: 1, maxItems: 10 },
  ),
})

const Failure = Type.Object({
  error: Type.Object({
    code: Type.Optional(Type.Union([Type.String(), Type.Number(), Type.Null()])),
    type: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  }),
})

/**
 * A client of OpenAI Images, `POST /images/generations` (https://platform.openai.com/docs/api-reference/images/create).
 */
export const createOpenaiImages = ({
  baseUrl,
  apiKey,
  model,
  timeoutMs,
  download,
  log,
}: OpenaiImagesOptions): Painter => {
  const url = new URL(`${baseUrl.replace(/\/$/, '')}/images/generations`)

  return {
    name: 'openai',
    paint: async ({ prompt, negativePrompt, signal, requestId }) => {
      const startedAt = performance.now()
      let status: number | undefined
      let outcome = 'aborted'
      try {
        // This vendor has no field for what to leave out.
        const whole = negativePrompt === '' ? prompt : `${prompt}\nAvoid: ${negativePrompt}`
        const answer = await callVendor({
          url,
          method: 'POST',
          headers: { authorization: `Bearer ${apiKey}`, 'x-client-request-id': requestId },
          body: {
            model,
            prompt: cutTo(whole, maxPromptLength),
            n: 1,
            size: '1024x1024',
            // dall-e models know neither of these two. JPEG comes sooner than PNG and is decoded four times as fast as
            // WebP.
            ...(model.startsWith('gpt-image') ? { quality: 'low', output_format: 'jpeg' } : {}),
          },
          timeoutMs,
          maxBytes,
          signal,
          codePrefix: 'image',
        })
        status = answer.status
        if (status !== 200) throw sortFailure(answer)
        if (!Value.Check(Painted, answer.body))
          throw new RetryableError('image_malformed', 'the answer does not have the documented shape')
        const [painted] = answer.body.data
        const picture = painted?.url ? await download(painted.url, { signal }) : decodeBase64(painted?.b64_json ?? '')
        if (!picture) throw new RetryableError('image_malformed', 'the picture is neither an address nor base64')
        outcome = 'ok'
        return picture
      } catch (error) {
        if (error instanceof JobError) outcome = error.code
        throw error
      } finally {
        logCall(log, { vendor: 'openai.images', requestId, startedAt, status, outcome })
      }
    },
  }
}

const refusals: ReadonlySet<string> = new Set([
  'moderation_blocked',
  'content_policy_violation',
  'content_filter',
  'image_content_policy_violation',
])
const quotaCodes: ReadonlySet<string> = new Set([
  'insufficient_quota',
  'billing_hard_limit_reached',
  'billing_not_active',
])

const sortFailure = ({ status, headers, body }: VendorAnswer): JobError => {
  const { code, type } = Value.Check(Failure, body) ? body.error : {}
  const says = (codes: ReadonlySet<string>) => codes.has(`${code ?? ''}`) || codes.has(type ?? '')
  if (says(refusals)) return new PermanentError('image_refused', 'the image model refuses the prompt')
  if (says(quotaCodes)) {
    return new RateLimitedError(
      'image_quota',
      "the image vendor's quota is spent or its account is not active",
      new Date(Date.now() + quotaPauseMs),
    )
  }
  if (status === 429) {
    return new RateLimitedError(
      'image_rate_limited',
      'the image vendor asks us to slow down',
      retryAt(headers, rateLimitPauseMs),
    )
  }
  if (status === 401 || status === 403)
    return new PermanentError('image_key', `the image vendor does not accept the key (${status})`)
  if (status >= 500 || status === 408 || status === 409)
    return new RetryableError('image_unavailable', `the image vendor failed with ${status}`)
  return new PermanentError('image_rejected', `the image vendor rejected the call with ${status}`)
}
