import { sql } from 'kysely'
import t from 'tap'
import { follow } from '../accounts/follows.js'
import type { Db } from '../core/client.js'
import { testDatabase } from '../testing/database.js'
import { planOf } from '../testing/plans.js'
import { aLike, aPlaylist, changePlaylist, manyPlaylists } from '../testing/playlists.js'
import { aUser, inTransaction, manyKeptApart } from '../testing/rows.js'
import { findProfile, type ProfilePosition, selectProfile, updateProfile } from './profiles.js'

const listsOf = async (db: Db, id: number, viewer: number) => {
  const found = await findProfile(db, id, viewer, { limit: 50 })
  return { written: found?.playlist.map(row => row.id), liked: found?.liked_playlists.map(row => row.id) }
}

t.test('others see what is ready and public; the writer also what is private or in the making', async t => {
  const { db } = await testDatabase(t)
  const [writer, stranger] = [await aUser(db), await aUser(db)]
  const shown = await aPlaylist(db, writer)
  const secret = await aPlaylist(db, writer, { is_public: false })
  const digging = [
    await aPlaylist(db, writer, { status: 'queued' }),
    await aPlaylist(db, writer, { status: 'composing' }),
    await aPlaylist(db, writer, { status: 'matching' }),
  ]
  await aPlaylist(db, writer, { status: 'failed' })
  await aPlaylist(db, writer, { status: 'cancelled' })
  await aPlaylist(db, writer, { is_active: false })
  await aPlaylist(db, stranger)
  t.strictSame((await listsOf(db, writer, writer)).written, [...digging.toReversed(), secret, shown])
  t.strictSame((await listsOf(db, writer, stranger)).written, [shown])
})

t.test('liked lists show nothing private of others, nothing unfinished and nothing of a writer who left', async t => {
  const { db } = await testDatabase(t)
  const [fan, writer, gone] = [await aUser(db), await aUser(db), await aUser(db)]
  const shown = await aPlaylist(db, writer)
  const secret = await aPlaylist(db, writer, { is_public: false })
  const own = await aPlaylist(db, fan, { is_public: false })
  const hidden = [
    await aPlaylist(db, gone),
    await aPlaylist(db, writer, { is_active: false }),
    await aPlaylist(db, writer, { status: 'cancelled' }),
    await aPlaylist(db, writer, { status: 'matching' }),
  ]
  for (const [i, id] of [shown, secret, own, ...hidden].entries()) await aLike(db, fan, id, new Date(i))
  await db.updateTable('users').set({ is_active: false }).where('id', '=', gone).execute()
  t.strictSame((await listsOf(db, fan, fan)).liked, [own, shown])
  t.strictSame((await listsOf(db, fan, writer)).liked, [secret, shown], 'each sees their own')
  t.strictSame(await listsOf(db, gone, fan), { written: undefined, liked: undefined })
  t.strictSame(await listsOf(db, 987_654, fan), { written: undefined, liked: undefined })
})

t.test('the address is for its owner, and following is told apart from oneself', async t => {
  const { db } = await testDatabase(t)
  const [one, other] = [await aUser(db), await aUser(db)]
  const id = await aPlaylist(db, one)
  await aLike(db, other, id)
  await inTransaction(db, trx => follow(trx, other, one))
  const own = await findProfile(db, one, one, { limit: 1 })
  t.match(own, {
    profile: { email: /@test.local$/, is_following: null },
    playlist: [{ writer_profile: { email: /@test.local$/ }, like_playlist: false }],
  })
  const seen = await findProfile(db, one, other, { limit: 1 })
  t.match(seen, {
    profile: { email: null, is_following: true },
    playlist: [{ writer_profile: { email: null }, like_playlist: true }],
  })
  t.match(await findProfile(db, other, one, { limit: 1 }), {
    profile: { is_following: false },
    liked_playlists: [{ id, writer: one, writer_profile: { id: one, email: /@test.local$/ }, like_playlist: false }],
  })
})

t.test(
  'both lists go on page by page, likes of the same moment included, and nothing comes twice or is missed',
  async t => {
    const { db } = await testDatabase(t)
    const [person, writer] = [await aUser(db), await aUser(db)]
    const written: number[] = []
    const liked: number[] = []
    for (let i = 0; i < 3; i++) written.unshift(await aPlaylist(db, person))
    for (let i = 0; i < 8; i++) liked.unshift(await aPlaylist(db, writer))
    // Microseconds apart, and four of them at the same one.
    await sql`
    insert into subject_likes (user_id, subject_id, created_at)
    select ${person}, id, timestamptz '2026-11-20 10:00:00.123456+09' + least(n, 4) * interval '1 microsecond'
    from unnest(${liked.toReversed()}::int8[]) with ordinality as one (id, n)`.execute(db)
    const pages: { written: number[]; liked: number[] }[] = []
    let from: ProfilePosition | undefined
    do {
      const found = await findProfile(db, person, writer, { limit: 2, from })
      pages.push({ written: found!.playlist.map(row => row.id), liked: found!.liked_playlists.map(row => row.id) })
      from = found!.next
    } while (from && pages.length < 10)
    t.strictSame(
      pages.map(page => page.written),
      [written.slice(0, 2), written.slice(2), [], []],
    )
    t.strictSame(
      pages.map(page => page.liked),
      [liked.slice(0, 2), liked.slice(2, 4), liked.slice(4, 6), liked.slice(6)],
    )
  },
)

t.test('hiding a playlist and choosing it as the main one come one after the other', async t => {
  const { db } = await testDatabase(t)
  for (let round = 0; round < 5; round++) {
    const writer = await aUser(db)
    const playlist = await aPlaylist(db, writer)
    const hide = inTransaction(db, async trx => {
      await trx.selectFrom('playlists').select('id').where('id', '=', playlist).forNoKeyUpdate().execute()
      await changePlaylist(trx, playlist, { is_public: false })
      await trx
        .updateTable('users')
        .set({ rep_playlist: null })
        .where('id', '=', writer)
        .where('rep_playlist', '=', playlist)
        .execute()
    })
    const choose = inTransaction(db, trx => updateProfile(trx, writer, { rep_playlist: playlist }))
    const [hidden, chosen] = await Promise.allSettled([hide, choose])
    t.equal(hidden.status, 'fulfilled')
    if (chosen.status === 'rejected') t.match(chosen.reason, { declaration: { code: 'rep_playlist_not_shown' } })
    const { rep_playlist } = await db
      .selectFrom('users')
      .select('rep_playlist')
      .where('id', '=', writer)
      .executeTakeFirstOrThrow()
    t.equal(rep_playlist, null)
  }
})

t.test('among ten thousand playlists and likes a profile is one statement that reads indexes', async t => {
  const { db } = await testDatabase(t)
  const [person, viewer] = [await aUser(db), await aUser(db)]
  await sql`
    insert into users (email, name, name_key) select 'u' || n || '@test.local', 'u' || n, 'u' || n from generate_series(1, 10000) n`.execute(
    db,
  )
  await manyPlaylists(db, sql`select case when id % 50 = 0 then ${person} else id end as writer from users`)
  await sql`
    insert into subject_likes (user_id, subject_id, created_at) select ${person}, id, now() - id * interval '1 second' from playlists where writer <> ${person}`.execute(
    db,
  )
  await sql`insert into subject_likes (user_id, subject_id) select ${viewer}, id from playlists`.execute(db)
  await sql`
    insert into music (singer, song, singer_key, song_key) select 's', 'm' || n, 's', 'm' || n from generate_series(1, 100) n`.execute(
    db,
  )
  await sql`
    insert into playlist_songs (playlist_id, music_id, position) select p.id, m.id, m.id from playlists p join music m on m.id % 14 = p.id % 14`.execute(
    db,
  )
  await manyKeptApart(db)
  await sql`analyze`.execute(db)
  for (const who of [person, viewer]) {
    for (const from of [
      undefined,
      { playlist: 5_000, likedAtMicroseconds: Date.now() * 1_000 - 5_000_000_000, liked: 5_000 },
    ]) {
      const plan = await planOf(db, selectProfile(db, person, who, { limit: 100, from }))
      for (const index of ['users_pkey', /subjects_(shown_)?owner/, /likes_newest/]) t.match(plan, index, String(index))
      t.match(plan, /playlist_songs_(pkey|in_order)/)
      t.notMatch(plan, /Seq Scan on (users|subjects|playlists|subject_likes|playlist_songs)/, plan)
    }
  }
  const found = await findProfile(db, person, viewer, { limit: 100 })
  t.strictSame([found?.playlist.length, found?.liked_playlists.length], [100, 100])
  t.equal(found?.playlist[0]?.music.length, found?.playlist[14]?.music.length)
})
