import { randomInt, randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { hash32 } from '../../catalogue/random.js'
import { beginCall, trickle } from '../call.js'
import type { Painting } from '../images/paint.js'
import { type Gallery, spoiltPicture } from '../images/pictures.js'
import type { SandboxState } from '../state.js'

interface T2iRequest {
  version?: 'v2.0' | 'v2.1'
  prompt?: string
  negative_prompt?: string
  width?: number
  height?: number
  samples?: number
  image_format?: 'webp' | 'png' | 'jpeg'
  image_quality?: number
  return_type?: 'url' | 'base64_string'
  seed?: number[]
  nsfw_checker?: boolean
}

const promptLimit = 2_048
/** What a painting may take here on a busy machine. */
const paintingTimeMs = 1_000
const modelVersions = { 'v2.0': '2.0.4.0', 'v2.1': '2.1.0.0' }
const largestSide = { 'v2.0': 640, 'v2.1': 1_280 }

const sendKarloError = (reply: FastifyReply, status: number, code: number, msg: string) =>
  reply.code(status).send({ code, msg })

/**
 * What the vendor would refuse in a request, undefined when nothing. Source: Kakao's REST API documentation of Karlo
 * 2.1.
 */
const complaintOf = ({
  version = 'v2.1',
  prompt,
  negative_prompt = '',
  width,
  height,
  samples = 1,
  image_format,
  return_type,
  image_quality,
}: T2iRequest) => {
  if (typeof prompt !== 'string' || prompt === '') return 'prompt is required'
  if (prompt.length > promptLimit || negative_prompt.length > promptLimit)
    return `prompt must be at most ${promptLimit} characters`
  if (!(version in modelVersions)) return 'version must be one of v2.1, v2.0'
  for (const [name, side] of Object.entries({ width, height }))
    if (
      side !== undefined &&
      !(Number.isInteger(side) && side % 8 === 0 && side >= 384 && side <= largestSide[version])
    )
      return `${name} must be a multiple of 8 between 384 and ${largestSide[version]}`
  if (!(Number.isInteger(samples) && samples >= 1 && samples <= 8)) return 'samples must be between 1 and 8'
  if (image_format !== undefined && !['webp', 'png', 'jpeg'].includes(image_format))
    return 'image_format must be one of webp, jpeg, png'
  if (return_type !== undefined && !['url', 'base64_string'].includes(return_type))
    return 'return_type must be one of url, base64_string'
  if (image_quality !== undefined && !(image_quality >= 1 && image_quality <= 100))
    return 'image_quality must be between 1 and 100'
  return undefined
}

/**
 * Kakao Karlo's text to image. Faults of pictures (broken, bomb, …) reach the download, or the base64 text where that
 * was asked for.
 */
export const registerKarlo = (
  app: FastifyInstance,
  state: SandboxState,
  gallery: Gallery,
  addressOf: () => string,
): void => {
  app.post<{ Body: T2iRequest }>('/karlo/v2/inference/karlo/t2i', async (request, reply) => {
    const body = request.body ?? {}
    const key = /^KakaoAK (\S+)$/.exec(request.headers.authorization ?? '')?.[1] ?? null
    const call = await beginCall(state, 'karlo', request, reply, { key, query: String(body.prompt ?? '') })
    const fault = call.fault?.fault
    if (!key) return sendKarloError(reply, 401, -401, 'wrong appKey(null) format')
    if (fault === '500') return sendKarloError(reply, 500, -1, 'Internal server error')
    if (fault === 'invalid') return sendKarloError(reply, 400, -2, 'invalid parameter: prompt')
    if (fault === 'rate_limit') {
      reply.header('retry-after', String(Math.ceil(call.fault?.retry_after_seconds ?? 1)))
      return sendKarloError(reply, 429, -10, 'API limit has been exceeded.')
    }
    if (fault === 'slow_loris') return trickle(reply, call, { 'content-type': 'application/json' }, '{"id": "')
    const complaint = complaintOf(body)
    if (complaint) return sendKarloError(reply, 400, -2, complaint)
    const {
      version = 'v2.1',
      width = 1_024,
      height = 1_024,
      samples = 1,
      image_format: format = 'webp',
      return_type = 'url',
      seed = [],
    } = body
    const prompt = body.prompt!
    if (!state.spendKarlo(samples)) return sendKarloError(reply, 429, -10, 'API limit has been exceeded.')

    const quality = body.image_quality ?? 70
    const images = await Promise.all(
      Array.from({ length: samples }, async (_, i) => {
        const painting: Painting = {
          prompt,
          width: Math.min(width, largestSide[version]),
          height: Math.min(height, largestSide[version]),
          format,
          quality,
          variant: i,
        }
        const id = randomUUID()
        const nsfw = fault === 'nsfw'
        const imageOf = async () => {
          if (return_type === 'base64_string') return (await spoiltPicture(painting, fault)).toString('base64')
          if (fault === 'private_url') return `http://10.0.0.1/karlo/images/${id}`
          const hung = gallery.hang(painting, fault === 'delay' ? undefined : fault)
          if (!fault && state.latency.karlo_ms >= paintingTimeMs) gallery.paintAhead(hung)
          return `${addressOf()}/karlo/images/${hung}`
        }
        const image = await imageOf()
        return {
          id,
          image,
          seed: seed[i] ?? (hash32(prompt) + i) % 4_294_967_295,
          nsfw_content_detected: nsfw,
          nsfw_score: nsfw ? 0.93 : randomInt(1, 90) / 1_000,
        }
      }),
    )
    await call.latency(state.latency.karlo_ms)
    return { id: randomUUID(), model_version: modelVersions[version], images }
  })
}
