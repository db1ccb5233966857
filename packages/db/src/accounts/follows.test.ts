import { sql } from 'kysely'
import t from 'tap'
import type { Db } from '../core/client.js'
import { testDatabase } from '../testing/database.js'
import { planOf } from '../testing/plans.js'
import { aUser, inTransaction, manyKeptApart } from '../testing/rows.js'
import { follow, listFollowers, listFollowing, otherEnds, unfollow } from './follows.js'
import { withdraw } from './withdrawals.js'

const countsOf = async (db: Db, id: number) => {
  const row = await db
    .selectFrom('users')
    .select(['follower_count', 'following_count'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return [row.follower_count, row.following_count]
}

const users = (db: Db, count: number) => Promise.all(Array.from({ length: count }, () => aUser(db)))
const codeOf = (outcome: PromiseSettledResult<unknown>) =>
  outcome.status === 'fulfilled' ? 'done' : (outcome.reason.declaration?.code ?? String(outcome.reason))

t.test('twenty who follow the same person at once, and leave at once, are counted right', async t => {
  const { db } = await testDatabase(t)
  const star = await aUser(db)
  const fans = await users(db, 20)
  await Promise.all(fans.map(fan => inTransaction(db, trx => follow(trx, fan, star))))
  t.strictSame(await countsOf(db, star), [20, 0])
  for (const fan of fans) t.strictSame(await countsOf(db, fan), [0, 1])
  await Promise.all(fans.map(fan => inTransaction(db, trx => unfollow(trx, fan, star))))
  t.strictSame(await countsOf(db, star), [0, 0])
  for (const fan of fans) t.strictSame(await countsOf(db, fan), [0, 0])
})

t.test('of twenty equal requests one counts', async t => {
  const { db } = await testDatabase(t)
  const [fan, star] = [await aUser(db), await aUser(db)]
  const twenty = (step: (...ends: Parameters<typeof follow>) => Promise<unknown>) =>
    Promise.allSettled(Array.from({ length: 20 }, () => inTransaction(db, trx => step(trx, fan, star)))).then(all =>
      all.map(codeOf).sort(),
    )
  t.strictSame(await twenty(follow), [...Array(19).fill('already_following'), 'done'])
  t.strictSame(
    [await countsOf(db, fan), await countsOf(db, star)],
    [
      [0, 1],
      [1, 0],
    ],
  )
  t.strictSame(await twenty(unfollow), ['done', ...Array(19).fill('not_following')])
  t.strictSame(
    [await countsOf(db, fan), await countsOf(db, star)],
    [
      [0, 0],
      [0, 0],
    ],
  )
})

t.test('everybody follows everybody, both ways at the same moment, without a deadlock', async t => {
  const { db } = await testDatabase(t)
  const circle = await users(db, 6)
  const pairs = circle.flatMap(one => circle.filter(other => other !== one).map(other => [one, other] as const))
  await Promise.all(pairs.map(([one, other]) => inTransaction(db, trx => follow(trx, one, other))))
  for (const one of circle) t.strictSame(await countsOf(db, one), [5, 5])
  await Promise.all(
    pairs.map(([one, other], i) =>
      inTransaction(db, trx => unfollow(trx, one, other)).then(async () => {
        if (i % 2 === 0) await inTransaction(db, trx => follow(trx, one, other))
      }),
    ),
  )
  for (const one of circle) {
    const { rows } = await sql<{ counts: number[] }>`select array[
      (select count(*) from follows where followee = ${one}), (select count(*) from follows where follower = ${one})]::int[] as counts`.execute(
      db,
    )
    t.strictSame(await countsOf(db, one), rows[0]?.counts)
  }
})

t.test('nobody follows oneself, somebody unknown or somebody who left, nor after leaving', async t => {
  const { db } = await testDatabase(t)
  const [one, gone] = [await aUser(db), await aUser(db)]
  await inTransaction(db, trx => follow(trx, one, gone))
  await db.updateTable('users').set({ is_active: false }).where('id', '=', gone).execute()
  const tries: Promise<unknown>[] = [
    follow(db as never, one, one),
    ...[follow, unfollow].flatMap((step: (...ends: Parameters<typeof follow>) => Promise<unknown>) => [
      inTransaction(db, trx => step(trx, one, gone)),
      inTransaction(db, trx => step(trx, one, 987_654)),
      inTransaction(db, trx => step(trx, gone, one)),
    ]),
  ]
  t.strictSame((await Promise.allSettled(tries)).map(codeOf), [
    'follow_oneself',
    ...['user_not_found', 'user_not_found', 'token_invalid'],
    ...['user_not_found', 'user_not_found', 'token_invalid'],
  ])
  t.strictSame(await countsOf(db, one), [0, 1])
})

t.test('somebody who leaves while being followed: whoever comes later finds nobody, and the counters hold', async t => {
  const { db } = await testDatabase(t)
  const star = await aUser(db)
  const fans = await users(db, 8)
  const all = await Promise.allSettled([
    ...fans.slice(0, 4).map(fan => inTransaction(db, trx => follow(trx, fan, star))),
    inTransaction(db, trx => withdraw(trx, star, null, 30)),
    ...fans.slice(4).map(fan => inTransaction(db, trx => follow(trx, fan, star))),
  ])
  const outcomes = all.map(codeOf)
  t.ok(
    outcomes.every(one => one === 'done' || one === 'user_not_found'),
    outcomes.join(),
  )
  const followed = outcomes.filter(one => one === 'done').length - 1
  t.strictSame(await countsOf(db, star), [followed, 0])
  t.equal((await db.selectFrom('follows').select('id').execute()).length, followed)
  t.equal(await listFollowers(db, star, fans[0]!, { limit: 10 }), undefined)
})

t.test('both lists, newest first, page by page, without those who left', async t => {
  const { db } = await testDatabase(t)
  const star = await aUser(db)
  const fans = await users(db, 5)
  for (const fan of fans) await inTransaction(db, trx => follow(trx, fan, star))
  const [first, , third, fourth, fifth] = fans as [number, number, number, number, number]
  await inTransaction(db, trx => follow(trx, star, third))
  await db.updateTable('users').set({ is_active: false }).where('id', '=', fans[1]!).execute()

  const one = await listFollowers(db, star, star, { limit: 2 })
  t.strictSame(
    one?.people.map(({ id, is_following }) => [id, is_following]),
    [
      [fifth, false],
      [fourth, false],
    ],
  )
  t.match(one?.people[0], { profile_image: 'profile/basic.png', nickname: /^listener/ })
  t.strictSame(Object.keys(one!.people[0]!).sort(), ['id', 'is_following', 'nickname', 'profile_image'])
  const two = await listFollowers(db, star, first, { limit: 2, cursor: one!.next_cursor! })
  t.strictSame(
    two?.people.map(({ id, is_following }) => [id, is_following]),
    [
      [third, false],
      [first, null],
    ],
  )
  t.equal(two?.next_cursor, null)
  const followed = await listFollowers(db, star, star, { limit: 10 })
  t.equal(followed?.people.find(({ id }) => id === third)?.is_following, true)
  t.strictSame(
    (await listFollowing(db, star, first, { limit: 10 }))?.people.map(({ id }) => id),
    [third],
  )
  t.strictSame(await listFollowing(db, third, star, { limit: 10 }), {
    people: [
      {
        id: star,
        profile_image: 'profile/basic.png',
        nickname: (await db.selectFrom('users').select('name').where('id', '=', star).executeTakeFirstOrThrow()).name,
        is_following: null,
      },
    ],
    next_cursor: null,
  })
  t.equal(await listFollowers(db, fans[1]!, star, { limit: 10 }), undefined)
  t.equal(await listFollowing(db, 987_654, star, { limit: 10 }), undefined)
})

t.test('among ten thousand follows a page is read from the index', async t => {
  const { db } = await testDatabase(t)
  const star = await aUser(db)
  await sql`
    insert into users (email, name, name_key) select 'u' || n || '@test.local', 'u' || n, 'u' || n from generate_series(1, 10000) n`.execute(
    db,
  )
  await sql`insert into follows (follower, followee) select id, ${star} from users where id <> ${star} and id % 4 = 0`.execute(
    db,
  )
  await sql`insert into follows (follower, followee) select ${star}, id from users where id <> ${star} and id % 4 = 1`.execute(
    db,
  )
  await sql`insert into follows (follower, followee) select id, id - 7 from users where id > 10`.execute(db)
  await manyKeptApart(db)
  await sql`analyze`.execute(db)
  for (const [end, index] of [
    ['follower', 'follows_followers_idx'],
    ['followee', 'follows_following_idx'],
  ] as const) {
    for (const cursor of [undefined, 15_000]) {
      const plan = await planOf(db, otherEnds(db, end, star, star, { limit: 100, cursor }))
      t.match(plan, index)
      t.notMatch(plan, /Seq Scan|Sort/, plan)
    }
  }
  t.equal((await listFollowers(db, star, star, { limit: 100 }))?.people.length, 100)
})
