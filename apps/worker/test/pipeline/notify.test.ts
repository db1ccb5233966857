import { follow, unfollow } from '@mudig/db/accounts/follows'
import { queueErasures, withdraw } from '@mudig/db/accounts/withdrawals'
import type { Trx } from '@mudig/db/core/client'
import { addJob } from '@mudig/db/ledger/add'
import { replayEndedJobs } from '@mudig/db/ledger/replay'
import { listNotifications } from '@mudig/db/notifications/notifications'
import { playlistSubject } from '@mudig/db/playlists/subject'
import { writeComment } from '@mudig/db/subjects/comments'
import { setLike } from '@mudig/db/subjects/likes'
import { aPlaylist } from '@mudig/db/testing/playlists'
import { aUser } from '@mudig/db/testing/rows'
import { eraseAccount } from '@mudig/shared/accounts/queues'
import type { Act } from '@mudig/shared/notifications/kinds'
import { notify } from '@mudig/shared/notifications/queues'
import t from 'tap'
import { type Pipeline, pipeline } from './harness.js'

/** Acts as the API does: the job is added in the transaction of the act. */
const act = (p: Pipeline, what: Act, fn: (trx: Trx) => Promise<unknown>) =>
  p.ledger.transaction(async trx => {
    await fn(trx)
    return addJob(trx, notify, what)
  })

const like = (p: Pipeline, user_id: number, playlist_id: number) =>
  act(p, { v: 1, act: 'like', user_id, playlist_id }, trx => setLike(trx, playlistSubject, playlist_id, user_id))

const listOf = ({ db }: Pipeline, user: number) => listNotifications(db, user, { limit: 100 })

t.test('who waited for a playlist is told that it is ready, once', async t => {
  const p = await pipeline(t)
  const { id } = await p.dig('비 오는 밤')
  await p.untilStatus(id, ['ready'])
  await p.untilIdle()
  const { title, thumbnail } = await p.playlistOf(id)
  t.match(await listOf(p, p.writer), {
    unread_count: 1,
    notifications: [{ kind: 'ready', actors: [], playlist: { id, title, thumbnail }, is_read: false }],
  })
  t.match(await p.jobsOf(id, notify.name), [{ state: 'done', user_id: p.writer, key: `ready/${id}` }])
})

t.test('a dig that fails is not told to be ready', async t => {
  const p = await pipeline(t)
  await p.sandbox.fault({ vendor: 'chat', fault: 'refusal' })
  const { id } = await p.dig('비 오는 밤')
  t.match(await p.untilStatus(id), { status: 'failed' })
  await p.untilIdle()
  t.strictSame((await listOf(p, p.writer)).notifications, [])
  t.strictSame(await p.jobsOf(id, notify.name), [])
})

t.test('what many do at once, and undo, is told as it stands in the end', async t => {
  const p = await pipeline(t)
  const fans = await Promise.all(Array.from({ length: 12 }, () => aUser(p.db)))
  const playlist = await aPlaylist(p.db, p.writer)
  await Promise.all(
    fans.map(async (fan, i) => {
      for (let times = 0; times < 3 + (i % 2); times++) await like(p, fan, playlist)
      const what: Act = { v: 1, act: 'follow', follower: fan, followee: p.writer }
      await act(p, what, trx => follow(trx, fan, p.writer))
      if (i % 3 === 0) await act(p, what, trx => unfollow(trx, fan, p.writer))
      await p.ledger.transaction(async trx => {
        const { comment } = await writeComment(trx, playlistSubject, fan, {
          subject_id: playlist,
          content: `words of ${fan}`,
        })
        await addJob(trx, notify, { v: 1, act: 'comment', comment_id: comment.id })
      })
    }),
  )
  await p.untilIdle()
  const { unread_count, notifications } = await listOf(p, p.writer)
  t.equal(unread_count, 3)
  t.strictSame(Object.fromEntries(notifications.map(({ kind, actor_count }) => [kind, actor_count])), {
    liked: 6,
    followed: 8,
    commented: 12,
  })
  t.strictSame(await p.db.selectFrom('jobs').select('state').distinct().where('queue', '=', notify.name).execute(), [
    { state: 'done' },
  ])
})

t.test('whoever changes their mind while the job runs is not overlooked', async t => {
  const p = await pipeline(t)
  const fan = await aUser(p.db)
  const playlist = await aPlaylist(p.db, p.writer)
  for (let round = 0; round < 15; round++) {
    await like(p, fan, playlist)
    // No waiting in between: some of these meet the job before, in or after its transaction.
    if (round % 3 === 2) await like(p, fan, playlist)
    if (round % 5 === 4) await p.untilIdle()
    const isLiked = await p.db.selectFrom('likes').select('user_id').executeTakeFirst()
    if (round % 5 === 4) t.equal((await listOf(p, p.writer)).notifications.length, isLiked ? 1 : 0, `round ${round}`)
  }
})

t.test('a worker that stops in between tells nothing twice', async t => {
  const p = await pipeline(t)
  const fan = await aUser(p.db)
  const playlist = await aPlaylist(p.db, p.writer)
  const { id } = await like(p, fan, playlist)
  await p.untilJob(id, ({ state }) => state === 'done')
  const before = await listOf(p, p.writer)
  t.equal(before.unread_count, 1)
  // As if the completion had been lost.
  await p.db.updateTable('jobs').set({ state: 'cancelled' }).where('id', '=', id).execute()
  await p.ledger.transaction(trx => replayEndedJobs(trx, [id]))
  await p.untilJob(id, ({ state, attempt }) => state === 'done' && attempt === 2)
  t.strictSame(await listOf(p, p.writer), before)
})

t.test('a payload that nobody understands tells nobody', async t => {
  const p = await pipeline(t)
  const fan = await aUser(p.db)
  const { id } = await p.ledger.transaction(trx =>
    addJob(trx, notify, { v: 1, act: 'follow', follower: fan, followee: p.writer }),
  )
  await p.untilJob(id, ({ state }) => state === 'done')
  await p.db
    .updateTable('jobs')
    .set({ state: 'cancelled', payload: JSON.stringify({ v: 1, act: 'wave' }) })
    .where('id', '=', id)
    .execute()
  await p.ledger.transaction(trx => replayEndedJobs(trx, [id]))
  t.match(await p.untilJob(id, ({ error_code }) => error_code !== null), {
    state: 'queued',
    error_code: 'payload_unknown',
  })
  t.strictSame((await listOf(p, p.writer)).notifications, [])
})

t.test('after an erasure nothing tells of the person, and nothing is kept that they were told', async t => {
  const p = await pipeline(t)
  const [gone, stays] = [await aUser(p.db), await aUser(p.db)]
  const [mine, theirs] = [await aPlaylist(p.db, p.writer), await aPlaylist(p.db, gone)]
  for (const fan of [gone, stays]) await like(p, fan, mine)
  await like(p, stays, theirs)
  await act(p, { v: 1, act: 'follow', follower: gone, followee: p.writer }, trx => follow(trx, gone, p.writer))
  await p.untilIdle()
  t.match(await listOf(p, p.writer), { unread_count: 2 })
  t.match(await listOf(p, gone), { unread_count: 1 })

  await p.ledger.transaction(trx => withdraw(trx, gone, null, 0))
  t.match(await listOf(p, p.writer), { unread_count: 1, notifications: [{ kind: 'liked', actors: [{ id: stays }] }] })
  await queueErasures(p.db, 10)
  const [job] = await p.db.selectFrom('jobs').select('id').where('queue', '=', eraseAccount.name).execute()
  await p.untilJob(job!.id, ({ state }) => state === 'done')
  t.match(await listOf(p, p.writer), {
    unread_count: 1,
    notifications: [{ kind: 'liked', actors: [{ id: stays }], actor_count: 1 }],
  })
  t.strictSame(await p.db.selectFrom('notification_actors').select('actor').distinct().execute(), [{ actor: stays }])
  t.strictSame(await p.db.selectFrom('notifications').select('recipient').distinct().execute(), [
    { recipient: p.writer },
  ])
  t.strictSame(await p.db.selectFrom('notification_boxes').select('user_id').execute(), [{ user_id: p.writer }])
})
