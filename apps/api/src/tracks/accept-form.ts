import type { Trx } from '@mudig/db/core/client'
import type { NewTrack } from '@mudig/db/tracks/create'
import { completeStored, type Destination, setPicture } from '@mudig/db/tracks/upload-completion'
import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import { sha256 } from '@mudig/shared/objects/keys'
import type { TrackWords } from '@mudig/shared/tracks/schemas'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Static, TSchema } from 'typebox'
import { onceForKey } from '../http/idempotency.js'
import { isOutage } from '../http/outage.js'
import type { Upload } from '../http/uploads.js'
import { showOwnPicture } from '../objects/own-picture.js'
import { replyAccepted } from './accepted.js'
import { readTrackForm, type TrackForm } from './form.js'
import { showPicture } from './picture.js'
import { takeSlot } from './slots.js'
import { tagsIn } from './tag-list.js'
import { titleOf } from './tus.js'
import { FormWords } from './upload-schemas.js'

/** What a form is to become: another file of a track, or a track, which is made once for a key. */
interface Purpose {
  replaces?: number
  key?: string | undefined
}

/** Says that another request with this key has made the track, so that nothing of this one is kept. */
class Repeat extends Error {
  constructor(readonly jobId: number) {
    super('a request with this key came before')
  }
}

/** A form becomes a track, or another file of one. */
export const acceptForm = async (request: FastifyRequest, reply: FastifyReply, purpose: Purpose) => {
  if (!request.isMultipart()) throw new ApiError(httpErrors.unsupportedMediaType)
  const release = takeSlot(request.user.id)
  let jobId: number
  try {
    const form = await readTrackForm(request, { mayRepeat: purpose.key !== undefined })
    jobId = await useOrGiveUp(request, form, purpose)
  } finally {
    release()
  }
  return replyAccepted(request, reply, jobId)
}

/** @returns the job that stands for all that follows */
const useOrGiveUp = async (request: FastifyRequest, form: TrackForm, { replaces, key }: Purpose): Promise<number> => {
  try {
    return await (replaces === undefined ? makeTrack(request, form, key) : replaceFile(request, form, replaces))
  } catch (error) {
    // Where the connection broke nobody knows whether the commit was done; if it was not, the upload expires.
    if (!isOutage(error)) await form.giveUp({ isRepeat: error instanceof Repeat })
    if (error instanceof Repeat) return error.jobId
    throw error
  }
}

const replaceFile = async (request: FastifyRequest, { file }: TrackForm, replaces: number): Promise<number> => {
  const { job_id } = await request.server.ledger.transaction(trx => complete(trx, request, file, { replaces }))
  return job_id
}

const makeTrack = (request: FastifyRequest, { file, fields }: TrackForm, key: string | undefined): Promise<number> => {
  const { name, tag_name, image: given, ...rest } = checked(request, FormWords, fields)
  const image = given as Upload | undefined
  const words = wordsOf(name ?? titleOf(file.filename), { ...rest, tags: tagsIn(tag_name ?? '') })
  const asked = [words, file.bytes, file.sha256?.toString('hex'), image && sha256(image.bytes).toString('hex')]
  return showOwnPicture(request, { image, folder: 'track' }, async picture => {
    let made: number | undefined
    const led = await onceForKey(request, { route: '/song/upload', asked, key }, async trx => {
      const { track_id, job_id } = await complete(trx, request, file, { words })
      made = job_id
      if (picture) {
        await showPicture(trx, picture, { track_id, owner: request.user.id, request_id: request.id })
        await setPicture(trx, track_id, picture.key)
      }
      return { job_id }
    })
    if (led.job_id !== made) throw new Repeat(led.job_id)
    return led.job_id
  })
}

/** @throws ApiError trackNotFound, tooManyUploads */
const complete = (trx: Trx, request: FastifyRequest, file: TrackForm['file'], destination: Destination) => {
  if ('refusal' in file) throw file.refusal
  return completeStored(trx, request.user.id, file, destination, { request_id: request.id })
}

export const wordsOf = (
  title: string,
  { description, tags, is_public, is_downloadable, chapters }: Omit<Static<typeof TrackWords>, 'name'>,
): NewTrack => ({
  title,
  ...(description !== undefined && { description }),
  ...(tags !== undefined && { tags }),
  ...(is_public !== undefined && { isPublic: is_public }),
  ...(is_downloadable !== undefined && { isDownloadable: is_downloadable }),
  ...(chapters !== undefined && { chapters }),
})

/** Fields of a form that its route has read, as the validator leaves them. @throws as the validator's faults are */
export const checked = <S extends TSchema>(request: FastifyRequest, schema: S, fields: object): Static<S> => {
  const validate = request.compileValidationSchema(schema as object, 'body')
  if (!validate(fields))
    throw Object.assign(new Error('the form is not valid'), {
      validation: validate.errors ?? [],
      validationContext: 'body',
    })
  return fields as Static<S>
}
