import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Call } from '../call.js'

interface OpenaiError {
  message: string
  type: string
  param?: string | null
  code?: string | null
}

/** Answers in OpenAI's error shape. */
export const sendOpenaiError = (
  reply: FastifyReply,
  status: number,
  { message, type, param = null, code = null }: OpenaiError,
) => reply.code(status).send({ error: { message, type, param, code } })

/** The bearer's key, or undefined after a 401 was sent. */
export const openaiKey = (request: FastifyRequest): string | null =>
  /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? null

export const sendMissingKey = (reply: FastifyReply) =>
  sendOpenaiError(reply, 401, {
    message:
      "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth.",
    type: 'invalid_request_error',
  })

export const setOpenaiHeaders = (reply: FastifyReply, requestId: string) =>
  reply.headers({
    'x-request-id': requestId,
    'openai-version': '2020-10-01',
    'openai-organization': 'mudig-sandbox',
    'x-ratelimit-limit-requests': '10000',
    'x-ratelimit-limit-tokens': '2000000',
    'x-ratelimit-remaining-requests': '9999',
    'x-ratelimit-remaining-tokens': '1998000',
    'x-ratelimit-reset-requests': '6ms',
    'x-ratelimit-reset-tokens': '60ms',
  })

/** The faults that chat and images share. @returns true when the call was answered with one */
export const sendOpenaiFault = (reply: FastifyReply, { fault }: Call): boolean => {
  const seconds = fault?.retry_after_seconds ?? 1
  switch (fault?.fault) {
    case 'rate_limit':
      reply.headers({
        'retry-after': String(Math.ceil(seconds)),
        'retry-after-ms': String(Math.round(seconds * 1_000)),
        'x-ratelimit-remaining-requests': '0',
        'x-ratelimit-reset-requests': `${seconds}s`,
      })
      sendOpenaiError(reply, 429, {
        message: `Rate limit reached for requests. Please try again in ${seconds}s.`,
        type: 'requests',
        code: 'rate_limit_exceeded',
      })
      return true
    case 'insufficient_quota':
      sendOpenaiError(reply, 429, {
        message: 'You exceeded your current quota, please check your plan and billing details.',
        type: 'insufficient_quota',
        code: 'insufficient_quota',
      })
      return true
    case '500':
      sendOpenaiError(reply, 500, {
        message: 'The server had an error while processing your request. Sorry about that!',
        type: 'server_error',
      })
      return true
    default:
      return false
  }
}
