import { sql } from 'kysely'
import t, { type Test } from 'tap'
import { testDatabase } from '../testing/database.js'
import { codeOf } from '../testing/outcome.js'
import { planOf } from '../testing/plans.js'
import { aUser, inTransaction, manyKeptApart } from '../testing/rows.js'
import { insertTrack } from '../tracks/create.js'
import { listFollowed, selectFollowed } from './followed.js'
import { follow, toggleFollow } from './follows.js'
import { listRecommended, selectRecommended } from './recommendations.js'
import { findUnseenFollower, selectNewestUnseen, takeUnseenFollows, waiting } from './unseen-follows.js'

const world = async (t: Test) => {
  const { db } = await testDatabase(t)
  const people = (count: number) => Promise.all(Array.from({ length: count }, () => aUser(db)))
  return {
    db,
    people,
    toggle: async (one: number, other: number) =>
      (await inTransaction(db, trx => toggleFollow(trx, one, other))) === 'following',
    follow: (one: number, other: number) => inTransaction(db, trx => follow(trx, one, other)),
    hide: (id: number) => db.updateTable('users').set({ is_active: false }).where('id', '=', id).execute(),
    /** A finished one that everybody sees, unless told otherwise. */
    track: async (owner: number, tags: string[] = [], state: 'ready' | 'draft' = 'ready') => {
      const { track_id } = await inTransaction(db, trx => insertTrack(trx, owner, { title: 't', tags }, 'a.mp3'))
      await db.updateTable('subjects').set({ state }).where('id', '=', track_id).execute()
      return track_id
    },
    countsOf: (id: number) =>
      db
        .selectFrom('users')
        .select(['follower_count', 'following_count'])
        .where('id', '=', id)
        .executeTakeFirstOrThrow(),
  }
}

t.test('a press of mine turns my own follow around, and nobody else’s', async t => {
  const { db, people, toggle, countsOf, hide } = await world(t)
  const [star, ann, ben] = (await people(3)) as [number, number, number]
  t.equal(await toggle(ben, star), true)
  t.equal(await toggle(ann, star), true)
  t.equal(await toggle(ann, star), false)
  t.strictSame(await db.selectFrom('follows').select('follower').execute(), [{ follower: ben }])
  t.strictSame(await countsOf(star), { follower_count: 1, following_count: 0 })
  t.strictSame(await countsOf(ann), { follower_count: 0, following_count: 0 })
  const presses = await Promise.all(Array.from({ length: 9 }, () => toggle(ann, star)))
  t.equal(presses.filter(Boolean).length, 5, 'presses at the same moment come one after the other')
  t.strictSame(await countsOf(star), { follower_count: 2, following_count: 0 })
  t.equal(await codeOf(toggle(ann, ann)), 'follow_oneself')
  t.equal(await codeOf(toggle(ann, 987_654)), 'user_not_found')
  await hide(star)
  t.equal(await codeOf(toggle(ann, star)), 'user_not_found')
})

t.test('whom I follow comes newest first, with what everybody sees of each', async t => {
  const { db, people, follow, track, hide } = await world(t)
  const [me, ...others] = (await people(6)) as [number, ...number[]]
  for (const other of others) await follow(me, other)
  for (const state of ['ready', 'ready', 'draft'] as const) await track(others[4]!, [], state)
  await hide(others[3]!)
  const one = await listFollowed(db, me, { limit: 2 })
  t.match(one.following, [
    { id: others[4], song_count: 2, follower_count: 1 },
    { id: others[2], song_count: 0 },
  ])
  const two = await listFollowed(db, me, { limit: 2, cursor: one.next_cursor! })
  t.strictSame(
    two.following.map(({ id }) => id),
    [others[1], others[0]],
  )
  t.equal(two.next_cursor, null)
})

t.test('each unseen follow is shown once, whoever asks at the same moment', async t => {
  const { db, people, follow, toggle, hide } = await world(t)
  const [star, ...fans] = (await people(61)) as [number, ...number[]]
  t.strictSame(await takeUnseenFollows(db, star), [])
  t.equal(await findUnseenFollower(db, star), undefined)
  for (const fan of fans) await follow(fan, star)
  await follow(star, fans[0]!)
  await hide(fans[1]!)
  t.equal(await findUnseenFollower(db, star), fans[59])
  const answers = await Promise.all([takeUnseenFollows(db, star), takeUnseenFollows(db, star)])
  const shown = answers.flat().map(({ follower_id }) => follower_id)
  t.equal(shown.length, 59)
  t.equal(new Set(shown).size, 59)
  t.match(
    answers.flat().find(({ follower_id }) => follower_id === fans[0]),
    { follower_follower_count: 1, follower_song_count: 0, is_checked: false, mutual_follow: true, follow_at: Date },
  )
  t.strictSame(await takeUnseenFollows(db, star), [])
  t.equal(await findUnseenFollower(db, star), undefined, 'who has left calls for no attention')
  await toggle(fans[2]!, star)
  await toggle(fans[2]!, star)
  t.match(await takeUnseenFollows(db, star), [{ follower_id: fans[2], mutual_follow: false }], 'a follow anew')
})

t.test(
  'recommended are whom friends follow, then who shares my tags, then who is followed; never who must not be',
  async t => {
    const { db, people, follow, track, hide } = await world(t)
    const [me, friend, second, twice, once, tagged, liked, popular, gone, blocked, blocker] = (await people(
      11,
    )) as number[]
    for (const [one, other] of [
      [me, friend],
      [me, second],
      [friend, twice],
      [second, twice],
      [friend, once],
      [friend, me],
      [friend, gone],
      [friend, blocked],
      [friend, blocker],
      [second, friend],
      [once, popular],
      [tagged, popular],
    ] as const)
      await follow(one!, other!)
    await track(me!, ['lo-fi', 'rain'])
    await track(tagged!, ['Lo-Fi', 'rain'])
    await track(liked!, ['rain'])
    await track(gone!, ['rain'])
    await hide(gone!)
    await db
      .insertInto('blocks')
      .values([
        { blocker: me!, blocked: blocked! },
        { blocker: blocker!, blocked: me! },
      ])
      .execute()
    const found = await listRecommended(db, me!, 20)
    t.strictSame(
      found.map(({ id }) => id),
      [twice, once, tagged, liked, popular],
    )
    t.match(found[2], { id: tagged, song_count: 1, to_follow_count: 0, profile_image: 'profile/basic.png' })
    t.strictSame(
      (await listRecommended(db, me!, 2)).map(({ id }) => id),
      [twice, once],
    )
    t.strictSame(await listRecommended(db, me!, 20), found, 'always the same')
    const lonely = await aUser(db)
    t.equal((await listRecommended(db, lonely, 20)).length, 10, 'everybody else who is there')
  },
)

t.test('among a hundred thousand follows each list follows an index', async t => {
  const { db } = await testDatabase(t)
  const [me, star] = [await aUser(db), await aUser(db)]
  await sql`
    insert into users (email, name, name_key) select 'u' || n || '@test.local', 'u' || n, 'u' || n from generate_series(1, 20000) n`.execute(
    db,
  )
  // In portions, since no statement of a test may take long on a busy machine.
  for (let n = 1; n <= 5; n++)
    await sql`
      insert into follows (follower, followee, is_seen)
      select id, id - ${n}, id % 100 <> 0 from users where id > ${star} + 5`.execute(db)
  await sql`insert into follows (follower, followee) select id, ${star} from users where id > ${star}`.execute(db)
  await sql`insert into follows (follower, followee) select ${me}, id from users where id > ${star} and id % 2 = 0`.execute(
    db,
  )
  await sql`
    with made as (
      insert into subjects (kind, owner, state) select 'track', id, 'ready' from users where id > ${star} and id % 4 = 0 returning id, owner
    ) insert into tracks (id, owner, title) select id, owner, 't' from made`.execute(db)
  await sql`insert into blocks (blocker, blocked) select id, id - 1 from users where id > ${star}`.execute(db)
  await sql`insert into tags (name, folded) select n::text, n::text from generate_series(1, 50) n`.execute(db)
  await sql`insert into track_tags (tag_id, track_id) select (id % 50) + 1, id from tracks`.execute(db)
  await sql`insert into subject_likes (subject_id, user_id, kind) select id, ${me}, 'track' from tracks where id % 7 = 0`.execute(
    db,
  )
  await manyKeptApart(db)
  await sql`analyze`.execute(db)
  const compiled = (query: { compile: (db: never) => { sql: string; parameters: readonly unknown[] } }) => ({
    compile: () => query.compile(db as never),
  })
  for (const [name, query] of Object.entries({
    'whom I follow': selectFollowed(db, me, { limit: 50 }),
    'further on': selectFollowed(db, me, { limit: 50, cursor: 60_000 }),
    'the newest unseen': selectNewestUnseen(db, star),
    'the newest unseen, where there is none': selectNewestUnseen(db, me),
    unseen: compiled(waiting(star)),
    'unseen, where there is none': compiled(waiting(me)),
    recommended: compiled(selectRecommended(me, 20)),
    'recommended to somebody new': compiled(selectRecommended(star, 20)),
  })) {
    const plan = await planOf(db, query)
    t.notMatch(plan, 'Seq Scan', `${name}\n${plan}`)
  }
  t.equal((await listRecommended(db, me, 20)).length, 20)
})
