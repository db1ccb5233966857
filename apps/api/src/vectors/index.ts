import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { embeddedTexts, interests } from '@mudig/db/domains'
import { forgetInterests, interestSetting, switchInterests } from '@mudig/db/vectors/interests'
import { whyShown } from '@mudig/db/vectors/why'
import { InterestSetting, InterestSwitch, Why, WhyQuery } from '@mudig/shared/vectors/schemas'
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
        description:
          'Switched off, I am shown the newest as everybody is. Whether it is kept how long I look at posts is switched by itself.',
        body: InterestSwitch,
        response: { 200: InterestSetting },
      },
    },
    async ({ user, body }) => {
      await app.ledger.transaction(trx => switchInterests(trx, user.id, body.is_on))
      return settingOf(await interestSetting(app.db, user.id))
    },
  )

  app.get(
    '/interests/why',
    {
      config: { social: true },
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'explainShown',
        summary: 'Why I am shown something',
        description: 'Of the lists that were recommended to me within the last hours.',
        querystring: WhyQuery,
        response: { 200: Why },
      },
    },
    async ({ user, query }) => ({ because: await whyShown(app.db, user.id, embeddedTexts, query) }),
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
        description:
          'What I like stays liked and counts no longer; how long I looked at what, and what I opened, goes. What I do from now on counts.',
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
