import type { Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { beginWriting, endWriting } from '@mudig/db/tracks/upload-writing'
import { createUpload, endUpload, findUpload } from '@mudig/db/tracks/uploads'
import { partBytes } from '@mudig/shared/clients/s3/part-uploads'
import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import { trackErrors } from '@mudig/shared/tracks/errors'
import type { FastifyInstance } from 'fastify'
import { Gauge } from 'prom-client'
import { Type } from 'typebox'
import { errors } from '../http/declared-errors.js'
import { perMinute } from '../http/rate-limits.js'
import { requireFfmpeg } from './ready.js'
import { receive } from './receive.js'
import { filesReceived, most, takeSlot } from './slots.js'
import { announcedBytes, describeUpload, metadataOf, readCreation, speakTus, tusOptions } from './tus.js'
import { ByUpload, NewUpload, NextBytes, UploadBegun } from './upload-schemas.js'

const tags = ['tracks']
const place = '/song/uploads'
/** As tus 1.0.0 names it ("PATCH"). */
const offsetType = 'application/offset+octet-stream'

/** Uploads that go on where they broke, as tus 1.0.0 has it or, for who has no client of tus, begun with JSON. */
export const uploadRoutes: FastifyPluginAsyncTypebox = async app => {
  const { maxBytes, perDay } = app.config.tracks
  new Gauge({
    name: 'mudig_files_received',
    help: 'Files of tracks that this process receives just now',
    registers: [app.metrics],
    collect() {
      this.set(filesReceived())
    },
  })
  new Gauge({
    name: 'mudig_files_received_most',
    help: 'How many it receives at once at most',
    registers: [app.metrics],
  }).set(most.inAll)
  app.addHook('onRequest', speakTus)
  const optionsHeaders = tusOptions(maxBytes)
  for (const url of [place, `${place}/:id`])
    app.options(url, { config: { optionsHeaders }, schema: { hide: true } }, async (_, reply) => reply.code(204).send())

  app.post(
    place,
    {
      config: perMinute(120, { account: 60 }),
      onRequest: [app.requireUser, requireFfmpeg],
      preValidation: readCreation,
      schema: {
        tags,
        operationId: 'beginUpload',
        summary: 'Begin to upload a track',
        description: `With JSON, or as tus 1.0.0 does: \`Upload-Length\` and \`Upload-Metadata\` (\`filename\`, \`sha256\`). The file follows with \`PATCH\`, and \`POST …/complete\` makes a track of it. It counts as one of the day's uploads, unless it is given up before much has arrived.`,
        body: NewUpload,
        response: {
          201: UploadBegun,
          ...errors(trackErrors.tooLarge, trackErrors.tooManyUploads, trackErrors.unsupported, trackErrors.tusVersion),
        },
      },
    },
    async (request, reply) => {
      const { filename, bytes, sha256 } = request.body
      if (bytes > maxBytes) throw new ApiError(trackErrors.tooLarge)
      const wanted = { filename, bytes, ...(sha256 !== undefined && { sha256: Buffer.from(sha256, 'hex') }) }
      const upload = await app.ledger.transaction(trx => createUpload(trx, request.user.id, wanted, { perDay }))
      return describeUpload(reply, upload).code(201).header('location', `${place}/${upload.id}`).send({
        upload_id: upload.id,
        part_size: partBytes,
        expires_at: upload.expires_at,
        offset: upload.received,
      })
    },
  )

  app.head(
    `${place}/:id`,
    {
      config: perMinute(1_200, { account: 600 }),
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'getUploadOffset',
        summary: 'How much of an upload is kept',
        description: '`Upload-Offset` says where to go on, `Upload-Length` how long the file is.',
        params: ByUpload,
        response: {
          200: Type.Null({ description: 'In its headers.' }),
          ...errors(trackErrors.uploadNotFound, trackErrors.uploadExpired, trackErrors.tusVersion),
        },
      },
    },
    async (request, reply) => {
      const upload = await findUpload(app.db, request.user.id, request.params.id)
      return describeUpload(reply, upload)
        .header('upload-length', String(upload.bytes))
        .header('upload-metadata', metadataOf(upload.filename))
        .header('cache-control', 'no-store')
        .send()
    },
  )

  app.delete(
    `${place}/:id`,
    {
      config: perMinute(120, { account: 60 }),
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'endUpload',
        summary: 'Give an upload up',
        description:
          'What was received is removed. It does not count as one of the day any more, unless more than 4 MiB had arrived.',
        params: ByUpload,
        response: {
          204: Type.Null({ description: 'Done.' }),
          ...errors(trackErrors.uploadNotFound, trackErrors.uploadDone, trackErrors.tusVersion),
        },
      },
    },
    async (request, reply) => {
      await app.ledger.transaction(trx => endUpload(trx, request.user.id, request.params.id))
      return reply.code(204).send(null)
    },
  )

  await app.register(writingRoute)
}

/** Its own scope: no other route takes bodies that are not read before its handler. */
const writingRoute: FastifyPluginAsyncTypebox = async app => {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(offsetType, (_request, body, done) => done(null, body))

  app.patch(
    `${place}/:id`,
    {
      // Some clients send a file in small requests.
      config: perMinute(1_200, { account: 600 }),
      onRequest: [
        (request, _reply, done) => {
          request.takesLong = true
          request.arrivesSlowly = true
          done()
        },
        app.requireUser,
      ],
      schema: {
        tags,
        operationId: 'continueUpload',
        summary: 'Send the next bytes of an upload',
        description: 'Any number of them. What has arrived is kept, also when the connection breaks.',
        params: ByUpload,
        body: { content: { [offsetType]: { schema: NextBytes } } },
        headers: Type.Object({ 'upload-offset': Type.String({ pattern: '^(0|[1-9][0-9]{0,14})$' }) }),
        response: {
          204: Type.Null({ description: '`Upload-Offset` says how much is kept.' }),
          ...errors(
            trackErrors.uploadNotFound,
            trackErrors.uploadOffset,
            trackErrors.uploadExpired,
            trackErrors.tooLarge,
            trackErrors.uploadBusy,
            trackErrors.tusVersion,
            httpErrors.unsupportedMediaType,
          ),
        },
      },
    },
    async (request, reply) => {
      const release = takeSlot(request.user.id)
      try {
        const upload = await beginWriting(
          app.db,
          request.user.id,
          request.params.id,
          Number(request.headers['upload-offset']),
        )
        if (upload.received + (announcedBytes(request) ?? 0) > upload.bytes) {
          await endWriting(app.db, upload)
          throw new ApiError(trackErrors.tooLarge)
        }
        const { offset, end } = await receive(server(app), upload, request.body as Readable)
        if (end === 'idle' || end === 'stopping') throw new ApiError(httpErrors.unavailable, { retryAfterSeconds: 1 })
        // Where the connection was cut nobody hears it.
        return describeUpload(reply, { received: offset, expires_at: upload.expires_at }).code(204).send(null)
      } finally {
        release()
      }
    },
  )
}

const server = ({ db, storage, stopping }: FastifyInstance) => ({ db, storage, stopping })
