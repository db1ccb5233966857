import { notices } from '@mudig/shared/notices.gen'
import { sql } from 'kysely'
import t from 'tap'
import type { Db } from '../core/client.js'
import { settleAct } from '../domains.js'
import { testDatabase } from '../testing/database.js'
import { planOf } from '../testing/plans.js'
import { aLike, aPlaylist, manyPlaylists } from '../testing/playlists.js'
import { manyPosts } from '../testing/posts.js'
import { manyProducts } from '../testing/products.js'
import { manyReviews } from '../testing/reviews.js'
import { aUser, inTransaction, manyKeptApart } from '../testing/rows.js'
import { manySets } from '../testing/sets.js'
import { manyTracks } from '../testing/tracks.js'
import {
  changeSettings,
  findSettings,
  listChanges,
  listNotifications,
  markRead,
  removeOld,
  selectChanges,
  selectPage,
  type WhichRead,
} from './notifications.js'

const read = (db: Db, user: number, which: WhichRead) => inTransaction(db, trx => markRead(trx, user, which))

/** Has somebody told of so many finished playlists. @returns the ids of what they were told, the earliest first */
const told = async (db: Db, user: number, count: number): Promise<number[]> => {
  for (let i = 0; i < count; i++) {
    const playlist_id = await aPlaylist(db, user)
    await inTransaction(db, trx => settleAct(trx, { v: 1, act: 'ready', playlist_id }))
  }
  const { notifications } = await listNotifications(db, user, { limit: 1_000 })
  return notifications.map(({ id }) => id).reverse()
}

/** Likes a playlist and has its writer told. */
const like = async (db: Db, user_id: number, playlist_id: number) => {
  await aLike(db, user_id, playlist_id)
  await inTransaction(db, trx => settleAct(trx, { v: 1, act: 'like', user_id, playlist_id }))
}

t.test('page by page, the latest act first', async t => {
  const { db } = await testDatabase(t)
  const [me, fan, other] = [await aUser(db), await aUser(db), await aUser(db)]
  const ids = await told(db, me, 3)
  const playlist = await aPlaylist(db, me)
  await like(db, fan, playlist)
  ids.push(...(await told(db, me, 1)).slice(-1))
  await like(db, other, playlist)
  await told(db, other, 2)

  const [first, second, third, fourth, newest] = [...ids, 0]
  const one = await listNotifications(db, me, { limit: 2 })
  t.match(one, { unread_count: 5, notifications: [{ kind: 'liked', actor_count: 2 }, { id: fourth }] })
  t.equal(newest, 0)
  const two = await listNotifications(db, me, { limit: 2, cursor: one.next_cursor! })
  t.match(two, { unread_count: 5, notifications: [{ id: third }, { id: second }] })
  const three = await listNotifications(db, me, { limit: 2, cursor: two.next_cursor! })
  t.match(three, { notifications: [{ id: first }], next_cursor: null })
  t.equal(three.notifications.length, 1)
  t.strictSame(await listNotifications(db, fan, { limit: 2 }), {
    unread_count: 0,
    notifications: [],
    next_cursor: null,
  })
})

t.test('some, up to one, or all are read; nobody reads for somebody else', async t => {
  const { db } = await testDatabase(t)
  const [me, other] = [await aUser(db), await aUser(db)]
  const ids = (await told(db, me, 6)) as [number, number, number, number, number, number]
  const unread = async () =>
    (await listNotifications(db, me, { limit: 10 })).notifications.filter(({ is_read }) => !is_read).map(({ id }) => id)

  await told(db, other, 1)
  t.equal(await read(db, other, { ids }), 1)
  await read(db, other, { up_to: 6 })
  await read(db, other, { all: true })
  t.equal(await read(db, await aUser(db), { all: true }), 0)
  t.equal((await unread()).length, 6)

  t.equal(await read(db, me, { ids: [ids[3], 987_654] }), 5)
  t.equal(await read(db, me, { up_to: 2 }), 3)
  t.strictSame(await unread(), [ids[5], ids[4], ids[2]])
  t.equal(await read(db, me, { all: true }), 0)
  const { notifications } = await listNotifications(db, me, { limit: 10 })
  const moments = await db
    .selectFrom('notifications')
    .select('read_at')
    .where('recipient', '=', me)
    .orderBy('id')
    .execute()
  t.equal(await read(db, me, { all: true }), 0)
  t.strictSame(
    await db.selectFrom('notifications').select('read_at').where('recipient', '=', me).orderBy('id').execute(),
    moments,
  )
  t.strictSame(
    notifications.map(({ id }) => id),
    [...ids].reverse(),
    'the order is that of the acts',
  )
})

t.test('nobody counts further than a hundred', async t => {
  const { db } = await testDatabase(t)
  const me = await aUser(db)
  await changeSettings(db, me, {})
  const made = await manyPlaylists(db, sql`select ${me}::int8 as writer from generate_series(1, 150)`)
  await sql`
    insert into notifications (recipient, kind, subject, subject_id, seq)
    select ${me}, 'ready', id, id, row_number() over () from unnest(${made}::int8[]) as id`.execute(db)
  t.match(await listNotifications(db, me, { limit: 1 }), { unread_count: 100 })
  t.equal(await read(db, me, { up_to: 2_147_483_647 }), 0)
})

t.test('whoever goes on after a number misses nothing, whatever happens at the same moment', async t => {
  const { db } = await testDatabase(t)
  const me = await aUser(db)
  const fans = await Promise.all(Array.from({ length: 12 }, () => aUser(db)))
  const playlists = await Promise.all(Array.from({ length: 4 }, () => aPlaylist(db, me)))
  let isOver = false
  const seen = new Map<number, unknown>()
  const watch = async () => {
    let after = 0
    for (let last = false; ; ) {
      last = isOver
      const { seq, notifications } = await listChanges(db, me, after, 3)
      for (const row of notifications) {
        t.ok(row.seq > after && row.seq <= seq)
        seen.set(row.id, row)
        after = row.seq
      }
      if (notifications.length < 3) {
        t.ok(seq >= after)
        after = seq
        if (last) return
      }
    }
  }
  const watching = watch()
  await Promise.all(fans.flatMap(fan => playlists.map(playlist => like(db, fan, playlist))))
  isOver = true
  await watching
  const { notifications } = await listNotifications(db, me, { limit: 10 })
  t.equal(notifications.length, 4)
  t.strictSame(
    notifications.map(({ id }) => seen.get(id)),
    notifications,
  )
})

t.test('a change that is no act has a number too', async t => {
  const { db } = await testDatabase(t)
  const [me, fan] = [await aUser(db), await aUser(db)]
  t.match(await listChanges(db, me, 0, 10), { seq: 0, unread_count: 0, notifications: [] })
  const playlist = await aPlaylist(db, me)
  await like(db, fan, playlist)
  t.match(await listChanges(db, me, 0, 10), { seq: 1, unread_count: 1, notifications: [{ seq: 1, kind: 'liked' }] })
  await read(db, me, { all: true })
  t.match(await listChanges(db, me, 1, 10), { seq: 2, unread_count: 0, notifications: [] })
  await read(db, me, { all: true })
  t.match(await listChanges(db, me, 1, 10), { seq: 2 })
  await db.deleteFrom('likes').execute()
  await inTransaction(db, trx => settleAct(trx, { v: 1, act: 'like', user_id: fan, playlist_id: playlist }))
  t.match(await listChanges(db, me, 2, 10), { seq: 3, unread_count: 0, notifications: [] })
})

/** How the switches of all domains stand for who never turned one. */
const untouched = Object.fromEntries(Object.entries(notices).map(([kind, { isOn }]) => [kind, isOn]))

t.test('everything is wanted until somebody says otherwise', async t => {
  const { db } = await testDatabase(t)
  const [me, other] = [await aUser(db), await aUser(db)]
  const all = untouched
  t.strictSame(await findSettings(db, me), all)
  t.strictSame(await changeSettings(db, me, {}), all)
  t.strictSame(await changeSettings(db, me, { liked: false, ready: false }), { ...all, liked: false, ready: false })
  t.strictSame(await changeSettings(db, me, { liked: true }), { ...all, ready: false })
  t.strictSame(await findSettings(db, me), { ...all, ready: false })
  t.strictSame(await findSettings(db, other), all)
})

t.test('what is old goes, in bites', async t => {
  const { db } = await testDatabase(t)
  const me = await aUser(db)
  const ids = await told(db, me, 5)
  await db
    .updateTable('notifications')
    .set({ updated_at: sql`now() - interval '91 days'` })
    .where('id', 'in', ids.slice(0, 3))
    .execute()
  t.strictSame([await removeOld(db, 90, 2), await removeOld(db, 90, 2), await removeOld(db, 90, 2)], [2, 1, 0])
  const { notifications } = await listNotifications(db, me, { limit: 10 })
  t.strictSame(
    notifications.map(({ id }) => id),
    ids.slice(3).reverse(),
  )
})

t.test('among many a page, a count and a change are read from indexes', async t => {
  const { db } = await testDatabase(t)
  const me = await aUser(db)
  await sql`insert into users (email, name, name_key) select 'u' || n || '@test.local', 'u' || n, 'u' || n from generate_series(1, 2000) n`.execute(
    db,
  )
  await manyPlaylists(
    db,
    sql`select case when n % 20 = 0 then ${me} else (select min(id) from users) + n % 2000 end as writer
      from generate_series(1, 10000) n`,
  )
  await manyTracks(db, sql`select id as owner from users`)
  await manyPosts(db, sql`select id as owner from users`)
  await manyProducts(db)
  await manySets(db)
  await manyReviews(db)
  await sql`insert into follows (follower, followee) select id, ${me} from users where id <> ${me}`.execute(db)
  await sql`insert into notification_boxes (user_id) select id from users`.execute(db)
  await sql`
    insert into notifications (recipient, kind, subject, subject_id, seq, actor_count, read_at, created_at, updated_at)
    select p.writer, kind, p.id, p.id, row_number() over (partition by p.writer order by p.id), 2, case when p.id % 3 > 0 then now() end,
      now() - p.id * interval '1 minute', now() - p.id * interval '1 minute'
    from playlists p cross join unnest(array['liked', 'commented', 'ready']) kind`.execute(db)
  await sql`
    insert into notification_actors (notification_id, actor, acted_seq)
    select n.id, u.id, n.seq from notifications n join users u on u.id % 1000 = n.id % 1000 where n.kind <> 'ready'`.execute(
    db,
  )
  await manyKeptApart(db)
  await sql`analyze`.execute(db)
  for (const query of [
    selectPage(db, me, { limit: 20 }),
    selectPage(db, me, { limit: 20, cursor: 500 }),
    selectChanges(db, me, 1_400, 50),
  ]) {
    const plan = await planOf(db, query)
    t.match(plan, /notifications_seq_key/)
    t.match(plan, /notifications_unread_key/)
    t.match(plan, /notification_actors_newest_idx/)
    t.notMatch(plan, /Seq Scan|Hash/, plan)
  }
  const { unread_count, notifications } = await listNotifications(db, me, { limit: 20 })
  t.equal(unread_count, 100)
  t.equal(notifications.length, 20)
  const cleaning = sql`
    select id from notifications where updated_at < now() - interval '90 days' order by updated_at limit 1000 for update skip locked`
  t.match(await planOf(db, { compile: () => cleaning.compile(db) }), /notifications_updated_at_idx/)
})

t.test('the release before, which has a column for each kind, and this one see what the other has chosen', async t => {
  const { db } = await testDatabase(t)
  const [me, other, third] = [await aUser(db), await aUser(db), await aUser(db)]
  const columns = async (user: number) =>
    (
      await sql`select followed, liked, commented, replied, ready from notification_boxes where user_id = ${user}`.execute(
        db,
      )
    ).rows[0]
  const all = { followed: true, liked: true, commented: true, replied: true, ready: true }

  await changeSettings(db, me, { liked: false })
  t.strictSame(await columns(me), { ...all, liked: false })
  await sql`
    insert into notification_boxes (user_id, ready) values (${me}, false)
    on conflict (user_id) do update set ready = false, liked = true`.execute(db)
  t.strictSame(await findSettings(db, me), { ...untouched, ready: false })
  await changeSettings(db, me, { ready: true, replied: false })
  t.strictSame(await columns(me), { ...all, replied: false })

  await sql`insert into notification_boxes (user_id, followed, commented) values (${other}, false, false)`.execute(db)
  t.strictSame(await findSettings(db, other), { ...untouched, followed: false, commented: false })

  // A kind that the release before does not know keeps its switch, whatever that release writes.
  await sql`insert into notification_boxes (user_id, switched) values (${third}, '{restocked}')`.execute(db)
  await sql`update notification_boxes set liked = false where user_id = ${third}`.execute(db)
  await db.updateTable('notification_boxes').set({ seq: 7 }).where('user_id', '=', third).execute()
  const { switched } = await db
    .selectFrom('notification_boxes')
    .select('switched')
    .where('user_id', '=', third)
    .executeTakeFirstOrThrow()
  t.strictSame(switched, ['liked', 'restocked'])
})

t.test('what was chosen before there was this release is filled in, batch by batch', async t => {
  const { db } = await testDatabase(t)
  const users: number[] = []
  for (let n = 0; n < 9; n++) users.push(await aUser(db))
  await sql`alter table notification_boxes disable trigger user`.execute(db)
  await sql`
    insert into notification_boxes (user_id, liked, ready)
    select id, id % 3 <> 0, id % 2 <> 0 from unnest(${users}::int8[]) id`.execute(db)
  await sql`alter table notification_boxes enable trigger user`.execute(db)
  // Has turned one meanwhile, by the release before: who was written once is left alone.
  await sql`update notification_boxes set commented = false where user_id = ${users[4]!}`.execute(db)
  const wrong = async () =>
    (
      await sql<{ user_id: number }>`
        select user_id from notification_boxes
        where switched <> array_remove(array[case when not commented then 'commented' end, case when not liked then 'liked' end,
          case when not ready then 'ready' end], null) order by user_id`.execute(db)
    ).rows.map(({ user_id }) => user_id)
  const expected = users.filter((id, n) => n !== 4 && (id % 3 === 0 || id % 2 === 0))
  t.strictSame(await wrong(), expected)

  const held = expected.at(-1)!
  await inTransaction(db, async trx => {
    await sql`select from notification_boxes where user_id = ${held} for update`.execute(trx)
    await db.connection().execute(async filling => {
      await sql`set lock_timeout = 50`.execute(filling)
      await t.rejects(sql`call previous_fill_switched(1)`.execute(filling), { code: '55P03' })
      await sql`reset lock_timeout`.execute(filling)
    })
  })
  t.strictSame(await wrong(), [held], 'what was done until then stays')
  for (let again = 0; again < 2; again++) {
    await sql`call previous_fill_switched(2)`.execute(db)
    t.strictSame(await wrong(), [])
  }
})
