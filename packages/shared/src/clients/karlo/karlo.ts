import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { JobError, PermanentError, RateLimitedError, RetryableError } from '../../core/errors.js'
import { type CallLog, logCall } from '../core/call-log.js'
import type { Download } from '../core/download.js'
import { cutTo, decodeBase64, type Painter } from '../core/painter.js'
import { retryAt } from '../core/retry-after.js'
import { callVendor, type VendorAnswer } from '../core/vendor-request.js'

/** Characters; the documentation bounds prompt and negative prompt alike. */
const maxPromptLength = 2_048
/** Version 2.1 paints up to 1280 pixels a side, in steps of 8. */
const side = 1_024
/** Room for one picture in base64. */
const maxBytes = 30 * 1024 * 1024
const rateLimitPauseMs = 60_000

export interface KarloOptions {
  /** Such as `https://api.kakaobrain.com`. */
  readonly baseUrl: string
  /** The application's REST API key. */
  readonly apiKey: string
  readonly timeoutMs: number
  /** Fetches the picture where the vendor answers with its address. */
  readonly download: Download
  readonly log?: CallLog
}

const Painted = Type.Object({
  images: Type.Array(
    Type.Object({
      /** An address that lives for ten minutes, or base64. */
      image: Type.String({ minLength: 1 }),
      nsfw_content_detected: Type.Optional(Type.Union([Type.Boolean(), Type.Null()])),
    }),
    { minItems: 1, maxItems: 8 },
  ),
})

/** Kakao's REST errors carry a number and a text; the number alone is stable. */
const Failure = Type.Object({
  code: Type.Optional(Type.Number()),
  msg: Type.Optional(Type.String()),
  message: Type.Optional(Type.String()),
})

/** A client of Karlo, `POST /v2/inference/karlo/t2i` (https://developers.kakao.com/docs/latest/ko/karlo/rest-api). */
export const createKarlo = ({ baseUrl, apiKey, timeoutMs, download, log }: KarloOptions): Painter => {
  const url = new URL(`${baseUrl.replace(/\/$/, '')}/v2/inference/karlo/t2i`)

  return {
    name: 'karlo',
    paint: async ({ prompt, negativePrompt, signal, requestId }) => {
      const startedAt = performance.now()
      let status: number | undefined
      let outcome = 'aborted'
      try {
        const answer = await callVendor({
          url,
          method: 'POST',
          headers: { authorization: `KakaoAK ${apiKey}`, 'x-client-request-id': requestId },
          body: {
            version: 'v2.1',
            prompt: cutTo(prompt, maxPromptLength),
            negative_prompt: cutTo(negativePrompt, maxPromptLength),
            width: side,
            height: side,
            samples: 1,
            // It is encoded anew in any case, and WebP takes four times as long to decode.
            image_format: 'jpeg',
            image_quality: 90,
            return_type: 'url',
            nsfw_checker: true,
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
        const [painted] = answer.body.images
        if (painted?.nsfw_content_detected)
          throw new PermanentError('image_refused', 'Karlo marks its own picture as unfit to be shown')
        const picture = await pictureOf(painted?.image ?? '', url => download(url, { signal }))
        outcome = 'ok'
        return picture
      } catch (error) {
        if (error instanceof JobError) outcome = error.code
        throw error
      } finally {
        logCall(log, { vendor: 'karlo.t2i', requestId, startedAt, status, outcome })
      }
    },
  }
}

/** `return_type` was not in every version of the documentation, so both answers are taken whatever was asked for. */
const pictureOf = async (image: string, download: (url: string) => Promise<Buffer>): Promise<Buffer> => {
  if (/^https?:\/\//.test(image)) return download(image)
  const picture = decodeBase64(image)
  if (!picture) throw new RetryableError('image_malformed', 'the picture is neither an address nor base64')
  return picture
}

const sortFailure = ({ status, headers, body }: VendorAnswer): JobError => {
  const { code, msg, message } = Value.Check(Failure, body) ? body : {}
  // -10 is Kakao's "API limit has been exceeded", which it has answered with 400 and 429.
  if (status === 429 || code === -10) {
    return new RateLimitedError('image_rate_limited', 'Karlo asks us to slow down', retryAt(headers, rateLimitPauseMs))
  }
  if (status === 400 && /nsfw|prohibited|forbidden word|safety/i.test(`${msg ?? ''} ${message ?? ''}`)) {
    return new PermanentError('image_refused', 'Karlo refuses the prompt')
  }
  if (status === 401 || status === 403)
    return new PermanentError('image_key', `Karlo does not accept the key (${status})`)
  if (status >= 500 || status === 408) return new RetryableError('image_unavailable', `Karlo failed with ${status}`)
  return new PermanentError('image_rejected', `Karlo rejected the call with ${status}`)
}
