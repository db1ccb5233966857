import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { keepNotice } from '@mudig/db/shop/webhooks'
import { ApiError } from '@mudig/shared/core/errors'
import { shopErrors } from '@mudig/shared/shop/errors'
import { PaymentAnswer } from '@mudig/shared/shop/schemas'
import { errors } from '../http/declared-errors.js'
import { perMinute } from '../http/rate-limits.js'
import { noticeOf } from './notices.js'

/** PortOne's own are some hundred bytes. */
const mostBytes = 16_384

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
      config: { ...perMinute(600), screen: {} },
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
