import { createHash } from 'node:crypto'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { findRss } from '@mudig/db/tracks/rss'
import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import { Id } from '@mudig/shared/core/ids'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { errors } from '../http/declared-errors.js'
import { perMinute } from '../http/rate-limits.js'
import { etagOf, has } from '../objects/send.js'
import { rssOf } from './rss.js'

const ending = '.rss'
const digits = /^[0-9]+$/

/** Everybody gets the same; what is made private is gone from caches after this. */
const caching = 'public, max-age=60'

/** Whom a feed is named after: an id, or a handle; undefined for what can be neither. */
const whoseOf = (file: string): number | string | undefined => {
  const name = file.slice(0, -ending.length)
  if (!digits.test(name)) return name
  // One spelling only, as everywhere.
  return Value.Check(Id, Number(name)) && String(Number(name)) === name ? Number(name) : undefined
}

/** Somebody's tracks for podcast players. */
export const rssRoutes: FastifyPluginAsyncTypebox = async app => {
  app.get(
    '/song/feed/:file',
    {
      config: perMinute(120),
      schema: {
        tags: ['tracks'],
        operationId: 'getRssFeed',
        summary: 'The tracks of somebody as RSS',
        description:
          'RSS 2.0 with the newest hundred that everybody may hear: `/song/feed/12.rss` by the id, which stays, or `/song/feed/minsu.rss` by the handle. Nothing is told of private accounts.',
        params: Type.Object({ file: Type.String({ pattern: '^[a-z0-9_.]{1,30}\\.rss$' }) }),
        response: {
          200: { description: 'The feed.', content: { 'application/rss+xml': { schema: Type.String() } } },
          304: Type.Null({ description: 'The client has it.' }),
          ...errors(httpErrors.notFound),
        },
      },
    },
    async (request, reply) => {
      const { file } = request.params
      const whose = whoseOf(file)
      const found = whose === undefined ? undefined : await findRss(app.db, whose)
      if (!found) throw new ApiError(httpErrors.notFound)
      const { publicUrl, frontEndUrl } = app.config
      const base = publicUrl ?? `${request.protocol}://${request.host}`
      const feed = rssOf(found, base, `${base}/song/feed/${file}`, frontEndUrl)
      const etag = etagOf(createHash('sha256').update(feed).digest('base64url'))
      reply.header('etag', etag).header('cache-control', caching)
      if (has(request, etag)) return reply.code(304).send(null)
      return reply.type('application/rss+xml; charset=utf-8').send(feed)
    },
  )
}
