import { addJob } from '@mudig/db/ledger/add'
import { aUser } from '@mudig/db/testing/rows'
import { acceptFollowers } from '@mudig/shared/accounts/queues'
import t, { type Test } from 'tap'
import { pipeline } from './harness.js'

/** A person of a private account, whom more ask to follow than are let in at once. */
const asked = async (t: Test) => {
  const p = await pipeline(t)
  const { db } = p
  const hermit = p.writer
  const people = await Promise.all(Array.from({ length: 103 }, () => aUser(db)))
  await db
    .insertInto('follow_requests')
    .values(people.map(follower => ({ follower, followee: hermit })))
    .execute()
  const setPrivate = (is_private: boolean) =>
    db.updateTable('users').set({ is_private }).where('id', '=', hermit).execute()
  const run = async () => {
    const { id } = await p.ledger.transaction(trx =>
      addJob(trx, acceptFollowers, { v: 1, user_id: hermit }, { subject: `user/${hermit}` }),
    )
    await p.untilJob(id, ({ state }) => state === 'done')
  }
  const counts = async () => {
    const { follower_count } = await db
      .selectFrom('users')
      .select('follower_count')
      .where('id', '=', hermit)
      .executeTakeFirstOrThrow()
    const follows = await db.selectFrom('follows').select('follower').where('followee', '=', hermit).execute()
    const waiting = await db.selectFrom('follow_requests').select('id').where('followee', '=', hermit).execute()
    return { follower_count, follows: follows.length, waiting: waiting.length }
  }
  return { ...p, hermit, people, setPrivate, run, counts }
}

t.test('whoever waits is let in once an account is public, and is told; a second delivery changes nothing', async t => {
  const p = await asked(t)
  await p.setPrivate(false)
  for (const _ of [1, 2]) {
    await p.run()
    t.strictSame(await p.counts(), { follower_count: 103, follows: 103, waiting: 0 })
  }
  await p.untilIdle()
  const told = await p.db
    .selectFrom('notifications')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('recipient', 'in', p.people)
    .executeTakeFirstOrThrow()
  t.equal(Number(told.count), 103)
})

t.test('an account that is private again by then lets nobody in', async t => {
  const p = await asked(t)
  await p.setPrivate(true)
  await p.run()
  t.strictSame(await p.counts(), { follower_count: 0, follows: 0, waiting: 103 })
})
