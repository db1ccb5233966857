import type { FastifyInstance } from 'fastify'
import type { PaymentLedger } from './ledger.js'
import { type Choice, choices, impScript, payPage } from './pages.js'

const choiceBody = {
  type: 'object',
  required: ['merchant_uid', 'amount', 'choice'],
  properties: {
    merchant_uid: { type: 'string', minLength: 1, maxLength: 64 },
    amount: { type: 'integer', minimum: 1 },
    name: { type: 'string' },
    choice: { enum: Object.keys(choices) },
  },
}

/** What a browser loads and presses to pay. */
export const registerPaymentWindow = (app: FastifyInstance, ledger: PaymentLedger, addressOf: () => string): void => {
  app.get('/v1/iamport.js', async (_request, reply) =>
    reply
      .type('text/javascript; charset=utf-8')
      .header('access-control-allow-origin', '*')
      .send(impScript(`${addressOf()}/pay/window`)),
  )

  app.get<{ Querystring: { merchant_uid?: string; amount?: string; name?: string } }>(
    '/pay/window',
    async (request, reply) => {
      const { merchant_uid = '', amount = '', name = '' } = request.query
      if (merchant_uid === '' || !(Number(amount) > 0)) return reply.code(400).send({ message: 'merchant_uid, amount' })
      return reply.type('text/html; charset=utf-8').send(payPage({ merchant_uid, amount: Number(amount), name }))
    },
  )

  app.post<{ Body: { merchant_uid: string; amount: number; choice: Choice } }>(
    '/pay/choose',
    { schema: { body: choiceBody } },
    async ({ body }) => choose(ledger, body),
  )
}

/** Does in the books what a button stands for. @returns what the page's callback is given */
export const choose = (
  ledger: PaymentLedger,
  { merchant_uid, amount, choice }: { merchant_uid: string; amount: number; choice: Choice },
) => {
  const failed = (imp_uid: string | null, error_code: string, error_msg: string) => ({
    success: false,
    imp_uid,
    merchant_uid,
    error_code,
    error_msg,
  })
  if (choice === 'close') return failed(null, 'F400', '사용자가 결제를 취소하셨습니다')
  if (choice === 'fail') {
    const attempt = ledger.fail({ merchant_uid, amount })
    return failed(attempt.imp_uid, 'F1000', '카드사 승인에 실패했습니다')
  }
  const paying = {
    merchant_uid,
    amount: choice === 'other' ? Math.max(1, amount - 1) : amount,
    isTest: choice === 'test',
    ...(choice === 'dollars' && { currency: 'USD' }),
  }
  const attempt = choice === 'slow' ? ledger.begin(paying) : ledger.pay(paying)
  if (choice === 'twice') ledger.pay(paying)
  return {
    success: true,
    imp_uid: attempt.imp_uid,
    merchant_uid,
    paid_amount: attempt.amount,
    status: attempt.status,
    pg_provider: 'kakaopay',
    pay_method: 'card',
    ...(choice === 'lose' && { isLost: true }),
  }
}
