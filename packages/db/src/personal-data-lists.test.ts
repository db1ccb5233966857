import { type KyselyPlugin, type RootOperationNode, sql } from 'kysely'
import t from 'tap'
import { findByToken, findLatest } from './accounts/exports.js'
import type { Db } from './core/client.js'
import { copies } from './personal-data.js'
import { covers } from './playlists/copy.js'
import { testDatabase } from './testing/database.js'
import { planOf } from './testing/plans.js'
import { aPlaylist, manyPlaylists } from './testing/playlists.js'
import { manyPosts } from './testing/posts.js'
import { manyProducts } from './testing/products.js'
import { manyReviews } from './testing/reviews.js'
import { aUser, inTransaction } from './testing/rows.js'
import { manySets } from './testing/sets.js'
import { manyOrders } from './testing/shop.js'
import { manyTracks } from './testing/tracks.js'

const listOf = (name: string) => copies.find(copy => copy.name === name)!.read

const read = async (pages: AsyncIterable<readonly object[]>) => {
  const sizes: number[] = []
  const rows: object[] = []
  for await (const page of pages) {
    sizes.push(page.length)
    rows.push(...page)
  }
  return { sizes, rows }
}

t.test('lists are read to their end in bounded pages, whatever their length', async t => {
  const { db } = await testDatabase(t)
  const [me, other] = [await aUser(db), await aUser(db)]
  const playlist = await aPlaylist(db, other)
  const comment = (writer: number, count: number) =>
    sql`insert into subject_comments (subject_id, writer, content) select ${playlist}, ${writer}, 'c' from generate_series(1, ${count}::int)`.execute(
      db,
    )
  t.strictSame(await read(listOf('comments')(db, me)), { sizes: [], rows: [] })
  for (const [more, sizes] of [
    [199, [199]],
    [1, [200]],
    [1, [200, 1]],
    [200, [200, 200, 1]],
  ] as const) {
    await comment(me, more)
    await comment(other, 3)
    const found = await read(listOf('comments')(db, me))
    t.strictSame(found.sizes, sizes)
    t.equal(new Set(found.rows.map(row => (row as { id: number }).id)).size, found.rows.length)
  }
})

t.test('likes of the same moment are all read, and each once', async t => {
  const { db } = await testDatabase(t)
  const [me, other] = [await aUser(db), await aUser(db)]
  const many = await manyPlaylists(db, sql`select ${other}::int8 as writer from generate_series(1, 450)`)
  await sql`
    insert into subject_likes (subject_id, user_id, created_at)
    select id, ${me}, timestamptz '2026-01-01 00:00:00.123456Z' from unnest(${many}::int8[]) as id`.execute(db)
  const { sizes, rows } = await read(listOf('likes')(db, me))
  t.strictSame(sizes, [200, 200, 50])
  t.equal(new Set(rows.map(row => (row as { playlist: number }).playlist)).size, 450)
})

/** Everything that is asked through the returned handle. */
const listening = (db: Db) => {
  const heard: RootOperationNode[] = []
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => {
      heard.push(node)
      return node
    },
    transformResult: async ({ result }) => result,
  }
  return { db: db.withPlugin(plugin) as Db, heard }
}

/**
 * Of a table that is filled nowhere here: it is scanned as long as that is allowed. What is left is an index of the
 * list's own, or another one whose rows are filtered.
 */
const planOfEmpty = (db: Db, query: Parameters<typeof planOf>[1]): Promise<string> =>
  inTransaction(db, async trx => {
    await sql`set local enable_seqscan = off; set local enable_bitmapscan = off; set local enable_sort = off`.execute(
      trx,
    )
    return planOf(trx, query)
  })

t.test('each list and each look for a copy follows an index', async t => {
  const { db } = await testDatabase(t)
  await sql`
    insert into users (email, name, name_key) select 'u' || n || '@test.local', 'u' || n, 'u' || n from generate_series(1, 1000) n`.execute(
    db,
  )
  await manyPlaylists(db, sql`select id as writer from users`)
  await sql`insert into music (singer, song, singer_key, song_key) select 's', n::text, 's', n::text from generate_series(1, 1000) n`.execute(
    db,
  )
  await sql`insert into playlist_songs (playlist_id, music_id, position) select id, id % 1000 + 1, 0 from playlists`.execute(
    db,
  )
  await sql`insert into sessions (user_id, seed, expires_at) select id, decode(repeat('00', 32), 'hex'), now() from users`.execute(
    db,
  )
  await sql`insert into known_devices (user_id, hash) select id, decode(repeat('00', 32), 'hex') from users`.execute(db)
  await sql`insert into identities (provider, subject, user_id) select 'google', id::text, id from users`.execute(db)
  await sql`insert into subject_likes (subject_id, user_id) select p.id, u.id from users u join playlists p on p.writer = (u.id % 1000) + 1`.execute(
    db,
  )
  await sql`insert into subject_comments (subject_id, writer, content) select id, writer, 'c' from playlists`.execute(
    db,
  )
  await sql`insert into follows (follower, followee) select id, id % 1000 + 1 from users where id % 1000 + 1 <> id`.execute(
    db,
  )
  await sql`insert into report_cases (target_type, target_id, author) select 'user', id, id from users`.execute(db)
  await sql`insert into reports (reporter, case_id, reason) select author, id, 'spam' from report_cases`.execute(db)
  await sql`insert into moderation_log (person, action) select id, 'warn' from users`.execute(db)
  await sql`insert into appeals (decision_id, person, content) select id, person, 'a' from moderation_log`.execute(db)
  await sql`insert into notification_boxes (user_id) select id from users`.execute(db)
  await sql`insert into notifications (recipient, kind, subject, seq) select id, 'followed', 0, 1 from users`.execute(
    db,
  )
  await sql`
    insert into account_exports (user_id, language, object_key, expires_at, token_hash)
    select id, 'ko', 'exports/' || lpad(id::text, 22, '0') || '.zip', now(), sha256(id::text::bytea) from users`.execute(
    db,
  )
  await manyTracks(db, sql`select id as owner from users`)
  await sql`insert into conversations (low, high) select id, id + 1 from users where id < (select max(id) from users)`.execute(
    db,
  )
  await sql`insert into messages (conversation_id, seq, sender, content) select id, 1, low, 'm' from conversations`.execute(
    db,
  )
  await sql`insert into blocks (blocker, blocked) select low, high from conversations`.execute(db)
  await sql`insert into mutes (muter, muted) select low, high from conversations`.execute(db)
  await sql`insert into tags (name, folded) select 't' || n, 't' || n from generate_series(1, 1000) n`.execute(db)
  await sql`insert into track_tags (track_id, tag_id) select t.id, g.id from tracks t join tags g on g.id = t.owner`.execute(
    db,
  )
  await manyPosts(db, sql`select id as owner from users`)
  await sql`insert into post_tags (post_id, tag_id, position) select p.id, g.id, 1 from posts p join tags g on g.id = p.owner`.execute(
    db,
  )
  await sql`insert into subject_likes (subject_id, user_id, kind) select id, owner, 'post' from posts`.execute(db)
  await sql`insert into post_pictures (post_id, position, key) select id, 0, 'picture/' || id from posts`.execute(db)
  await sql`insert into post_dwells (user_id, post_id, ms) select owner, id, 5 from posts`.execute(db)
  await manyProducts(db)
  await sql`insert into subject_likes (subject_id, user_id, kind) select id, owner, 'product' from products`.execute(db)
  await sql`insert into track_chapters (track_id, chapters) select id, '[{}]' from tracks`.execute(db)
  await sql`insert into track_links (track_id, slug) select id, lpad(id::text, 22, '0') from tracks`.execute(db)
  await sql`insert into reposts (user_id, track_id) select owner, id from tracks`.execute(db)
  await sql`insert into subject_likes (subject_id, user_id, kind) select id, owner, 'track' from tracks`.execute(db)
  await manySets(db)
  await sql`insert into set_tracks (set_id, track_id, position) select l.id, t.id, 1 from sets l join tracks t on t.owner = l.owner`.execute(
    db,
  )
  await sql`insert into subject_likes (subject_id, user_id, kind) select id, owner, 'set' from sets`.execute(db)
  await sql`
    insert into plays (play_id, track_id, user_id, listener, slot, ms_played)
    select gen_random_uuid(), id, owner, decode(repeat('00', 16), 'hex'), 1, 40000 from tracks`.execute(db)
  await manyOrders(db)
  await manyReviews(db)
  await sql`analyze`.execute(db)
  const asked: Record<string, (db: Db) => Promise<{ rows: object[] } | object | undefined>> = {
    ...Object.fromEntries(copies.map(copy => [copy.name, (db: Db) => read(copy.read(db, 7))])),
    covers: db => read(covers(db, 7)),
    'the last copy': db => findLatest(db, 7),
    'the copy of a link': db => findByToken(db, Buffer.alloc(32)),
  }
  for (const [name, ask] of Object.entries(asked)) {
    const { db: asking, heard } = listening(db)
    const answer = await ask(asking)
    t.equal(heard.length, 1, name)
    const isEmpty = answer !== undefined && 'rows' in answer && answer.rows.length === 0
    for (const node of heard) {
      const { sql: text, parameters } = db.getExecutor().compileQuery(node, { queryId: 'heard' })
      const written = parameters.map(value => (Buffer.isBuffer(value) ? `\\x${value.toString('hex')}` : value))
      const query = { compile: () => ({ sql: text, parameters: written }) }
      if (isEmpty) t.notMatch(await planOfEmpty(db, query), /Seq Scan|Filter/, name)
      else t.notMatch(await planOf(db, query), 'Seq Scan', name)
    }
  }
})
