import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { topics } from '@mudig/db/core/topics'
import { type Claim, findClaim, noteRefusedClaim } from '@mudig/db/shop/claims'
import { reportPayment } from '@mudig/db/shop/report-payment'
import { ApiError } from '@mudig/shared/core/errors'
import { preferredLanguage } from '@mudig/shared/core/language'
import { shopErrors } from '@mudig/shared/shop/errors'
import { ownerOfMerchantUid } from '@mudig/shared/shop/merchant-uid'
import { PaymentAnswer, PaymentReport } from '@mudig/shared/shop/schemas'
import { type ClaimFault, refundReasons } from '@mudig/shared/shop/states'
import { errors } from '../http/declared-errors.js'
import { readPreference } from '../http/prefer.js'
import { perMinute } from '../http/rate-limits.js'
import { lookUntil } from '../realtime/look-until.js'

/** Longer than PortOne usually takes, and shorter than browsers and proxies wait. */
const mostSeconds = 25

const otherFaults: Record<Exclude<ClaimFault, keyof typeof refundReasons>, { ko: string; en: string }> = {
  not_found: { ko: '결제를 찾을 수 없습니다.', en: 'There is no such payment.' },
  not_paid: { ko: '결제가 완료되지 않았습니다.', en: 'It has not been paid.' },
  other_order: { ko: '다른 주문의 결제입니다.', en: 'The payment is of another order.' },
  cancelled: { ko: '취소된 결제입니다.', en: 'The payment was cancelled.' },
}

const refusalOf = (why: ClaimFault): ApiError => {
  const { paymentRefused } = shopErrors
  const said = why in refundReasons ? refundReasons[why as keyof typeof refundReasons] : otherFaults[why as 'not_paid']
  return new ApiError({
    ...paymentRefused,
    ko: `${paymentRefused.ko} ${said.ko}`,
    en: `${paymentRefused.en} ${said.en}`,
  })
}

/** Where the payment window's page says that it was paid. */
export const paymentRoutes: FastifyPluginAsyncTypebox = async app => {
  app.post(
    '/api/v1/products/payments',
    {
      // Who was suspended after paying has paid.
      config: { ...perMinute(120, { account: 30 }), screen: {}, admitsSuspended: true },
      onRequest: app.requireUser,
      schema: {
        tags: ['shop'],
        operationId: 'reportPayment',
        summary: 'Say that I have paid',
        description:
          'PortOne is asked, and nothing that is said here is believed. Without an order before, it is made now, at our prices. A repeat is answered the same. 202 where PortOne takes longer than 25 seconds: it is asked on, what turns out wrong is sent back and mailed, so nobody need pay again.',
        body: PaymentReport,
        response: {
          200: PaymentAnswer,
          202: PaymentAnswer,
          ...errors(shopErrors.paymentRefused, shopErrors.productUnknown, shopErrors.soldOut, shopErrors.tooManyOrders),
        },
      },
    },
    async (request, reply) => {
      const { user, body, id, headers } = request
      const { imp_uid, merchant_uid, products, name = '', address = '', address2 = '' } = body
      const claimed = { user_id: user.id, imp_uid, merchant_uid }
      if (ownerOfMerchantUid(merchant_uid) !== user.id) {
        await noteRefusedClaim(app.db, claimed)
        throw refusalOf('other_order')
      }
      const items = products.map(({ product_id, quantity }) => ({ product_id, quantity }))
      const language = preferredLanguage(headers['accept-language'])
      const report = { ...claimed, items, name, address, address2, language }
      const { claim, refusal } = await app.ledger.transaction(trx => reportPayment(trx, report, id))
      if (refusal) throw refusal

      const { waitSeconds, applied } = readPreference(headers.prefer, mostSeconds)
      if (applied) reply.header('preference-applied', applied)
      const answered = await lookUntil<Claim>(request, reply, {
        topic: topics.paymentClaim(claim.id),
        first: claim,
        look: async () => (await findClaim(app.db, claim.id, { userId: user.id })) ?? claim,
        isFinal: ({ state }) => state !== 'open',
        waitSeconds,
      })
      if (answered.state === 'bad') throw refusalOf(answered.why ?? 'not_found')
      if (answered.state === 'good') return { message: '결제가 완료되었습니다.' }
      return reply.code(202).send({ message: '결제를 확인하고 있습니다. 확인되면 메일로 알려 드립니다.' })
    },
  )
}
