import { addJob } from '@mudig/db/ledger/add'
import { postSubject } from '@mudig/db/posts/subject'
import { aPost } from '@mudig/db/testing/posts'
import { announcePost } from '@mudig/shared/posts/queues'
import t, { type Test } from 'tap'
import { pipeline } from './harness.js'

/** So many followers of the writer, of whom `wanting` said that they want to be told. */
const setUp = async (t: Test, followers: number) => {
  const p = await pipeline(t)
  const rows = await p.db
    .insertInto('users')
    .values(
      Array.from({ length: followers }, (_, n) => ({ email: `f${n}@test.local`, name: `f${n}`, name_key: `f${n}` })),
    )
    .returning('id')
    .execute()
  const ids = rows.map(({ id }) => id).sort((a, b) => a - b)
  await p.db
    .insertInto('follows')
    .values(ids.map(follower => ({ follower, followee: p.writer })))
    .execute()
  await p.db
    .insertInto('notification_boxes')
    .values(ids.map((user_id, n) => ({ user_id, switched: n % 2 === 0 ? ['new_post'] : [] })))
    .execute()
  const told = async () =>
    (
      await p.db
        .selectFrom('notifications')
        .select('recipient')
        .where('kind', '=', 'new_post')
        .orderBy('recipient')
        .execute()
    ).map(({ recipient }) => recipient)
  const announce = (post_id: number) => p.ledger.transaction(trx => addJob(trx, announcePost, { v: 1, post_id }))
  return { ...p, ids, told, announce, wanting: ids.filter((_, n) => n % 2 === 0) }
}

t.test('those followers are told who want to be, once', async (t: Test) => {
  const p = await setUp(t, 1_003)
  const gone = p.wanting[3]!
  await p.db.updateTable('users').set({ is_active: false }).where('id', '=', gone).execute()
  const post = await aPost(p.db, p.writer)
  await p.untilIdle()
  const expected = p.wanting.filter(id => id !== gone)
  t.strictSame(await p.told(), expected)
  await p.announce(post.id)
  await p.untilIdle()
  t.strictSame(await p.told(), expected, 'a second delivery tells nobody twice')
})

t.test('an announcement goes on where the last attempt stood', async (t: Test) => {
  const p = await setUp(t, 10)
  const post = await aPost(p.db, p.writer, { state: 'draft' })
  await p.db.updateTable('subjects').set({ state: 'ready' }).where('id', '=', post.id).execute()
  const { last } = await p.db
    .selectFrom('follows')
    .select(({ fn }) => fn.max<number>('id').as('last'))
    .executeTakeFirstOrThrow()
  await p.ledger.transaction(async trx => {
    const job = await addJob(trx, announcePost, { v: 1, post_id: post.id })
    await trx
      .updateTable('jobs')
      .set({ checkpoint: JSON.stringify({ after: last - 4 }) })
      .where('id', '=', job.id)
      .execute()
  })
  await p.untilIdle()
  t.strictSame(
    await p.told(),
    p.wanting.filter(id => p.ids.indexOf(id) >= 6),
  )
})

t.test('nobody is told of what is hidden or gone meanwhile', async (t: Test) => {
  const p = await setUp(t, 4)
  const [hidden, removed] = [
    await aPost(p.db, p.writer, { state: 'draft' }),
    await aPost(p.db, p.writer, { state: 'draft' }),
  ]
  await p.db
    .updateTable('subjects')
    .set({ visibility: 'private', state: 'ready' })
    .where('id', '=', hidden.id)
    .execute()
  await p.db.deleteFrom('subjects').where('id', '=', removed.id).where('kind', '=', postSubject.name).execute()
  for (const { id } of [hidden, removed]) await p.announce(id)
  await p.untilIdle()
  t.strictSame(await p.told(), [])
  t.strictSame(await p.db.selectFrom('jobs').select('state').where('queue', '=', announcePost.name).execute(), [
    { state: 'done' },
    { state: 'done' },
  ])
})
