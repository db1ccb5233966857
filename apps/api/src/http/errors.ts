import { randomUUID } from 'node:crypto'
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { HashingBusyError } from '@mudig/shared/accounts/hashing'
import { ApiError, type ApiErrorDeclaration } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import { preferredLanguage } from '@mudig/shared/core/language'
import type { ConnectionError, FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import plugin from 'fastify-plugin'
import { addGeneralErrors } from './declared-errors.js'
import { isOutage } from './outage.js'
import { noticePage, sendPage } from './page.js'
import { screenFailure, screenOf } from './screen.js'
import { seedCode } from './seed.js'
import { fromOwnPages } from './social.js'
import { type Detail, invalidFields } from './validation.js'
import { wantsPage } from './wants-page.js'

interface Failure {
  declaration: ApiErrorDeclaration
  details?: Detail[]
  retryAfterSeconds?: number
}

const isReading = (method: string) => method === 'GET' || method === 'HEAD'

const byStatus: Record<number, ApiErrorDeclaration> = {
  401: httpErrors.tokenInvalid,
  403: httpErrors.forbidden,
  404: httpErrors.notFound,
  413: httpErrors.bodyTooLarge,
  415: httpErrors.unsupportedMediaType,
  429: httpErrors.rateLimited,
}

const failureOf = (error: Partial<FastifyError>, language: 'ko' | 'en'): Failure => {
  if (error instanceof ApiError) {
    return {
      declaration: error.declaration,
      ...(error.faults && {
        details: error.faults.map(({ field, rule, [language]: message }) => ({ field, rule, message })),
      }),
      ...(error.retryAfterSeconds !== undefined && { retryAfterSeconds: error.retryAfterSeconds }),
    }
  }
  if (error.validation) {
    // A path that no row can have (an id out of range) names nothing.
    if (error.validationContext === 'params') return { declaration: httpErrors.notFound }
    return {
      declaration: httpErrors.invalidInput,
      details: invalidFields(error.validation, error.validationContext, language),
    }
  }
  // An address that cannot be decoded or is longer than any of ours names nothing either.
  if (error.code === 'FST_ERR_BAD_URL' || error.code === 'FST_ERR_MAX_PARAM_LENGTH')
    return { declaration: httpErrors.notFound }
  if (error instanceof HashingBusyError || isOutage(error))
    return { declaration: httpErrors.unavailable, retryAfterSeconds: 2 }
  const status = error.statusCode ?? 500
  if (status >= 400 && status < 500) return { declaration: byStatus[status] ?? httpErrors.malformedBody }
  return { declaration: httpErrors.internal }
}

/**
 * What an answer that was prepared says of its content, and of keeping it; nothing of it is true of the failure that
 * comes instead.
 */
const saidOfContent = [
  'accept-ranges',
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-length',
  'content-range',
  'content-type',
  'etag',
  'expires',
  'last-modified',
  'location',
  'preference-applied',
]

const forgetPrepared = (reply: FastifyReply): void => {
  for (const name of saidOfContent) {
    reply.removeHeader(name)
    // Where a stream was to be sent, and has not begun, they are there already.
    if (!reply.raw.headersSent) reply.raw.removeHeader(name)
  }
  reply.header('cache-control', 'no-store')
}

/** Turns whatever was thrown into the documented answer. The unknown is a bare 500, logged once with its cause. */
export const answerError = (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  const language = preferredLanguage(request.headers['accept-language'])
  const { declaration, details, retryAfterSeconds } = failureOf(error instanceof Error ? error : {}, language)
  // A declared failure was foreseen: the line of the request tells it.
  if (declaration.status >= 500 && !(error instanceof ApiError)) request.log.error({ err: error }, declaration.code)
  forgetPrepared(reply)
  if (retryAfterSeconds !== undefined) reply.header('retry-after', retryAfterSeconds)
  const [first] = details ?? []
  // An address that cannot be read has no route.
  const { seed, social, nonFieldErrors, screen = screenOf(request) } = request.routeOptions.config ?? {}
  reply.code(declaration.status)
  // Somebody who follows a link (the mailed one of a copy of their data, say), types an address or presses the button
  // of a page reads a sentence.
  const isForm = request.headers['content-type'] === 'application/x-www-form-urlencoded'
  if ((request.method === 'GET' || request.method === 'HEAD' || isForm) && wantsPage(request, reply)) {
    const said = { title: declaration[language], small: `${declaration.code} · ${request.id}` }
    return sendPage(reply, language, request.server.config, noticePage(language, request.server.config, said))
  }
  const sentence = first ? `${declaration[language]} (${first.field}: ${first.message})` : declaration[language]
  return reply
    .header('content-language', language)
    .type('application/json; charset=utf-8')
    .send({
      error: sentence,
      code: declaration.code,
      request_id: request.id,
      ...(details && { details }),
      ...(seed && { message: seedCode(seed, declaration.code, details) }),
      ...(social && { detail: declaration[language] }),
      ...(nonFieldErrors && { non_field_errors: [sentence] }),
      ...(screen && screenFailure(screen, { sentence, code: declaration.code, details })),
    })
}

/** By the codes of Node's parser. A method that it does not know is one that no route has. */
const unreadable: Record<string, ApiErrorDeclaration> = {
  HPE_HEADER_OVERFLOW: httpErrors.bodyTooLarge,
  HPE_INVALID_METHOD: httpErrors.notFound,
}

/** For what never became a request: broken HTTP, too many headers, a request that took too long to arrive. */
export const answerClientError = (error: ConnectionError, socket: Socket): void => {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const { status, code, ko } = unreadable[error.code] ?? httpErrors.malformedBody
  const body = JSON.stringify({ error: ko, code, request_id: randomUUID() })
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'connection: close',
    'content-type: application/json; charset=utf-8',
  ]
  socket.end(`${head.join('\r\n')}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
}

/** The only place where a failure becomes an answer, and where routes get the general failures into their schemas. */
export const errorAnswers = plugin(async app => {
  app.setErrorHandler((error, request, reply) => answerError(error, request, reply))
  app.setNotFoundHandler((request, reply) => answerError(new ApiError(httpErrors.notFound), request, reply))
  // Before a body is read: what is wrong with it does not matter where nothing takes it.
  app.addHook('onRequest', (request, _reply, done) => {
    done(request.is404 ? new ApiError(httpErrors.notFound) : undefined)
  })
  app.addHook('onRoute', route => {
    if (route.schema?.response === undefined) return
    const needsUser = [route.onRequest].flat().includes(app.requireUser)
    const changes = route.config?.changes === true || ![route.method].flat().some(isReading)
    const schema = { ...route.schema }
    schema.response = addGeneralErrors(
      { ...route.schema.response },
      {
        // What changes something is parsed, also where no body is wanted.
        takesBody: schema.body !== undefined || ![route.method].flat().some(isReading),
        needsUser,
        checksToken:
          needsUser ||
          (route.config?.screen !== undefined &&
            !route.config.screen.ignoresBadToken &&
            [route.onRequest].flat().includes(app.optionalUser)),
        writes: needsUser && !route.config?.admitsSuspended && changes,
        isLimited: route.config?.rateLimit !== undefined && route.config.rateLimit !== false,
        namesRow: schema.params !== undefined,
        seed: route.config?.seed,
        screen: route.config?.screen !== undefined,
        social: route.config?.social && {
          checksPage:
            needsUser ||
            [app.optionalUser, fromOwnPages].some(hook => [route.onRequest].flat().includes(hook as never)),
          changes,
          nonFieldErrors: route.config.nonFieldErrors === true,
        },
      },
    )
    if (needsUser)
      schema.security = [
        { bearer: [] },
        ...(route.config?.seed ? [{ bare: [] }] : []),
        ...(route.config?.social ? [{ cookie: [] }] : []),
      ]
    route.schema = schema
  })
})
