import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { keepNotice } from '@mudig/db/shop/webhooks'
import { ApiError } from '@mudig/shared/core/errors'
import { shopErrors } from '@mudig/shared/shop/errors'
import { PaymentAnswer } from '@mudig/shared/shop/schemas'
import type { FastifyRequest } from 'fastify'
import { clientNetwork } from '../http/client-network.js'
import { errors } from '../http/declared-errors.js'
import { perMinute } from '../http/rate-limits.js'
import { bearsSignature, noticeOf } from './notices.js'

/** PortOne's own are some hundred bytes. */
const mostBytes = 16_384
const mostPerMinute = { signed: 600, unsigned: 60 }
/** Of one network, what claims to be signed apart from what does not: the second does not keep out the first. */
const limit = {
  ...perMinute(mostPerMinute.signed).rateLimit,
  max: ({ headers }: FastifyRequest) => mostPerMinute[bearsSignature(headers) ? 'signed' : 'unsigned'],
  keyGenerator: ({ headers, ip }: FastifyRequest) =>
    `${clientNetwork(ip)}${bearsSignature(headers) ? '' : ':unsigned'}`,
}

/** Where PortOne tells of payments. Answered at once; a job looks up what is true. */
export const webhookRoutes: FastifyPluginAsyncTypebox = async app => {
  // What is signed are the bytes as they came.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    ['application/json', 'application/x-www-form-urlencoded'],
    { parseAs: 'string', bodyLimit: mostBytes },
    (_request, body, done) => done(null, body),
  )

  app.post(
    '/api/v1/products/payments/webhook',
    {
      config: { rateLimit: limit, screen: {} },
      schema: {
        tags: ['shop'],
        operationId: 'receivePaymentNotice',
        summary: 'For PortOne: something happened to a payment',
        description:
          'V2 as Standard Webhooks, signed; V1 as JSON or a form, unsigned. Neither is believed: what is true is looked up. A repeat is answered the same.',
        response: { 200: PaymentAnswer, ...errors(shopErrors.webhookRefused) },
      },
    },
    async ({ headers, body, id }) => {
      const notice = noticeOf(headers, typeof body === 'string' ? body : '', app.config.portoneWebhookSecret)
      if (notice === 'refused') throw new ApiError(shopErrors.webhookRefused)
      if (notice !== 'ignored') await app.ledger.transaction(trx => keepNotice(trx, notice, id))
      return { message: 'ok' }
    },
  )
}
