import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { findTrackFile } from '@mudig/db/tracks/served-file'
import { readWaveformDat, waveformJson } from '@mudig/shared/clients/ffmpeg/waveform'
import { readStored } from '@mudig/shared/clients/s3/storage'
import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import { Id } from '@mudig/shared/core/ids'
import { trackErrors } from '@mudig/shared/tracks/errors'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { errors } from '../http/declared-errors.js'
import { etagOf, has, sendObject } from '../objects/send.js'
import { listenerOf } from './links.js'
import { withPixelsPerSecond } from './waveform.js'

const tags = ['tracks']
const ById = Type.Object({ id: Id })

/** Pixels of a second in what is stored. */
const storedPixels = 20

const signature = Type.Optional(Type.String({ maxLength: 80, description: 'As in `song_path`.' }))
const WaveformQuery = Type.Object({
  bits: Type.Unsafe<8>({ type: 'integer', enum: [8], default: 8 }),
  pps: Type.Integer({
    minimum: 1,
    maximum: storedPixels,
    default: storedPixels,
    description: 'Pixels of a second; so many or, where they do not divide what there is, a few more.',
  }),
  t: signature,
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

/** Another file that takes the place of this one has another waveform, under the same address. */
const caching = 'private, no-cache'

export const waveformRoutes: FastifyPluginAsyncTypebox = async app => {
  const listener = listenerOf(app)

  /** Of what is heard; of what is still being processed for its owner. @throws ApiError trackNotFound, fileNotFound */
  const waveformOf = async (request: FastifyRequest, id: number, t: string | undefined) => {
    const file = await findTrackFile(app.db, id, 'waveform', listener(request, id, t))
    if (!file) throw new ApiError(trackErrors.trackNotFound)
    const { key, bytes } = file
    if (key === null || bytes === null) throw new ApiError(trackErrors.fileNotFound)
    return { key, bytes, contentType: 'application/octet-stream' }
  }

  app.get(
    '/song/:id/waveform',
    {
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
      const { t, pps } = request.query
      const { key } = await waveformOf(request, request.params.id, t)
      const etag = etagOf(`${key}/${pps}`)
      reply.header('etag', etag).header('cache-control', caching)
      if (has(request, etag)) return reply.code(304).send(null)
      const stored = await readStored(app.storage, key)
      if (!stored) throw new ApiError(httpErrors.notFound)
      const peaks = withPixelsPerSecond(readWaveformDat(stored), pps)
      return { ...waveformJson(peaks), data: Array.from(peaks.pairs) }
    },
  )

  app.get(
    '/song/:id/waveform.dat',
    {
      onRequest: app.optionalUser,
      schema: {
        tags,
        operationId: 'getWaveformData',
        summary: 'The waveform of a track in binary',
        params: ById,
        querystring: Type.Object({ t: signature }),
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
      const object = await waveformOf(request, request.params.id, request.query.t)
      return sendObject(request, reply as FastifyReply, object, { caching, signedSeconds: 0 })
    },
  )
}
