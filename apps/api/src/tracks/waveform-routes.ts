import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { findTrackFile } from '@mudig/db/tracks/served-file'
import { readWaveformDat, waveformJson } from '@mudig/shared/clients/ffmpeg/waveform'
import { readStored } from '@mudig/shared/clients/s3/storage'
import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import { Id } from '@mudig/shared/core/ids'
import { trackErrors } from '@mudig/shared/tracks/errors'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { errors } from '../http/declared-errors.js'
import { perMinute } from '../http/rate-limits.js'
import { etagOf, has, sendObject } from '../objects/send.js'
import { cachingOf } from './caching.js'
import { listenerOf } from './links.js'
import { withPixelsPerSecond } from './waveform.js'

const tags = ['tracks']
const ById = Type.Object({ id: Id })

/** Pixels of a second in what is stored. */
const storedPixels = 20

/** Of a whole track, unless more are asked for: the stored ones of 20 minutes, and of the longest track two a second. */
const pixelsAtMost = 24_000

const reading = perMinute(600)
const signed = {
  t: Type.Optional(Type.String({ maxLength: 80, description: 'As in `song_path`.' })),
  v: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 100_000, description: 'As in `song_path`: with it the answer never changes.' }),
  ),
}
const Signed = Type.Object(signed)
const WaveformQuery = Type.Object({
  bits: Type.Unsafe<8>({ type: 'integer', enum: [8], default: 8 }),
  pps: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: storedPixels,
      description: `Pixels of a second; so many or, where they do not divide what there is, a few more. Default: ${storedPixels}, of what is longer than ${pixelsAtMost / storedPixels / 60} minutes fewer.`,
    }),
  ),
  ...signed,
})

const WaveformJson = Type.Object(
  {
    version: Type.Literal(2),
    channels: Type.Literal(1),
    sample_rate: Type.Integer(),
    samples_per_pixel: Type.Integer(),
    bits: Type.Literal(8),
    length: Type.Integer({ description: 'Pixels.' }),
    data: Type.Array(Type.Integer(), { description: 'Lowest and highest of each pixel in turn, -128 to 127.' }),
  },
  { title: 'Waveform' },
)

const defaultPixels = (durationMs: number | null): number =>
  Math.max(1, Math.min(storedPixels, Math.floor(pixelsAtMost / ((durationMs ?? 0) / 1_000 + 1))))

export const waveformRoutes: FastifyPluginAsyncTypebox = async app => {
  const listener = listenerOf(app)

  /** Of what is heard; of what is still being processed for its owner. @throws ApiError trackNotFound, fileNotFound */
  const waveformOf = async (request: FastifyRequest, id: number, { t, v }: Static<typeof Signed>) => {
    const { viewer, link } = listener(request, id, t)
    const file = await findTrackFile(app.db, id, 'waveform', { viewer, link, version: v })
    if (!file) throw new ApiError(trackErrors.trackNotFound)
    const { key, bytes, duration_ms } = file
    if (key === null || bytes === null) throw new ApiError(trackErrors.fileNotFound)
    return {
      object: { key, bytes, contentType: 'application/octet-stream' },
      duration_ms,
      caching: cachingOf(file, v),
    }
  }

  app.get(
    '/song/:id/waveform',
    {
      config: reading,
      onRequest: app.optionalUser,
      schema: {
        tags,
        operationId: 'getWaveform',
        summary: 'The waveform of a track',
        description: 'As audiowaveform writes it. Its owner has it as soon as it is made, before the track is ready.',
        params: ById,
        querystring: WaveformQuery,
        response: {
          200: WaveformJson,
          304: Type.Null({ description: 'The client has it.' }),
          ...errors(trackErrors.trackNotFound, trackErrors.fileNotFound),
        },
      },
    },
    async (request, reply) => {
      const { object, duration_ms, caching } = await waveformOf(request, request.params.id, request.query)
      const { key } = object
      const pps = request.query.pps ?? defaultPixels(duration_ms)
      const etag = etagOf(`${key}/${pps}`)
      reply.header('etag', etag).header('cache-control', caching)
      if (has(request, etag)) return reply.code(304).send(null)
      const stored = await readStored(app.storage, key)
      if (!stored) throw new ApiError(httpErrors.notFound)
      return waveformJson(withPixelsPerSecond(readWaveformDat(stored), pps))
    },
  )

  app.get(
    '/song/:id/waveform.dat',
    {
      config: reading,
      onRequest: app.optionalUser,
      schema: {
        tags,
        operationId: 'getWaveformData',
        summary: 'The waveform of a track in binary',
        params: ById,
        querystring: Signed,
        response: {
          200: {
            description: 'As audiowaveform writes it.',
            content: { 'application/octet-stream': { schema: Type.String({ format: 'binary' }) } },
          },
          304: Type.Null({ description: 'The client has it.' }),
          ...errors(trackErrors.trackNotFound, trackErrors.fileNotFound),
        },
      },
    },
    async (request, reply) => {
      const { object, caching } = await waveformOf(request, request.params.id, request.query)
      return sendObject(request, reply as FastifyReply, object, { caching, signedSeconds: 0 })
    },
  )
}
