import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { findTrackFile, type TrackFile, type TrackRole } from '@mudig/db/tracks/served-file'
import { hlsPlaylist } from '@mudig/shared/clients/ffmpeg/fragments'
import { mp3Offset } from '@mudig/shared/clients/ffmpeg/render'
import { ApiError } from '@mudig/shared/core/errors'
import { Id } from '@mudig/shared/core/ids'
import { trackErrors } from '@mudig/shared/tracks/errors'
import { trackFormats } from '@mudig/shared/tracks/queues'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { errors } from '../http/declared-errors.js'
import { harden, sendObject, sendTail } from '../objects/send.js'
import { listenerOf, trackLinks } from './links.js'

const tags = ['tracks']
const ById = Type.Object({ id: Id })

/** What a file's address bears. */
const signed = {
  t: Type.Optional(
    Type.String({
      maxLength: 80,
      description: 'The signature of `song_path`, for a track that not everybody may hear.',
    }),
  ),
  v: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 100_000,
      description: 'The version of `song_path`: what it names never changes.',
    }),
  ),
}

const bytesOf = (description: string) => ({
  description,
  content: { 'application/octet-stream': { schema: Type.String({ format: 'binary' }) } },
})

/** For good, by the player alone: what is made private must not go on living in caches between it and us. */
const forGood = 'private, max-age=31536000, immutable'
/** A file that replaces this one would have the same address. */
const askAgain = 'private, no-cache'

/** A link of the store opens for longer than any track plays. */
const storeSeconds = 6 * 3_600

/** What can be heard. Files lie there whole, in every format: nothing is ever made on demand. */
export const streamRoutes: FastifyPluginAsyncTypebox = async app => {
  const listener = listenerOf(app)
  const links = trackLinks(app.config.jwtSecret)

  /** @throws ApiError trackNotFound, trackUnfinished */
  const heard = async (request: FastifyRequest, id: number, role: TrackRole, t: string | undefined) => {
    const viewer = listener(request, id, t)
    const file = await findTrackFile(app.db, id, role, viewer)
    if (!file) throw new ApiError(trackErrors.trackNotFound)
    if (file.live_version === null) throw new ApiError(trackErrors.trackUnfinished)
    return { file, viewer }
  }

  /** What the address of a file bears that is named by another answer. */
  const queryOf = (id: number, file: TrackFile, viewer: number, t: string | undefined): string => {
    const signature = t ?? (!file.is_public && viewer > 0 ? links.sign(id, viewer) : undefined)
    return new URLSearchParams({
      v: String(file.live_version),
      ...(signature !== undefined && { t: signature }),
    }).toString()
  }

  const cachingOf = (file: TrackFile, v: number | undefined) => (v === file.live_version ? forGood : askAgain)

  app.get(
    '/song/:id/stream',
    {
      onRequest: app.optionalUser,
      schema: {
        tags,
        operationId: 'streamSong',
        summary: 'The sound of a track',
        description:
          'Answers `Range` in each of its forms, `If-Range` and `If-None-Match`; lengths are exact. `original` is the file as it was uploaded, for its owner, and for others where they may have it.',
        params: ById,
        querystring: Type.Object({
          format: Type.Enum([...trackFormats, 'original'], { default: 'aac' }),
          ...signed,
        }),
        response: {
          200: bytesOf('All of it.'),
          206: bytesOf('The part that `Range` asked for.'),
          302: Type.Null({
            description: 'Where clients reach the store: to an address of it that opens for some hours.',
          }),
          304: Type.Null({ description: 'The client has it.' }),
          416: Type.Null({ description: '`Range` lies outside of it; `Content-Range` has its length.' }),
          ...errors(trackErrors.trackNotFound, trackErrors.fileNotFound, trackErrors.trackUnfinished),
        },
      },
    },
    async (request, reply) => {
      const { format, t, v } = request.query
      const { file, viewer } = await heard(request, request.params.id, format, t)
      const isOriginal = format === 'original'
      const { key, bytes, content_type: contentType } = file
      if (key === null || contentType === null || (isOriginal && !file.is_downloadable && file.owner !== viewer))
        throw new ApiError(trackErrors.fileNotFound)
      if (isOriginal) harden(reply)
      return sendObject(
        request,
        reply as FastifyReply,
        { key, contentType, bytes: bytes ?? undefined },
        {
          caching: cachingOf(file, v),
          signedSeconds: file.is_public && !isOriginal ? storeSeconds : 0,
          ...(isOriginal && { filename: file.filename ?? 'track' }),
        },
      )
    },
  )

  app.get(
    '/song/playview/:id/:seconds',
    {
      config: { seed: {} },
      onRequest: app.optionalUser,
      schema: {
        tags,
        operationId: 'playSongFrom',
        summary: 'The sound of a track from a second on',
        description:
          'For the first clients, which know no ranges: MP3 that begins with the frame of that second. Until there is MP3, they are sent to the whole.',
        params: Type.Object({ id: Id, seconds: Type.Integer({ minimum: 0, maximum: 86_400 }) }),
        querystring: Type.Object(signed),
        response: {
          200: { description: 'The rest.', content: { 'audio/mpeg': { schema: Type.String({ format: 'binary' }) } } },
          302: Type.Null({ description: 'To the whole of it.' }),
          ...errors(trackErrors.trackNotFound, trackErrors.trackUnfinished),
        },
      },
    },
    async (request, reply) => {
      const { id, seconds } = request.params
      const { t } = request.query
      const { file, viewer } = await heard(request, id, 'mp3', t)
      const { key, bytes, content_type: contentType } = file
      if (key === null || bytes === null || contentType === null) {
        return reply
          .header('cache-control', 'no-store')
          .redirect(`/song/${id}/stream?${queryOf(id, file, viewer, t)}#t=${seconds}`, 302)
      }
      const within = Math.min(seconds, (file.duration_ms ?? 0) / 1_000)
      const first = Math.min(mp3Offset(within), bytes - 1)
      return sendTail(request, reply as FastifyReply, { key, bytes, contentType }, first, askAgain)
    },
  )

  app.get(
    '/song/:id/hls.m3u8',
    {
      onRequest: app.optionalUser,
      schema: {
        tags,
        operationId: 'getSongPlaylist',
        summary: 'A track for HLS',
        description: 'A playlist of byte ranges of the AAC file (RFC 8216, 4.3.2.2): there is no second copy.',
        params: ById,
        querystring: Type.Object(signed),
        response: {
          200: {
            description: 'The playlist.',
            content: { 'application/vnd.apple.mpegurl': { schema: Type.String() } },
          },
          ...errors(trackErrors.trackNotFound, trackErrors.fileNotFound, trackErrors.trackUnfinished),
        },
      },
    },
    async (request, reply) => {
      const { t } = request.query
      const { id } = request.params
      const { file, viewer } = await heard(request, id, 'aac', t)
      if (file.segments === null) throw new ApiError(trackErrors.fileNotFound)
      const { init: initBytes, segments } = file.segments
      const fragments = {
        initBytes,
        fragments: segments.map(([offset, bytes, ms]) => ({ offset, bytes, seconds: ms / 1_000 })),
      }
      return reply
        .type('application/vnd.apple.mpegurl')
        .header('cache-control', 'private, no-cache')
        .send(hlsPlaylist(fragments, `stream?${queryOf(id, file, viewer, t)}`))
    },
  )
}
