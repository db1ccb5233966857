import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { beginCall, trickle } from '../call.js'
import type { Painting } from '../images/paint.js'
import { type Gallery, spoiltPicture } from '../images/pictures.js'
import type { SandboxState } from '../state.js'
import { openaiKey, sendMissingKey, sendOpenaiError, sendOpenaiFault, setOpenaiHeaders } from './errors.js'

interface ImagesRequest {
  model?: string
  prompt?: string
  size?: string
  n?: number
  response_format?: 'url' | 'b64_json'
  output_format?: 'png' | 'jpeg' | 'webp'
}

const sizes: Record<string, string[]> = {
  'gpt-image': ['auto', '1024x1024', '1536x1024', '1024x1536'],
  'dall-e-3': ['1024x1024', '1792x1024', '1024x1792'],
  'dall-e-2': ['256x256', '512x512', '1024x1024'],
}

/**
 * OpenAI's image generation: gpt-image models answer with the picture itself, dall-e with an address unless told
 * otherwise.
 */
export const registerOpenaiImages = (
  app: FastifyInstance,
  state: SandboxState,
  gallery: Gallery,
  addressOf: () => string,
): void => {
  app.post<{ Body: ImagesRequest }>('/openai/v1/images/generations', async (request, reply) => {
    const { model = 'dall-e-2', prompt = '', size, n = 1, response_format, output_format = 'png' } = request.body ?? {}
    const key = openaiKey(request)
    const call = await beginCall(state, 'images', request, reply, { key, query: String(prompt) })
    const fault = call.fault?.fault
    setOpenaiHeaders(reply, `req_${randomBytes(16).toString('hex')}`)
    if (!key) return sendMissingKey(reply)
    if (sendOpenaiFault(reply, call)) return reply
    if (fault === 'slow_loris') return trickle(reply, call, { 'content-type': 'application/json' }, '{"created": ')
    if (fault === 'nsfw')
      return sendOpenaiError(reply, 400, {
        message: 'Your request was rejected by the safety system.',
        type: 'image_generation_user_error',
        code: 'moderation_blocked',
      })
    const ofModel = sizes[model.startsWith('gpt-image') ? 'gpt-image' : model]
    const invalid =
      fault === 'invalid' || prompt === ''
        ? { message: "Missing required parameter: 'prompt'.", param: 'prompt' }
        : !ofModel
          ? { message: `Invalid value: '${model}'.`, param: 'model' }
          : size !== undefined && !ofModel.includes(size)
            ? { message: `Invalid value: '${size}'. Supported values are: ${ofModel.join(', ')}.`, param: 'size' }
            : !(Number.isInteger(n) && n >= 1 && n <= 10)
              ? { message: 'n must be between 1 and 10', param: 'n' }
              : model.startsWith('gpt-image') && response_format !== undefined
                ? { message: "Unknown parameter: 'response_format'.", param: 'response_format' }
                : undefined
    if (invalid)
      return sendOpenaiError(reply, 400, { ...invalid, type: 'invalid_request_error', code: 'invalid_value' })

    // `auto` is left to the model, which likes squares.
    const [width, height] = /^\d+x\d+$/.test(size ?? '')
      ? (size!.split('x').map(Number) as [number, number])
      : [1_024, 1_024]
    const isDallE = model.startsWith('dall-e')
    const asUrl = isDallE && response_format !== 'b64_json'
    const data = await Promise.all(
      Array.from({ length: n }, async (_, variant) => {
        const painting: Painting = {
          prompt,
          width,
          height,
          format: isDallE ? 'png' : output_format,
          quality: 90,
          variant,
        }
        if (!asUrl) return { b64_json: (await spoiltPicture(painting, fault)).toString('base64') }
        if (fault === 'private_url') return { url: 'http://10.0.0.1/openai/images/1' }
        return { url: `${addressOf()}/openai/images/${gallery.hang(painting, fault === 'delay' ? undefined : fault)}` }
      }),
    )
    await call.latency(state.latency.images_ms)
    return {
      created: Math.floor(Date.now() / 1_000),
      ...(isDallE ? {} : { background: 'opaque', output_format, quality: 'medium', size: `${width}x${height}` }),
      data,
      ...(isDallE
        ? {}
        : {
            usage: {
              input_tokens: 40,
              input_tokens_details: { image_tokens: 0, text_tokens: 40 },
              output_tokens: 1_056,
              total_tokens: 1_096,
            },
          }),
    }
  })
}
