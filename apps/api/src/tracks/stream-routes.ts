import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { findTrackFile, type TrackFile, type TrackRole } from '@mudig/db/tracks/served-file'
import { hlsPlaylist } from '@mudig/shared/clients/ffmpeg/fragments'
import { mp3Offset } from '@mudig/shared/clients/ffmpeg/render'
import { ApiError } from '@mudig/shared/core/errors'
import { Id } from '@mudig/shared/core/ids'
import { trackErrors } from '@mudig/shared/tracks/errors'
import { type TrackFormat, trackFormats } from '@mudig/shared/tracks/queues'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { errors } from '../http/declared-errors.js'
import { perMinute } from '../http/rate-limits.js'
import { harden, sendObject, sendTail } from '../objects/send.js'
import { askAgain, cachingOf } from './caching.js'
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
      description:
        'The version of `song_path`: what it names never changes. Some hours after another file took its place, that one is sent instead.',
    }),
  ),
}

const bytesOf = (description: string) => ({
  description,
  content: { 'application/octet-stream': { schema: Type.String({ format: 'binary' }) } },
})

const Signed = Type.Object(signed)

/** Of what sends a file in parts. */
const streamAnswers = {
  200: bytesOf('All of it.'),
  206: bytesOf('The part that `Range` asked for.'),
  302: Type.Null({
    description: 'Where clients reach the store: to an address of it that opens for some hours.',
  }),
  304: Type.Null({ description: 'The client has it.' }),
  416: Type.Null({ description: '`Range` lies outside of it; `Content-Range` has its length.' }),
  ...errors(trackErrors.trackNotFound, trackErrors.fileNotFound, trackErrors.trackUnfinished),
}

/** A link of the store opens for longer than any track plays. */
const storeSeconds = 6 * 3_600

/** What can be heard. Files lie there whole, in every format: nothing is ever made on demand. */
export const streamRoutes: FastifyPluginAsyncTypebox = async app => {
  const listener = listenerOf(app)
  const links = trackLinks(app.config.jwtSecret)
  /** What a proxy takes off before it asks us. */
  const base = new URL(app.config.publicUrl ?? 'http://localhost').pathname.replace(/\/$/, '')

  /** @throws ApiError trackNotFound, trackUnfinished */
  const heard = async (
    request: FastifyRequest,
    id: number,
    role: TrackRole,
    { t, v, withSegments = false }: Static<typeof Signed> & { withSegments?: boolean },
  ) => {
    const { viewer, link } = listener(request, id, t)
    const file = await findTrackFile(app.db, id, role, { viewer, link, version: v, withSegments })
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

  const sendStream = async (
    request: FastifyRequest,
    reply: FastifyReply,
    id: number,
    format: TrackFormat | 'original',
    { t, v }: Static<typeof Signed>,
  ) => {
    const { file, viewer } = await heard(request, id, format, { t, v })
    const isOriginal = format === 'original'
    const { key, bytes, content_type: contentType } = file
    if (key === null || contentType === null || (isOriginal && !file.is_downloadable && file.owner !== viewer))
      throw new ApiError(trackErrors.fileNotFound)
    if (isOriginal) harden(reply)
    return sendObject(
      request,
      reply,
      { key, contentType, bytes: bytes ?? undefined },
      {
        caching: cachingOf(file, v),
        signedSeconds: file.is_public && !isOriginal ? storeSeconds : 0,
        ...(isOriginal && { filename: file.filename ?? 'track' }),
      },
    )
  }

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
        response: streamAnswers,
      },
    },
    (request, reply) => {
      const { format, t, v } = request.query
      return sendStream(request, reply as FastifyReply, request.params.id, format, { t, v })
    },
  )

  app.get(
    '/song/:id/stream.m4a',
    {
      onRequest: app.optionalUser,
      schema: {
        tags,
        operationId: 'streamSongParts',
        summary: 'The AAC of a track, as playlists name it',
        description:
          'The same as `/song/{id}/stream`, under a name that tells what it is: players that use FFmpeg refuse parts whose address does not (`extension_picky`).',
        params: ById,
        querystring: Signed,
        response: streamAnswers,
      },
    },
    (request, reply) => sendStream(request, reply as FastifyReply, request.params.id, 'aac', request.query),
  )

  app.get(
    '/song/playview/:id/:seconds',
    {
      config: { ...perMinute(600), seed: {} },
      onRequest: app.optionalUser,
      schema: {
        tags,
        operationId: 'playSongFrom',
        summary: 'The sound of a track from a second on',
        description:
          'For the first clients, which know no ranges: MP3 that begins with the frame of that second. Until there is MP3, they are sent to the whole.',
        params: Type.Object({ id: Id, seconds: Type.Integer({ minimum: 0, maximum: 86_400 }) }),
        querystring: Signed,
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
      const { file, viewer } = await heard(request, id, 'mp3', { t })
      const { key, bytes, content_type: contentType } = file
      if (key === null || bytes === null || contentType === null) {
        return reply
          .header('cache-control', 'no-store')
          .redirect(`${base}/song/${id}/stream?${queryOf(id, file, viewer, t)}#t=${seconds}`, 302)
      }
      const within = Math.min(seconds, (file.duration_ms ?? 0) / 1_000)
      const first = Math.min(mp3Offset(within), bytes - 1)
      return sendTail(request, reply as FastifyReply, { key, bytes, contentType }, first, askAgain)
    },
  )

  app.get(
    '/song/:id/hls.m3u8',
    {
      config: perMinute(600),
      onRequest: app.optionalUser,
      schema: {
        tags,
        operationId: 'getSongPlaylist',
        summary: 'A track for HLS',
        description: 'A playlist of byte ranges of the AAC file (RFC 8216, 4.3.2.2): there is no second copy.',
        params: ById,
        querystring: Signed,
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
      const { file, viewer } = await heard(request, id, 'aac', { t, withSegments: true })
      if (file.segments === null) throw new ApiError(trackErrors.fileNotFound)
      const { init: initBytes, segments } = file.segments
      const fragments = {
        initBytes,
        fragments: segments.map(([offset, bytes, ms]) => ({ offset, bytes, seconds: ms / 1_000 })),
      }
      return reply
        .type('application/vnd.apple.mpegurl')
        .header('cache-control', askAgain)
        .send(hlsPlaylist(fragments, `stream.m4a?${queryOf(id, file, viewer, t)}`))
    },
  )
}
