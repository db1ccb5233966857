import { type Db, withClient } from '@mudig/db/core/client'
import { testDatabase } from '@mudig/db/testing/database'
import { aUser } from '@mudig/db/testing/rows'
import { countTrackTags, writeCharts } from '@mudig/db/tracks/charts'
import { sql } from 'kysely'
import t from 'tap'
import { fillCrowd } from './fill-crowd.js'
import { aCrowd } from './testing/crowd.js'

const one = async <T extends object>(db: Db, query: string): Promise<T> =>
  (await sql.raw<T>(query).execute(db)).rows[0]!

/** Rows whose counter differs from what is counted. */
const wrongCounters = (db: Db) =>
  one(
    db,
    `select
       (select count(*) from subjects s where like_count <> (select count(*) from subject_likes where subject_id = s.id)) as likes,
       (select count(*) from subjects s where comment_count <> (select count(*) from subject_comments c where c.subject_id = s.id and c.is_active)) as comments,
       (select count(*) from playlists p where song_count <> (select count(*) from playlist_songs where playlist_id = p.id)) as songs,
       (select count(*) from users u where follower_count <> (select count(*) from follows where followee = u.id)) as followers,
       (select count(*) from notifications n where actor_count <> (select count(*) from notification_actors where notification_id = n.id)) as actors,
       (select count(*) from notification_boxes b where seq <> (select max(seq) from notifications where recipient = b.user_id)) as boxes,
       (select count(*) from users u where following_count <> (select count(*) from follows where follower = u.id)) as following`,
  )
const noneWrong = { likes: 0, comments: 0, songs: 0, followers: 0, following: 0, actors: 0, boxes: 0 }

/** Indexes and constraints, as Postgres describes them. */
const rules = async (db: Db) =>
  (
    await sql<{ rule: string }>`
      select pg_get_indexdef(indexrelid) as rule from pg_index where indrelid in ('playlists'::regclass, 'subjects'::regclass, 'subject_likes'::regclass, 'users'::regclass)
      union all
      select conname || pg_get_constraintdef(oid) from pg_constraint where connamespace = 'public'::regnamespace
      order by rule`.execute(db)
  ).rows

t.test('a crowd has what it says, with right counters, in every state', async t => {
  const { db } = await testDatabase(t)
  const before = await rules(db)
  const added = await aCrowd(db, { playlists: 2_000 })
  t.match(added, {
    users: 400,
    music: 400,
    playlists: 2_000,
    playlist_songs: 20_000,
    subjects: 2_000,
    subject_likes: 10_000,
    subject_comments: 2_000,
    follows: 2_000,
  })
  t.ok(added.notifications! > 500, `notifications: ${added.notifications}`)
  t.same(await wrongCounters(db), noneWrong)
  t.same(await rules(db), before, 'indexes and references are back')
  const states = await one<Record<string, number>>(
    db,
    `select count(*) filter (where status = 'failed') as failed, count(*) filter (where status = 'cancelled') as cancelled,
       count(*) filter (where status = 'ready' and visibility = 'private') as private, max(subjects.like_count) as most_liked,
       percentile_disc(0.5) within group (order by subjects.like_count) as median,
       (select count(*) from users where not is_active) as left, (select count(*) from subject_comments where parent is not null) as replies,
       (select count(*) from users where rep_playlist is not null) as shows
     from playlists join subjects using (id)`,
  )
  for (const [name, count] of Object.entries(states)) if (name !== 'median') t.ok(count > 0, `${name}: ${count}`)
  t.ok(states.most_liked! > 20 * states.median!, 'few playlists have very many likes')
  const { astray } = await one<{ astray: number }>(
    db,
    'select count(*) as astray from subject_comments c join subject_comments of on of.id = c.parent where of.subject_id <> c.subject_id or of.parent is not null',
  )
  t.equal(astray, 0, 'a reply stands under a comment on the same playlist')
})

t.test('a second crowd stands beside the first and beside what people made', async t => {
  const { db } = await testDatabase(t)
  const person = await aUser(db)
  await aCrowd(db, { playlists: 101 })
  const added = await withClient(db, client => fillCrowd(client, { playlists: 101, seed: 2 }))
  t.equal(added.playlists, 101)
  t.same(await wrongCounters(db), noneWrong)
  const next = await aUser(db)
  t.ok(next > person + 2 * added.users!, 'new ids follow those of the crowd')
})

t.test('a crowd of tracks, with right counters and charts', async t => {
  const { db } = await testDatabase(t)
  const before = await rules(db)
  const added = await withClient(db, client => fillCrowd(client, { playlists: 0, tracks: 2_000 }))
  t.match(added, {
    users: 400,
    tracks: 2_000,
    track_versions: 2_000,
    track_counts: 2_000,
    track_tags: 3_000,
    tags: 20,
    reposts: 2_000,
    subjects: 2_000,
    subject_likes: 6_000,
    subject_comments: 2_000,
  })
  t.equal(added.track_files, added.objects)
  t.same(await wrongCounters(db), noneWrong)
  t.same(await rules(db), before, 'indexes and references are back')
  const wrong = await one(
    db,
    `select
       (select count(*) from track_counts c where play_count <> (select coalesce(sum(plays), 0) from track_days d where d.track_id = c.track_id)) as plays,
       (select count(*) from track_counts c where repost_count <> (select count(*) from reposts r where r.track_id = c.track_id)) as reposts,
       (select count(*) from track_tags x join subjects s on s.id = x.track_id
         where x.is_shown <> (s.state = 'ready' and s.visibility = 'public')) as tags,
       (select count(*) from tracks t join subjects s using (id) where (t.status = 'ready') <> (s.state = 'ready') or t.owner <> s.owner) as states,
       (select count(*) from tracks t where t.status = 'ready' and 2 <> (select count(*) from track_files f where f.track_id = t.id)) as files,
       (select count(*) from subject_comments c join track_versions v on v.track_id = c.subject_id
         where c.position_ms is null or c.position_ms >= v.duration_ms) as positions,
       (select 40000 - sum(play_count) from track_counts) as heard`,
  )
  t.same(wrong, { plays: 0, reposts: 0, tags: 0, states: 0, files: 0, positions: 0, heard: 0 })
  await writeCharts(db)
  await countTrackTags(db)
  const { places, tagged, kinds } = await one<{ places: number; tagged: number; kinds: string[] }>(
    db,
    `select (select count(*) from charts where tag_id = 0 and days = 7) as places,
       (select count(*) from tags where track_count > 0) as tagged,
       (select array_agg(distinct kind) from notifications) as kinds`,
  )
  t.same([places, tagged, kinds], [50, 20, ['followed', 'liked_track']])
})

t.test('a crowd of posts, with readers who follow very many', async t => {
  const { db } = await testDatabase(t)
  const added = await withClient(db, client => fillCrowd(client, { playlists: 0, posts: 2_000, follows: 10_000 }))
  t.match(added, {
    users: 400,
    posts: 2_000,
    post_tags: 3_000,
    products: 100,
    subject_likes: 4_200,
    subject_comments: 1_000,
    follows: 10_000,
  })
  t.same(await wrongCounters(db), noneWrong)
  const wrong = await one(
    db,
    `select
       (select count(*) from post_counts c where view_count <> (select coalesce(sum(views), 0) from post_days d where d.post_id = c.post_id)) as views,
       (select count(*) from tags g where post_count <> (select count(*) from post_tags x where x.tag_id = g.id and x.seq is not null)) as tags,
       (select count(*) from posts join subjects s using (id) where (s.state = 'ready' and s.visibility = 'public') <>
         exists (select from post_places o where o.post_id = id)) as places,
       (select count(*) from products p where (select count(*) from product_counts c where c.product_id = p.id) <> 1) as products,
       (select count(*) from post_tag_changes) as left`,
  )
  t.same(wrong, { views: 0, tags: 0, places: 0, products: 0, left: 0 })
  const { keen, keenest } = await one<{ keen: number; keenest: number }>(
    db,
    'select count(*) filter (where following_count > 300) as keen, max(following_count) as keenest from users',
  )
  t.same([keen, keenest], [10, 391])
})

t.test('one seed makes one crowd', async t => {
  const [a, b] = [await testDatabase(t), await testDatabase(t)]
  const titles = async ({ db }: { db: Db }) => {
    await aCrowd(db, { playlists: 50 })
    return db
      .selectFrom('playlists')
      .innerJoin('subjects', 'subjects.id', 'playlists.id')
      .select(['playlists.id', 'writer', 'title', 'subjects.like_count'])
      .orderBy('playlists.id')
      .execute()
  }
  t.same(await titles(a), await titles(b))
})

t.test('one that fails leaves nothing, and its indexes stay', async t => {
  const { db } = await testDatabase(t)
  const before = await rules(db)
  await sql`create function refuse() returns trigger language plpgsql as $$ begin raise 'no songs today'; end $$`.execute(
    db,
  )
  await sql`create trigger refuse before insert on playlist_songs for each row execute function refuse()`.execute(db)
  await t.rejects(aCrowd(db, { playlists: 50 }), /no songs today/)
  t.same(await db.selectFrom('playlists').select('id').execute(), [])
  t.same(await rules(db), before)
})

t.test('a crowd of films and reviews, with right counters and sums', async t => {
  const { db } = await testDatabase(t)
  const before = await rules(db)
  const added = await withClient(db, client => fillCrowd(client, { playlists: 0, films: 200, reviews: 2_000 }))
  t.match(added, { users: 400, films: 200, reviews: 2_000, subjects: 2_000, subject_likes: 4_000, film_ratings: 4_000 })
  t.same(await wrongCounters(db), noneWrong)
  t.same(await rules(db), before, 'indexes and references are back')
  const wrong = await one(
    db,
    `select
       (select count(*) from film_stats s where (rating_sum, rating_count) is distinct from
         ((select coalesce(sum(tenths), 0) from film_ratings r where r.film_id = s.film_id), (select count(*) from film_ratings r where r.film_id = s.film_id))) as scores,
       (select count(*) from film_stats s where wants <> (select count(*) from film_marks m where m.film_id = s.film_id and mark = 'want')) as wants,
       (select count(*) from reviews r join subjects s using (id) where s.owner <> r.owner or s.kind <> 'review'
         or s.topic <> r.film_id || case r.is_positive when true then ':positive' when false then ':negative' else '' end) as topics,
       (select 300 - count(*) from box_office) as places`,
  )
  t.same(wrong, { scores: 0, wants: 0, topics: 0, places: 0 })
  await withClient(db, client => fillCrowd(client, { playlists: 0, films: 50, reviews: 300, seed: 2 }))
  t.same(await wrongCounters(db), noneWrong, 'another beside it')
})
