import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { silentForMs } from '@mudig/db/core/client'
import { pendingMigrations } from '@mudig/db/core/migrations'
import { Readiness, readiness } from '@mudig/shared/core/readiness'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'

const Alive = Type.Object({ status: Type.Union([Type.Literal('ok'), Type.Literal('silent')]) }, { title: 'Alive' })

const answersWithinMs = 1_500
/**
 * This process asks Postgres each second. When it hears nothing for so long, its connections may be what is wrong, and
 * a restart makes new ones.
 */
const longestSilenceMs = 60_000

/** Whether this process should be restarted, and whether it should get requests. Third parties never decide either. */
export const health: FastifyPluginAsyncTypebox = async app => {
  app.get(
    '/healthz',
    {
      schema: {
        tags: ['operators'],
        operationId: 'checkLiveness',
        summary: 'The process answers',
        response: {
          200: Alive,
          503: { ...Alive, description: 'Postgres was asked and has answered nothing for a minute.' },
        },
      },
    },
    async (_request, reply) => {
      const isSilent = silentForMs(app.db) >= longestSilenceMs
      reply.code(isSilent ? 503 : 200)
      return { status: isSilent ? ('silent' as const) : ('ok' as const) }
    },
  )

  app.get(
    '/readyz',
    {
      schema: {
        tags: ['operators'],
        operationId: 'checkReadiness',
        summary: 'The process can serve',
        response: { 200: Readiness, 503: { ...Readiness, description: 'It cannot, and what is missing.' } },
      },
    },
    async (_request, reply) => {
      const answer = await lookReady(app)
      reply.code(answer.status === 'ready' ? 200 : 503)
      return answer
    },
  )
}

/** Whether everything is there that a request may need. */
export const lookReady = async ({ db, redis, stopping }: FastifyInstance): Promise<Readiness> => {
  const [pending, pong] = await Promise.allSettled([within(pendingMigrations(db)), within(redis.ping())])
  return readiness(pending, pong, stopping.aborted)
}

const within = <T>(promise: Promise<T>): Promise<T> =>
  Promise.race([
    promise,
    new Promise<never>((_, reject) => {
      setTimeout(() => reject(new Error(`no answer within ${answersWithinMs} ms`)), answersWithinMs).unref()
    }),
  ])
