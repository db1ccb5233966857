import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { listDiary, listWanted, type MomentPlace } from '@mudig/db/films/own-lists'
import { DiaryFilm, OwnFilmsPage, WatchlistFilm } from '@mudig/shared/films/schemas'
import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import { perMinute } from '../http/rate-limits.js'
import { toCard } from './answers.js'

const tags = ['movies']
const reading = { ...perMinute(600, { account: 120 }), screen: {} } as const
const description = 'An array, the newest first. Where more follow, the header `x-next-cursor` leads to them.'

const placeOf = (cursor: string | undefined): MomentPlace | undefined => {
  if (cursor === undefined) return undefined
  const [microseconds, film] = cursor.split('.').map(Number)
  return { microseconds: microseconds!, film: film! }
}

const leadOn = (reply: FastifyReply, next: MomentPlace | undefined) => {
  if (next) reply.header('x-next-cursor', `${next.microseconds}.${next.film}`)
}

/** What one wants to see and what one has seen. */
export const ownRoutes: FastifyPluginAsyncTypebox = async app => {
  app.get(
    '/watchlist',
    {
      config: reading,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'listWatchlist',
        summary: 'Films that one wants to see',
        description,
        querystring: OwnFilmsPage,
        response: { 200: Type.Array(WatchlistFilm) },
      },
    },
    async (request, reply) => {
      const { limit, cursor } = request.query
      const { films, next } = await listWanted(app.db, request.user.id, { limit, from: placeOf(cursor) })
      leadOn(reply, next)
      return films.map(film => ({ ...toCard(request, film), release_date: film.release_date }))
    },
  )

  app.get(
    '/diary',
    {
      config: reading,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'listDiary',
        summary: 'What one gave films, day by day',
        description,
        querystring: OwnFilmsPage,
        response: { 200: Type.Array(DiaryFilm) },
      },
    },
    async (request, reply) => {
      const { limit, cursor } = request.query
      const { films, next } = await listDiary(app.db, request.user.id, { limit, from: placeOf(cursor) })
      leadOn(reply, next)
      return films.map(film => ({ ...toCard(request, film), score: film.tenths / 10, day: film.day }))
    },
  )
}
