import type { Dig } from '@mudig/db/playlists/dig-status'
import type { PlaylistDetail } from '@mudig/db/playlists/playlists'
import type { Language } from '@mudig/shared/core/language'
import { withThumbnails } from '@mudig/shared/objects/keys'
import { digFailure } from '@mudig/shared/playlists/errors'

/** The playlist of a detail as the wire has it. */
export const toPlaylist = ({ comments: _, next_comments: __, playlist_music_list: ___, ...playlist }: PlaylistDetail) =>
  withThumbnails(playlist)

/** A dig as its writer sees it, with the reason of a failure in their language. */
export const toJob = ({ error_code, ...job }: Dig, language: Language) => ({
  ...job,
  error: error_code === null ? null : { code: error_code, message: digFailure(error_code)[language] },
})

export const isFinal = (status: string) => status === 'ready' || status === 'failed' || status === 'cancelled'
