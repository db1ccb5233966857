import type { FastifyInstance } from 'fastify'
import type { PaymentLedger } from './ledger.js'
import type { NoticeSettings, startNotices } from './notices.js'
import { type Choice, choices } from './pages.js'
import { choose } from './window.js'

const object = (properties: Record<string, object>, required: string[] = []) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
})
const text = { type: 'string', minLength: 1 }
const amount = { type: 'integer', minimum: 1 }

/** What a test or an operator does with payments; none of it exists at PortOne, but for its console. */
export const registerPaymentControl = (
  app: FastifyInstance,
  ledger: PaymentLedger,
  notices: ReturnType<typeof startNotices>,
): void => {
  const base = '/control/portone'

  app.get(`${base}/payments`, async () => ({ payments: ledger.attempts }))

  app.post<{ Body: { merchant_uid: string; amount: number; choice?: Choice } }>(
    `${base}/pay`,
    {
      schema: {
        body: object({ merchant_uid: text, amount, choice: { enum: Object.keys(choices) } }, [
          'merchant_uid',
          'amount',
        ]),
      },
    },
    async ({ body }) => choose(ledger, { choice: 'pay', ...body }),
  )

  app.post<{ Body: { imp_uid: string } }>(
    `${base}/approve`,
    { schema: { body: object({ imp_uid: text }, ['imp_uid']) } },
    async ({ body }) => ({ ok: ledger.approveLate(body.imp_uid) }),
  )

  // As at PortOne's console.
  app.post<{ Body: { imp_uid: string; amount?: number } }>(
    `${base}/cancel`,
    { schema: { body: object({ imp_uid: text, amount }, ['imp_uid']) } },
    async ({ body }, reply) => {
      const attempt = ledger.find(body.imp_uid)
      if (!attempt) return reply.code(404).send({ message: 'no such payment' })
      return ledger.cancel(attempt, { amount: body.amount, reason: 'console' })
    },
  )

  app.post<{ Body: { status: 'SUCCEEDED' | 'FAILED' } }>(
    `${base}/cancellations`,
    { schema: { body: object({ status: { enum: ['SUCCEEDED', 'FAILED'] } }, ['status']) } },
    async ({ body }) => {
      for (const attempt of ledger.attempts) ledger.settleCancellations(attempt, body.status)
      return { ok: true }
    },
  )

  app.post<{ Body: { hide_for_ms: number } }>(
    `${base}/lag`,
    { schema: { body: object({ hide_for_ms: { type: 'integer', minimum: 0 } }, ['hide_for_ms']) } },
    async ({ body }) => {
      ledger.hideForMs = body.hide_for_ms
      return { ok: true }
    },
  )

  app.post<{ Body: Partial<NoticeSettings> }>(
    `${base}/notices`,
    {
      schema: {
        body: object({
          url: { type: 'string' },
          version: { enum: ['v1', 'v1-form', 'v2', 'v2-2024-01-01'] },
          times: { type: 'integer', minimum: 0, maximum: 1_000 },
          delay_ms: { type: 'integer', minimum: 0 },
          signature: { enum: ['right', 'wrong secret', 'none', 'old'] },
        }),
      },
    },
    async ({ body }) => Object.assign(notices.settings, body),
  )
  app.post(`${base}/notices/replay`, async () => ({ sent: await notices.replay() }))
}
