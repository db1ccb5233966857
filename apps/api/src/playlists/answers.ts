import type { Dig } from '@mudig/db/digs'
import type { PlaylistDetail } from '@mudig/db/playlists'
import type { Language } from '@mudig/shared/language'
import { thumbnailKeys } from '@mudig/shared/media/keys'
import { digFailure } from '@mudig/shared/playlists/errors'

/** A row as the wire has it; the resized pictures' keys follow from the cover's. */
export const toPlaylist = ({ has_thumbnails, comments: _, playlist_music_list: __, ...playlist }: PlaylistDetail) => ({
  ...playlist,
  thumbnails: has_thumbnails ? thumbnailKeys(playlist.thumbnail) : null,
})

/** A dig as its writer sees it, with the reason of a failure in their language. */
export const toJob = ({ error_code, ...job }: Dig, language: Language) => ({
  ...job,
  error: error_code === null ? null : { code: error_code, message: digFailure(error_code)[language] },
})

export const isFinal = (status: string) => status === 'ready' || status === 'failed' || status === 'cancelled'
