import { type Span, tracer } from '@mudig/shared/core/tracing'
import type { FastifyRequest } from 'fastify'
import plugin from 'fastify-plugin'
import { quietPaths } from './logging.js'

/**
 * Each request is a span, where traces are collected. One that a client names in `traceparent` is linked to it. Frames of
 * a web socket belong to no request and are not traced.
 */
export const requestSpans = plugin(async app => {
  const collecting = tracer()
  if (!collecting) return
  const spans = new WeakMap<FastifyRequest, Span>()
  app.addHook('onRequest', (request, _reply, done) => {
    if (quietPaths.has(request.url)) return done()
    const { traceparent } = request.headers
    const span = collecting.begin(
      'server',
      request.method,
      { 'http.request.method': request.method, 'mudig.request_id': request.id },
      typeof traceparent === 'string' ? { link: traceparent } : {},
    )
    spans.set(request, span)
    span.within(done)
  })
  // The body arrives in events of its socket, which know nothing of the request's span.
  app.addHook('preValidation', (request, _reply, done) => {
    const span = spans.get(request)
    if (span) span.within(done)
    else done()
  })
  app.onAnswered((request, reply) => {
    const span = spans.get(request)
    if (!span) return
    const route = request.routeOptions.url
    if (route !== undefined) span.rename(`${request.method} ${route}`)
    const status = reply.statusCode
    span.set({ 'http.route': route, 'http.response.status_code': status })
    span.end(status >= 500 ? String(status) : undefined)
  })
})
