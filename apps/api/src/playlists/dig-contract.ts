import { playlistErrors } from '@mudig/shared/playlists/errors'
import { PlaylistAccepted, PlaylistCreated } from '@mudig/shared/playlists/schemas'
import { Type } from 'typebox'
import { errors } from '../http/declared-errors.js'
import { idempotencyKey } from '../http/idempotency.js'

/** What every route that digs takes beside its body. */
export const DigHeaders = Type.Object({
  'idempotency-key': idempotencyKey('Repeats within 24 hours lead to the same dig.'),
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
    playlistErrors.digRefused,
    playlistErrors.digFailed,
  ),
}
