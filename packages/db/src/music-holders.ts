import { sql } from 'kysely'

/** How many playlists hold a row of music. Counted up to a thousand: what everybody has is wanted, whatever the number. */
export const holdersOfMusic = sql<number>`(
  select count(*)::int from (select from playlist_songs s where s.music_id = music.id limit 1000) as holding
)`
