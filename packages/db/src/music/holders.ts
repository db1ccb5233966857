import { sql } from 'kysely'

/**
 * How many playlists hold a row of music, by the name that it has in the statement. Counted up to a thousand: what
 * everybody has is wanted, whatever the number.
 */
export const holdersOf = (row: 'music' | 'm') => sql<number>`(
  select count(*)::int from (select from playlist_songs s where s.music_id = ${sql.ref(`${row}.id`)} limit 1000) as holding
)`
