import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { addSong, createSet, deleteSet, editSet, removeSong } from '@mudig/db/sets/edit'
import { findSet, findSharedSet, listSets } from '@mudig/db/sets/sets'
import { ApiError } from '@mudig/shared/core/errors'
import { Id } from '@mudig/shared/core/ids'
import { playlistErrors } from '@mudig/shared/playlists/errors'
import { setErrors } from '@mudig/shared/sets/errors'
import {
  BySetSlug,
  NewSet,
  SetAnswer,
  SetChange,
  SetList,
  SetListPage,
  SetSongPage,
  SongOfSet,
} from '@mudig/shared/sets/schemas'
import { trackErrors } from '@mudig/shared/tracks/errors'
import { Type } from 'typebox'
import { errors } from '../http/declared-errors.js'
import { idempotencyKey, onceForKey } from '../http/idempotency.js'
import { perMinute } from '../http/rate-limits.js'
import { viewerOf } from './links.js'
import { setAnswers } from './set-answers.js'

const tags = ['sets']
const ById = Type.Object({ id: Id })
/** For whoever has not signed in: so many from one network, in which many may listen. */
const open = perMinute(600)
const changing = perMinute(120, { account: 60 })
/** As many tracks as an answer to a change has. */
const limit = 50
/** Everybody gets the same, so it may be kept for a moment. */
const caching = 'public, max-age=60'

/** Sets: tracks in an order, as an album is. Nobody is shown those of its tracks that they may not see, or how many. */
export const setRoutes: FastifyPluginAsyncTypebox = async app => {
  const { toListed, toDetail } = setAnswers(app)

  const answer = async (
    id: number,
    viewer: number,
    page: { limit: number; after?: number | undefined } = { limit },
  ) => {
    const set = await findSet(app.db, id, viewer, page)
    if (!set) throw new ApiError(setErrors.setNotFound)
    return { set: toDetail(set, viewer) }
  }

  app.post(
    '/song/sets',
    {
      config: changing,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'createSet',
        summary: 'Put tracks together in a set',
        body: NewSet,
        headers: Type.Object({
          'idempotency-key': idempotencyKey('Repeats within 24 hours lead to the set that the first one made.'),
        }),
        response: {
          201: { ...SetAnswer, description: 'Made.' },
          ...errors(
            setErrors.setNotFound,
            trackErrors.trackNotFound,
            setErrors.tooManySets,
            playlistErrors.idempotencyKeyReused,
          ),
        },
      },
    },
    async (request, reply) => {
      const { body, user } = request
      const keyed = { route: '/song/sets', asked: [body], key: request.headers['idempotency-key'] }
      const { answer: made } = await onceForKey(request, keyed, async trx => ({
        answer: { set_id: await createSet(trx, user.id, body) },
      }))
      return reply.code(201).send(await answer(made.set_id, user.id))
    },
  )

  app.get(
    '/song/sets',
    {
      config: open,
      onRequest: app.optionalUser,
      schema: {
        tags,
        operationId: 'listSets',
        summary: 'Sets of all or of somebody, the newest first',
        querystring: SetListPage,
        response: { 200: SetList },
      },
    },
    async request => {
      const { sets, next_cursor } = await listSets(app.db, viewerOf(request), request.query)
      return { sets: sets.map(toListed), next_cursor }
    },
  )

  app.get(
    '/song/sets/:id',
    {
      config: open,
      onRequest: app.optionalUser,
      schema: {
        tags,
        operationId: 'getSet',
        summary: 'A set with a page of its tracks',
        description: 'Tracks that I may not see are left out. A private set exists for its owner alone.',
        params: ById,
        querystring: SetSongPage,
        response: { 200: SetAnswer, ...errors(setErrors.setNotFound) },
      },
    },
    async request => {
      const { cursor: after, ...page } = request.query
      return answer(request.params.id, viewerOf(request), { ...page, after })
    },
  )

  app.get(
    '/song/sets/shared/:slug',
    {
      config: perMinute(120),
      schema: {
        tags,
        operationId: 'getSharedSet',
        summary: 'What a public link of a set opens',
        description:
          'A set that everybody may see, by its `slug`, without a token, with what everybody may hear of it.',
        params: BySetSlug,
        querystring: SetSongPage,
        response: { 200: SetAnswer, ...errors(setErrors.setNotFound) },
      },
    },
    async (request, reply) => {
      const { cursor: after, ...page } = request.query
      const set = await findSharedSet(app.db, request.params.slug, { ...page, after })
      if (!set) throw new ApiError(setErrors.setNotFound)
      reply.header('cache-control', caching).header('x-robots-tag', 'noindex')
      return { set: toDetail(set, 0) }
    },
  )

  app.put(
    '/song/sets/:id',
    {
      config: changing,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'editSet',
        summary: 'Change a set of mine, or the order of its tracks',
        params: ById,
        body: SetChange,
        response: { 200: SetAnswer, ...errors(setErrors.setNotFound, trackErrors.trackNotFound, setErrors.setFull) },
      },
    },
    async ({ params, user, body }) => {
      await app.ledger.transaction(trx => editSet(trx, params.id, user.id, body))
      return answer(params.id, user.id)
    },
  )

  app.post(
    '/song/sets/:id/songs',
    {
      config: changing,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'addSongToSet',
        summary: 'Add a track to a set of mine, at the end',
        description: 'One that is in the set already stays where it is.',
        params: ById,
        body: SongOfSet,
        response: { 200: SetAnswer, ...errors(setErrors.setNotFound, trackErrors.trackNotFound, setErrors.setFull) },
      },
    },
    async ({ params, user, body }) => {
      await app.ledger.transaction(trx => addSong(trx, params.id, user.id, body.song_id))
      return answer(params.id, user.id)
    },
  )

  app.delete(
    '/song/sets/:id/songs/:song_id',
    {
      config: changing,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'removeSongFromSet',
        summary: 'Take a track out of a set of mine',
        params: Type.Object({ id: Id, song_id: Id }),
        response: {
          204: Type.Null({ description: 'Taken out.' }),
          ...errors(setErrors.setNotFound, trackErrors.trackNotFound),
        },
      },
    },
    async ({ params, user }, reply) => {
      await app.ledger.transaction(trx => removeSong(trx, params.id, user.id, params.song_id))
      return reply.code(204).send(null)
    },
  )

  app.delete(
    '/song/sets/:id',
    {
      config: changing,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'deleteSet',
        summary: 'Delete a set of mine',
        description: 'With its comments and likes, for good. Its tracks stay.',
        params: ById,
        response: { 204: Type.Null({ description: 'Deleted.' }), ...errors(setErrors.setNotFound) },
      },
    },
    async ({ params, user }, reply) => {
      await app.ledger.transaction(trx => deleteSet(trx, params.id, user.id))
      return reply.code(204).send(null)
    },
  )
}
