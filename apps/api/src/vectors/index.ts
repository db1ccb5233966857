import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { interests } from '@mudig/db/domains'
import { forgetInterests, interestSetting, switchInterests } from '@mudig/db/vectors/interests'
import { InterestSetting, InterestSwitch } from '@mudig/shared/vectors/schemas'
import { Type } from 'typebox'
import { perMinute } from '../http/rate-limits.js'

const tags = ['interests']
const changing = { ...perMinute(60, { account: 20 }), social: true } as const

/** Of its operations, in the API's document. */
export const groups = [{ name: 'interests', description: 'What shapes what I am shown, and having it forgotten' }]

export const routes: FastifyPluginAsyncTypebox = async app => {
  app.get(
    '/interests',
    {
      config: { social: true },
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'readInterests',
        summary: 'Whether my interests count',
        response: { 200: InterestSetting },
      },
    },
    async ({ user }) => settingOf(await interestSetting(app.db, user.id)),
  )

  app.patch(
    '/interests',
    {
      config: changing,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'switchInterests',
        summary: 'Have my interests count, or not',
        description: 'Switched off, I am shown the newest as everybody is, and how long I look at things is not kept.',
        body: InterestSwitch,
        response: { 200: InterestSetting },
      },
    },
    async ({ user, body }) => {
      await app.ledger.transaction(trx => switchInterests(trx, user.id, body.is_on))
      return settingOf(await interestSetting(app.db, user.id))
    },
  )

  app.post(
    '/interests/forget',
    {
      config: changing,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'forgetInterests',
        summary: 'Forget what I was interested in',
        description: 'What I like stays liked. What I do from now on counts again.',
        response: { 204: Type.Null({ description: 'Forgotten.' }) },
      },
    },
    async ({ user }, reply) => {
      await app.ledger.transaction(trx => forgetInterests(trx, user.id, interests))
      return reply.code(204).send(null)
    },
  )
}

const settingOf = ({ is_on, forgotten_at }: { is_on: boolean; forgotten_at: Date | null }) => ({
  is_on,
  forgotten_at: forgotten_at?.toISOString() ?? null,
})
