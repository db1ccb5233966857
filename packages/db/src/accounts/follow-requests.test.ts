import { sql } from 'kysely'
import t, { type Test } from 'tap'
import { testDatabase } from '../testing/database.js'
import { codeOf } from '../testing/outcome.js'
import { planOf } from '../testing/plans.js'
import { aUser, inTransaction } from '../testing/rows.js'
import { listRequests, selectRequests, selectSocialEnds } from './follow-lists.js'
import { acceptRequest, acceptWaiting, declineRequest } from './follow-requests.js'
import { follow, removeFollower, toggleFollow, unfollow } from './follows.js'
import { selectByHandle, selectNewest, selectShown } from './social-people.js'

const world = async (t: Test) => {
  const { db } = await testDatabase(t)
  const hermit = await aUser(db)
  await db.updateTable('users').set({ is_private: true }).where('id', '=', hermit).execute()
  const step =
    <R>(act: (...ends: Parameters<typeof follow>) => Promise<R>) =>
    (one: number, other: number): Promise<R> =>
      inTransaction(db, trx => act(trx, one, other))
  const rowOf = async (id: number) => {
    const { follower_count, following_count } = await db
      .selectFrom('users')
      .select(['follower_count', 'following_count'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    return [follower_count, following_count]
  }
  return {
    db,
    hermit,
    rowOf,
    follow: step(follow),
    unfollow: step(unfollow),
    toggle: step(toggleFollow),
    remove: step(removeFollower),
    accept: step(acceptRequest),
    decline: step(declineRequest),
    waiting: (id: number) => db.selectFrom('follow_requests').select('follower').where('followee', '=', id).execute(),
    people: (count: number) => Promise.all(Array.from({ length: count }, () => aUser(db))),
  }
}

t.test('a private account is asked once, and what it answers happens once', async t => {
  const w = await world(t)
  const { hermit } = w
  const [ann, ben] = (await w.people(2)) as [number, number]
  const asked = await Promise.allSettled(Array.from({ length: 5 }, () => w.follow(ann, hermit)))
  t.strictSame(asked.map(one => (one.status === 'fulfilled' ? one.value : codeOfReason(one.reason))).sort(), [
    ...Array(4).fill('already_requested'),
    'requested',
  ])
  t.strictSame(await w.rowOf(hermit), [0, 0])
  const answers = await Promise.allSettled([w.accept(hermit, ann), w.accept(hermit, ann), w.decline(hermit, ann)])
  t.equal(answers.filter(({ status }) => status === 'fulfilled').length, 1)
  if ((await w.rowOf(hermit))[0] === 0) {
    await w.follow(ann, hermit)
    await w.accept(hermit, ann)
  }
  t.strictSame(
    [await w.rowOf(hermit), await w.rowOf(ann)],
    [
      [1, 0],
      [0, 1],
    ],
  )
  t.equal(await codeOf(w.follow(ann, hermit)), 'already_following')
  t.equal(await codeOf(w.remove(hermit, ben)), 'not_follower')
  await w.remove(hermit, ann)
  t.strictSame(
    [await w.rowOf(hermit), await w.rowOf(ann)],
    [
      [0, 0],
      [0, 0],
    ],
  )
  t.equal(await w.toggle(ann, hermit), 'requested')
  t.equal(await w.toggle(ann, hermit), 'no')
  await w.follow(ben, hermit)
  await w.unfollow(ben, hermit)
  t.equal(await codeOf(w.accept(hermit, ben)), 'request_not_found')
  t.strictSame(await w.waiting(hermit), [])
})

const codeOfReason = (reason: unknown) => (reason as { declaration: { code: string } }).declaration.code

t.test(
  'an account that becomes public lets in all who wait, in portions, and none once it is private again',
  async t => {
    const w = await world(t)
    const { db, hermit } = w
    const fans = await w.people(7)
    for (const fan of fans) await w.follow(fan, hermit)
    const [already, gone] = [fans[0]!, fans[1]!]
    await db.insertInto('follows').values({ follower: already, followee: hermit }).execute()
    await db.updateTable('users').set({ follower_count: 1 }).where('id', '=', hermit).execute()
    await db.updateTable('users').set({ is_active: false }).where('id', '=', gone).execute()
    t.equal(await inTransaction(db, trx => acceptWaiting(trx, hermit, 5)), undefined, 'while it is private')
    await db.updateTable('users').set({ is_private: false }).where('id', '=', hermit).execute()
    t.strictSame((await inTransaction(db, trx => acceptWaiting(trx, hermit, 5)))?.sort(), fans.slice(0, 5).sort())
    t.equal((await w.waiting(hermit)).length, 2)
    t.equal((await inTransaction(db, trx => acceptWaiting(trx, hermit, 5)))?.length, 2)
    t.equal(await inTransaction(db, trx => acceptWaiting(trx, hermit, 5)), undefined)
    const { rows } = await sql<{
      follows: number
    }>`select count(*)::int as follows from follows where followee = ${hermit}`.execute(db)
    t.equal((await w.rowOf(hermit))[0], rows[0]!.follows, 'each counted once')
    t.strictSame(await w.rowOf(fans[6]!), [0, 1])
  },
)

t.test('nobody is asked by whom a block or a suspension keeps away, and they stand in no list', async t => {
  const w = await world(t)
  const { db, hermit } = w
  const [ann, ben, cleo] = (await w.people(3)) as [number, number, number]
  for (const one of [ann, ben, cleo]) await w.follow(one, hermit)
  await db.insertInto('blocks').values({ blocker: hermit, blocked: ann }).execute()
  await db.updateTable('users').set({ suspended_at: new Date() }).where('id', '=', ben).execute()
  t.equal((await listRequests(db, hermit, { limit: 10 })).rows.length, 1)
  t.equal(await codeOf(w.toggle(ann, hermit)), 'user_not_found')
  await db.updateTable('users').set({ suspended_at: new Date() }).where('id', '=', hermit).execute()
  t.equal(await codeOf(w.follow(cleo, hermit)), 'user_not_found')
})

t.test('each list follows an index, also where it is empty', async t => {
  const { db, hermit } = await world(t)
  await sql`
    insert into users (email, name, name_key) select 'u' || n || '@test.local', 'u' || n, 'u' || n from generate_series(1, 1500) n`.execute(
    db,
  )
  await sql`insert into follow_requests (follower, followee) select id, ${hermit} from users where id <> ${hermit}`.execute(
    db,
  )
  await sql`insert into follows (follower, followee) select id, ${hermit} from users where id <> ${hermit}`.execute(db)
  await sql`insert into follows (follower, followee) select ${hermit}, id from users where id <> ${hermit}`.execute(db)
  await sql`analyze`.execute(db)
  for (const [name, query] of Object.entries({
    'who waits': selectRequests(db, hermit, { limit: 20 }),
    'who waits, further on': selectRequests(db, hermit, { limit: 20, cursor: 700 }),
    followers: selectSocialEnds(db, 'follower', hermit, hermit, { limit: 20 }),
    follows: selectSocialEnds(db, 'followee', hermit, hermit, { limit: 20, cursor: 700 }),
    'by handle': selectByHandle(db, 'u1', hermit),
    'by ids': selectShown(db, { handle: 'u1', ids: [1, 2, 3], viewer: hermit, offset: 0 }, 20),
    newest: selectNewest(db, hermit, 20, 100),
  })) {
    const plan = await planOf(db, query)
    t.notMatch(plan, /Seq Scan on (users|follows|follow_requests)/, `${name}\n${plan}`)
  }
})
