import type { Db } from '@mudig/db/core/client'
import { selectHome, selectMine } from '@mudig/db/playlists/home'
import { testDatabase } from '@mudig/db/testing/database'
import { pagesRead, planOf } from '@mudig/db/testing/plans'
import { aUser } from '@mudig/db/testing/rows'
import { sql } from 'kysely'
import t from 'tap'
import { aCrowd } from '../testing/crowd.js'

const setGenre = (db: Db, id: number, genre: string) =>
  db.updateTable('users').set({ genre }).where('id', '=', id).execute()

t.test('among ten thousand playlists home reads indexes, also of somebody who follows everybody', async t => {
  const { db } = await testDatabase(t)
  await aCrowd(db, { playlists: 10_000 })
  const me = await aUser(db)
  const busy = await aUser(db)
  await setGenre(db, busy, 'K-POP,발라드,인디,이런 장르는 없다')
  const lonely = await aUser(db)
  await setGenre(db, lonely, '이런 장르는 없다')
  await sql`insert into follows (follower, followee) select who, id from users, unnest(${[busy, lonely]}::int8[]) who where id <> who`.execute(
    db,
  )
  await sql`analyze`.execute(db)
  const used = {
    subjects_shown_newest: 'the newest',
    subjects_shown_liked: 'the most liked',
    subjects_shown_genre: 'by genre',
    subjects_shown_owner: 'of whom one follows',
    subjects_shown_hot: 'popular',
    subjects_owner: 'my own',
    follows_following_idx: 'whom one follows',
  }
  for (const who of [me, busy, lonely]) {
    const plan = await planOf(db, selectHome(db, who))
    for (const [index, what] of Object.entries(used)) t.match(plan, index, what)
    t.notMatch(plan, /Seq Scan on (users|subjects|playlists|follows|subject_likes|playlist_songs)/, plan)
    t.notMatch(plan, 'Hash Join', plan)
    t.match(plan, /Index Scan Backward using subjects_shown_owner on subjects/, 'a prolific one is not read whole')
    const rows = await selectHome(db, who).execute()
    t.equal(rows.filter(row => row.section === 'recommend_pli').length, 5)
    const others = rows
      .filter(row => row.section === 'playlist_all' || row.section === 'liked_playlist')
      .map(row => row.id)
    t.notOk(rows.some(row => row.section === 'recommend_pli' && others.includes(row.id)))
    t.ok((await pagesRead(db, selectHome(db, who))) < 5_000, `${await pagesRead(db, selectHome(db, who))} pages`)
  }
  const { rows } = await sql<{ writer: number; last: number }>`
    select writer, max(id) as last from playlists group by writer order by count(*) desc limit 1`.execute(db)
  const [most] = rows
  for (const cursor of [undefined, most!.last]) {
    const mine = await planOf(db, selectMine(db, most!.writer, { limit: 10, cursor }))
    t.match(mine, /Index (Only )?Scan Backward using subjects_shown_owner/)
    t.notMatch(mine, 'Sort')
  }
})
