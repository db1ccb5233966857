import type { Db } from '@mudig/db/core/client'
import { selectRandomVideos, selectSongs } from '@mudig/db/music/lists'
import { testDatabase } from '@mudig/db/testing/database'
import { planOf } from '@mudig/db/testing/plans'
import { aUser } from '@mudig/db/testing/rows'
import { sql } from 'kysely'
import t from 'tap'
import { aCrowd } from '../testing/crowd.js'

/** Songs with just these ids, each with a video. */
const songs = (db: Db, first: number, count: number) =>
  sql`
    insert into music (id, singer, song, singer_key, song_key, state, video_id, thumbnail) overriding system value
    select id, 'Singer', 'Song ' || id, 'singer', 'song' || id, 'matched', lpad(id::text, 11, '_'), 'https://i.ytimg.com/' || id
    from generate_series(${first}::int8, ${first + count - 1}::int8) id`.execute(db)

t.test('among twenty thousand songs and ten thousand playlists both read indexes', async t => {
  const { db } = await testDatabase(t)
  await aCrowd(db, { playlists: 10_000 })
  const { rows } = await sql<{
    writer: number
  }>`select writer from playlists group by writer order by count(*) desc limit 1`.execute(db)
  const [most, nobody] = [rows[0]!.writer, await aUser(db)]
  // As many again as a small catalogue has, so that reading all of it is worth less than looking five up.
  const { rows: ends } = await sql<{ last: number }>`select max(id) as last from music`.execute(db)
  // A song's words are indexed as it is written, so that all of them would take longer than a statement may.
  for (let first = ends[0]!.last + 1; first <= ends[0]!.last + 20_000; first += 1_000) await songs(db, first, 1_000)
  await sql`vacuum analyze`.execute(db)
  for (const viewer of [most, nobody]) {
    for (const page of [{}, { from: { own: true, id: 500 } }, { from: { own: false, id: 500 } }, { ids: [1, 2, 3] }]) {
      const plan = await planOf(db, { compile: () => selectSongs(viewer, { limit: 1_000, ...page }).compile(db) })
      t.match(plan, 'subjects_owner')
      t.match(plan, /playlist_songs_(pkey|in_order)/)
      t.match(plan, 'music_pkey')
      t.notMatch(plan, /Seq Scan on (playlists|music|playlist_songs)/, plan)
    }
  }
  for (const already of [[], Array.from({ length: 1_990 }, (_, index) => index + 1)]) {
    const plan = await planOf(db, selectRandomVideos(db, already))
    t.match(plan, 'music_with_video', 'the ends')
    t.match(
      plan,
      /Nested Loop\n.*CTE Scan on draws\n.*Index Only Scan using music_with_video on music s/,
      'looked up in the order of the draws',
    )
    t.notMatch(plan, /Seq Scan on music/, plan)
  }
})
