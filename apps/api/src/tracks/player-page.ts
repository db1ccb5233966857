import { randomBytes } from 'node:crypto'
import { listMoments } from '@mudig/db/tracks/comments'
import type { SongRow } from '@mudig/db/tracks/songs'
import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import { preferredLanguage } from '@mudig/shared/core/language'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { answerError } from '../http/errors.js'
import { sendPage } from '../http/page.js'
import { wantsPageOrPreview } from '../http/wants-page.js'
import { songAnswers } from './answers.js'
import { gonePage, secretAddress, sharePage } from './share-page.js'

/** Whoever asks is nobody here, also with a token, so that no page is anybody's own. */
const nobody = 0

/** As many comments as a page shows, the first ones. */
const shownComments = 200

/** As for playlists: a person reads a sentence, programs are told by JSON. */
export const answerGone = (error: ApiError, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  if (!wantsPageOrPreview(request, reply)) return answerError(error, request, reply)
  const { config } = request.server
  const language = preferredLanguage(request.headers['accept-language'])
  return sendPage(reply.code(404), language, config, gonePage(language, config))
}

/** An address that can name no track leads nowhere, as one does that names none. */
export const answerNowhere = (error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply =>
  error.validationContext === 'params'
    ? answerGone(new ApiError(httpErrors.notFound), request, reply)
    : answerError(error, request, reply)

/** Sends the page that plays a track; of one that a secret link opens it says nothing that the link does not open. */
export const sendPlayer = async (
  request: FastifyRequest,
  reply: FastifyReply,
  row: SongRow,
  secret?: { link: number; slug: string },
): Promise<FastifyReply> => {
  const { db, config } = request.server
  const { pathOf } = songAnswers(request.server)
  const language = preferredLanguage(request.headers['accept-language'])
  const comments = secret
    ? []
    : ((await listMoments(db, row.song_id, nobody, { limit: shownComments }))?.comments ?? [])
  const nonce = randomBytes(16).toString('base64')
  const html = sharePage(language, row, config, {
    stream: pathOf(row, nobody, 'stream', secret?.link),
    waveform: pathOf({ ...row, live_version: null }, nobody, 'waveform', secret?.link),
    nonce,
    comments,
    ...(secret && { secretUrl: secretAddress(config, secret.slug) }),
  })
  return sendPage(reply, language, config, html, { player: { nonce } })
}
