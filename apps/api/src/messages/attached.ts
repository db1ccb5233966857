import { playlistSubject } from '@mudig/db/playlists/subject'
import { trackSubject } from '@mudig/db/tracks/subject'
import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'

const onlyOne = {
  field: 'playlist_id',
  rule: 'x-one',
  ko: '곡과 플레이리스트 중 하나만 보낼 수 있습니다.',
  en: 'cannot come together with song_id.',
}

/** What a message is to show. @throws ApiError invalidInput where that is two things */
export const attachedTo = ({ song_id, playlist_id }: { song_id?: number | null; playlist_id?: number | null }) => {
  const [song, playlist] = [song_id ?? undefined, playlist_id ?? undefined]
  if (song !== undefined && playlist !== undefined) throw new ApiError(httpErrors.invalidInput, { faults: [onlyOne] })
  if (song !== undefined) return { kind: trackSubject, id: song }
  return playlist === undefined ? undefined : { kind: playlistSubject, id: playlist }
}
