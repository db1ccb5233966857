import { playlistErrors } from '@mudig/shared/playlists/errors'
import { PlaylistAccepted, PlaylistCreated } from '@mudig/shared/playlists/schemas'
import { Type } from 'typebox'
import { errors } from '../http/declared-errors.js'

/** What every route that digs takes beside its body. */
export const DigHeaders = Type.Object({
  'idempotency-key': Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 255,
      pattern: '^[\\x21-\\x7e]+$',
      description: 'Repeats within 24 hours lead to the same dig.',
    }),
  ),
  prefer: Type.Optional(Type.String({ maxLength: 1_000 })),
})

/** What every route that digs answers. */
export const digAnswers = {
  200: PlaylistCreated,
  202: PlaylistAccepted,
  ...errors(
    playlistErrors.tooManyInFlight,
    playlistErrors.tooManyDigs,
    playlistErrors.idempotencyKeyReused,
    playlistErrors.jobNotFound,
    playlistErrors.digFailed,
  ),
}
