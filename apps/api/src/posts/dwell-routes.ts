import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { addDwells, dwellsOffSince, forgetDwells, switchDwells } from '@mudig/db/posts/dwells'
import { DwellAnswer, DwellState, DwellSwitch, Dwells } from '@mudig/shared/posts/list-schemas'
import { Type } from 'typebox'
import { perMinute } from '../http/rate-limits.js'

const tags = ['posts']
const changing = { ...perMinute(120, { account: 20 }), social: true } as const

/** How long I have looked at posts: for what is recommended to me, and only while I want that. */
export const dwellRoutes: FastifyPluginAsyncTypebox = async app => {
  const stateOf = async (user: number) => {
    const since = await dwellsOffSince(app.db, user)
    return { enabled: since === undefined, turned_off_at: since ?? null }
  }

  app.post(
    '/posts/dwell',
    {
      config: { ...perMinute(600, { account: 60 }), social: true },
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'reportDwells',
        summary: 'Say how long posts were looked at',
        description: 'A minute of each counts at most. What I cannot see, and what is mine, is passed over.',
        body: Dwells,
        response: { 202: DwellAnswer },
      },
    },
    async ({ user, body }, reply) =>
      reply.code(202).send({ kept: await app.ledger.transaction(trx => addDwells(trx, user.id, body)) }),
  )

  app.get(
    '/posts/dwell',
    {
      config: { social: true },
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'getDwellSwitch',
        summary: 'Whether it is kept how long I look at posts',
        response: { 200: DwellState },
      },
    },
    async ({ user }) => stateOf(user.id),
  )

  app.put(
    '/posts/dwell',
    {
      config: changing,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'switchDwells',
        summary: 'Have it kept, or not',
        description: 'Switched off, what there is is forgotten, and which posts I open is counted without me.',
        body: DwellSwitch,
        response: { 200: DwellState },
      },
    },
    async ({ user, body }) => {
      await app.ledger.transaction(trx => switchDwells(trx, user.id, body.enabled))
      return stateOf(user.id)
    },
  )

  app.delete(
    '/posts/dwell',
    {
      config: changing,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'forgetDwells',
        summary: 'Forget how long I looked at what, and which posts I opened',
        response: { 204: Type.Null({ description: 'Forgotten.' }) },
      },
    },
    async ({ user }, reply) => {
      await app.ledger.transaction(trx => forgetDwells(trx, user.id))
      return reply.code(204).send(null)
    },
  )
}
