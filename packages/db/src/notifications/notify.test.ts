import type { Act } from '@mudig/shared/notifications/kinds'
import t from 'tap'
import { follow, unfollow } from '../accounts/follows.js'
import { settleAct } from '../domains.js'
import { playlistSubject } from '../playlists/subject.js'
import { deleteComment, writeComment } from '../subjects/comments.js'
import { setLike } from '../subjects/likes.js'
import { testDatabase } from '../testing/database.js'
import { aPlaylist, changePlaylist } from '../testing/playlists.js'
import { aUser, inTransaction, waitingForLocks } from '../testing/rows.js'
import { changeSettings, listNotifications, markRead } from './notifications.js'
import { forgetPerson } from './notify.js'

/** People, their acts, and what they are told. */
const world = async (test: Parameters<typeof testDatabase>[0]) => {
  const { db } = await testDatabase(test)
  const settle = (act: Act) => inTransaction(db, trx => settleAct(trx, act))
  const tellLike = (user_id: number, playlist_id: number) => settle({ v: 1, act: 'like', user_id, playlist_id })
  const tellFollow = (follower: number, followee: number) => settle({ v: 1, act: 'follow', follower, followee })
  const tellComment = (comment_id: number) => settle({ v: 1, act: 'comment', comment_id })
  const tellReady = (playlist_id: number) => settle({ v: 1, act: 'ready', playlist_id })
  const toggle = (user: number, playlist: number) =>
    inTransaction(db, trx => setLike(trx, playlistSubject, playlist, user))
  const list = async (user: number) => (await listNotifications(db, user, { limit: 100 })).notifications
  return {
    db,
    people: (count: number) => Promise.all(Array.from({ length: count }, () => aUser(db))),
    tellLike,
    tellFollow,
    tellComment,
    tellReady,
    toggle,
    like: async (user: number, playlist: number) => {
      await toggle(user, playlist)
      await tellLike(user, playlist)
    },
    write: async (user: number, subject_id: number, parent_id?: number) => {
      const { comment } = await inTransaction(db, trx =>
        writeComment(trx, playlistSubject, user, { subject_id, content: `${Math.random()}`, parent_id }),
      )
      return comment.id
    },
    remove: (user: number, comment: number) =>
      inTransaction(db, trx => deleteComment(trx, playlistSubject, user, comment)),
    follow: (one: number, other: number) => inTransaction(db, trx => follow(trx, one, other)),
    unfollow: (one: number, other: number) => inTransaction(db, trx => unfollow(trx, one, other)),
    read: (user: number) => inTransaction(db, trx => markRead(trx, user, { all: true })),
    list,
    unread: async (user: number) => (await listNotifications(db, user, { limit: 1 })).unread_count,
    /** Kind, names and count of each, the latest first. */
    told: async (user: number) =>
      (await list(user)).map(
        ({ kind, actors, actor_count, is_read }) =>
          `${kind} by ${actors.map(({ id }) => id).join('+')} of ${actor_count}${is_read ? ' (read)' : ''}`,
      ),
    numberOf: async (user: number) =>
      (await db.selectFrom('notification_boxes').select('seq').where('user_id', '=', user).executeTakeFirst())?.seq ??
      0,
    hide: (user: number, is_active = false) =>
      db.updateTable('users').set({ is_active }).where('id', '=', user).execute(),
  }
}

t.test('each kind tells the one whom it concerns, and nobody else', async t => {
  const w = await world(t)
  const [writer, fan, other, bystander] = (await w.people(4)) as [number, number, number, number]
  const playlist = await aPlaylist(w.db, writer, { title: 'Rain', thumbnail: 'karlo/x.webp' })

  await w.follow(fan, writer)
  await w.tellFollow(fan, writer)
  await w.like(fan, playlist)
  const comment = await w.write(fan, playlist)
  await w.tellComment(comment)
  const reply = await w.write(other, playlist, comment)
  await w.tellComment(reply)
  await w.tellReady(playlist)

  const shown = { id: playlist, title: 'Rain', thumbnail: 'karlo/x.webp' }
  const name = async (id: number) =>
    (await w.db.selectFrom('users').select('name').where('id', '=', id).executeTakeFirstOrThrow()).name
  t.match(await w.list(writer), [
    { kind: 'ready', actors: [], actor_count: 0, playlist: shown, is_read: false },
    {
      kind: 'commented',
      actors: [
        { id: other, comment_id: reply },
        { id: fan, comment_id: comment },
      ],
      actor_count: 2,
      playlist: shown,
    },
    {
      kind: 'liked',
      actors: [{ id: fan, name: await name(fan), image: 'profile/basic.png', comment_id: null }],
      playlist: shown,
    },
    { kind: 'followed', actors: [{ id: fan }], actor_count: 1, playlist: null },
  ])
  t.match(await w.list(fan), [
    { kind: 'replied', actors: [{ id: other, comment_id: reply }], actor_count: 1, playlist: shown },
  ])
  t.strictSame([await w.unread(writer), await w.unread(fan)], [4, 1])
  t.strictSame([await w.list(other), await w.list(bystander)], [[], []])
})

t.test('nobody is told of acts of their own, nor twice of one comment', async t => {
  const w = await world(t)
  const [writer, other] = (await w.people(2)) as [number, number]
  const playlist = await aPlaylist(w.db, writer)
  await w.like(writer, playlist)
  const own = await w.write(writer, playlist)
  await w.tellComment(own)
  await w.tellComment(await w.write(writer, playlist, own))
  t.strictSame(await w.list(writer), [])

  await w.tellComment(await w.write(other, playlist, own))
  t.strictSame(await w.told(writer), [`replied by ${other} of 1`], 'a reply on one’s own playlist is told as a reply')

  const theirs = await w.write(other, playlist)
  await w.tellComment(theirs)
  await w.tellComment(await w.write(other, playlist, theirs))
  t.strictSame(await w.list(other), [])
  t.strictSame(await w.told(writer), [`commented by ${other} of 1`, `replied by ${other} of 1`])
})

t.test('a second delivery changes nothing, however it stands by then', async t => {
  const w = await world(t)
  const [writer, fan] = (await w.people(2)) as [number, number]
  const playlist = await aPlaylist(w.db, writer)
  await w.follow(fan, writer)
  await w.toggle(fan, playlist)
  const comment = await w.write(fan, playlist)
  const deliver = async () => {
    await w.tellFollow(fan, writer)
    await w.tellLike(fan, playlist)
    await w.tellComment(comment)
    await w.tellReady(playlist)
  }
  await deliver()
  const before = await w.list(writer)
  t.equal(before.length, 4)
  await deliver()
  t.strictSame(await w.list(writer), before)
  await w.read(writer)
  const read = [await w.list(writer), await w.numberOf(writer)]
  await deliver()
  t.strictSame([await w.list(writer), await w.numberOf(writer)], read, 'what was read is not told again')
})

t.test('acts of one kind on one thing are one notification until it is read', async t => {
  const w = await world(t)
  const [writer, ...fans] = (await w.people(7)) as [number, ...number[]]
  const [first, second] = [await aPlaylist(w.db, writer), await aPlaylist(w.db, writer)]
  for (const fan of fans.slice(0, 5)) await w.like(fan, first)
  await w.like(fans[5]!, second)
  await w.tellComment(await w.write(fans[0]!, first))
  t.strictSame(await w.told(writer), [
    `commented by ${fans[0]} of 1`,
    `liked by ${fans[5]} of 1`,
    `liked by ${fans[4]}+${fans[3]}+${fans[2]} of 5`,
  ])
  t.equal(await w.unread(writer), 3)

  await w.read(writer)
  await w.like(fans[5]!, first)
  t.strictSame((await w.told(writer)).slice(0, 2), [`liked by ${fans[5]} of 1`, `commented by ${fans[0]} of 1 (read)`])
  t.equal(await w.unread(writer), 1)
  const [latest] = await w.list(writer)
  t.ok(latest!.created_at <= latest!.updated_at)
})

t.test('a like that is given and taken a hundred times is one notification', async t => {
  const w = await world(t)
  const [writer, fan, other] = (await w.people(3)) as [number, number, number]
  const playlist = await aPlaylist(w.db, writer)
  const ids = new Set<number>()
  for (let i = 0; i < 100; i++) {
    await w.like(fan, playlist)
    const told = await w.list(writer)
    t.equal(told.length, i % 2 === 0 ? 1 : 0)
    for (const { id } of told) ids.add(id)
    if (i === 50) await w.read(writer)
  }
  t.equal(ids.size, 1)
  t.equal(await w.unread(writer), 0)
  await w.like(fan, playlist)
  t.strictSame(await w.told(writer), [`liked by ${fan} of 1 (read)`], 'giving it again is no news')
  await w.like(other, playlist)
  t.strictSame(await w.told(writer), [`liked by ${other} of 1`, `liked by ${fan} of 1 (read)`])
})

t.test('what was undone is not told, or taken back', async t => {
  const w = await world(t)
  const [writer, fan, other] = (await w.people(3)) as [number, number, number]
  const playlist = await aPlaylist(w.db, writer)

  await w.toggle(fan, playlist)
  await w.toggle(fan, playlist)
  await w.tellLike(fan, playlist)
  await w.follow(fan, writer)
  await w.unfollow(fan, writer)
  await w.tellFollow(fan, writer)
  const comment = await w.write(fan, playlist)
  await w.remove(fan, comment)
  await w.tellComment(comment)
  t.strictSame(await w.list(writer), [])
  t.equal(await w.numberOf(writer), 0)

  await w.like(fan, playlist)
  await w.like(other, playlist)
  await w.follow(fan, writer)
  await w.tellFollow(fan, writer)
  const [one, two] = [await w.write(fan, playlist), await w.write(fan, playlist)]
  for (const each of [one, two]) await w.tellComment(each)
  t.strictSame(await w.told(writer), [
    `commented by ${fan} of 1`,
    `followed by ${fan} of 1`,
    `liked by ${other}+${fan} of 2`,
  ])

  await w.like(fan, playlist)
  await w.unfollow(fan, writer)
  await w.tellFollow(fan, writer)
  await w.remove(writer, two)
  await w.tellComment(two)
  t.strictSame(await w.told(writer), [`commented by ${fan} of 1`, `liked by ${other} of 1`])
  t.match(await w.list(writer), [{ actors: [{ comment_id: one }] }, {}], 'the link leads to what is left')
  await w.read(writer)
  await w.remove(fan, one)
  await w.tellComment(one)
  t.strictSame(await w.told(writer), [`liked by ${other} of 1 (read)`], 'also what was read')
  t.equal(await w.unread(writer), 0)
})

t.test('a deleted reply takes its notification back, and nobody is told of a reply to what they deleted', async t => {
  const w = await world(t)
  const [writer, asker, answerer] = (await w.people(3)) as [number, number, number]
  const playlist = await aPlaylist(w.db, writer)
  const comment = await w.write(asker, playlist)
  const reply = await w.write(answerer, playlist, comment)
  await w.tellComment(reply)
  t.strictSame(await w.told(asker), [`replied by ${answerer} of 1`])
  await w.remove(answerer, reply)
  await w.tellComment(reply)
  t.strictSame([await w.list(asker), await w.list(writer)], [[], []])

  const late = await w.write(answerer, playlist, comment)
  await w.remove(asker, comment)
  await w.tellComment(late)
  t.strictSame(await w.list(asker), [])
  t.strictSame(await w.told(writer), [`commented by ${answerer} of 1`])
})

t.test('nobody is told of what they may not see, and what disappears is told no longer', async t => {
  const w = await world(t)
  const [writer, asker, answerer] = (await w.people(3)) as [number, number, number]
  const playlist = await aPlaylist(w.db, writer)
  const comment = await w.write(asker, playlist)
  const reply = await w.write(answerer, playlist, comment)
  const change = (fields: object) => changePlaylist(w.db, playlist, fields)

  await change({ is_public: false })
  await w.tellComment(reply)
  t.strictSame(await w.list(asker), [])
  t.strictSame(await w.told(writer), [`commented by ${answerer} of 1`], 'its writer sees it')
  await change({ is_public: true })
  await w.tellComment(reply)
  t.strictSame(await w.told(asker), [`replied by ${answerer} of 1`])

  const seen = async () => [
    (await w.list(asker)).length,
    await w.unread(asker),
    (await w.list(writer)).length,
    await w.unread(writer),
  ]
  t.strictSame(await seen(), [1, 1, 1, 1])
  await change({ is_public: false })
  t.strictSame(await seen(), [0, 0, 1, 1], 'private')
  await change({ is_public: true, is_active: false })
  t.strictSame(await seen(), [0, 0, 0, 0], 'hidden')
  await change({ is_active: true })
  await w.hide(writer)
  t.strictSame((await seen()).slice(0, 2), [0, 0], 'its writer has left')
  await w.hide(writer, true)
  t.strictSame(await seen(), [1, 1, 1, 1])

  await w.tellReady(playlist)
  await w.db.deleteFrom('subjects').where('id', '=', playlist).execute()
  t.strictSame(await seen(), [0, 0, 0, 0], 'removed')
  t.strictSame(await w.db.selectFrom('notifications').select('id').execute(), [])
  for (const act of [
    w.tellLike(asker, playlist),
    w.tellComment(reply),
    w.tellReady(playlist),
    w.tellFollow(asker, 987_654),
  ])
    await act
  t.strictSame(await w.db.selectFrom('notifications').select('id').execute(), [], 'late jobs find nothing')
})

t.test('an unfinished playlist is not told to be ready, a finished one once', async t => {
  const w = await world(t)
  const writer = await aUser(w.db)
  const playlist = await aPlaylist(w.db, writer, { status: 'matching' })
  await w.tellReady(playlist)
  t.strictSame(await w.list(writer), [])
  await changePlaylist(w.db, playlist, { status: 'ready', is_public: false })
  await w.tellReady(playlist)
  t.strictSame(await w.told(writer), ['ready by  of 0'])
  await w.read(writer)
  await w.tellReady(playlist)
  t.strictSame(await w.told(writer), ['ready by  of 0 (read)'])
})

t.test('each switch silences its kind and no other; what is undone is taken back all the same', async t => {
  const w = await world(t)
  const kinds = ['followed', 'liked', 'commented', 'replied', 'ready'] as const
  for (const off of kinds) {
    const [writer, fan] = (await w.people(2)) as [number, number]
    await changeSettings(w.db, writer, { [off]: false })
    const playlist = await aPlaylist(w.db, writer)
    const own = await w.write(writer, playlist)
    await w.follow(fan, writer)
    await w.tellFollow(fan, writer)
    await w.like(fan, playlist)
    await w.tellComment(await w.write(fan, playlist))
    await w.tellComment(await w.write(fan, playlist, own))
    await w.tellReady(playlist)
    t.strictSame((await w.list(writer)).map(({ kind }) => kind).sort(), kinds.filter(kind => kind !== off).sort(), off)
  }

  const [writer, fan] = (await w.people(2)) as [number, number]
  const playlist = await aPlaylist(w.db, writer)
  await w.like(fan, playlist)
  await changeSettings(w.db, writer, { liked: false })
  t.equal((await w.list(writer)).length, 1, 'what was told stays')
  await w.like(fan, playlist)
  t.strictSame(await w.list(writer), [])
})

t.test('twenty acts at the same moment, each delivered twice, are one notification with twenty people', async t => {
  const w = await world(t)
  const [writer, ...fans] = (await w.people(21)) as [number, ...number[]]
  const playlist = await aPlaylist(w.db, writer)
  for (const fan of fans) await w.toggle(fan, playlist)
  await Promise.all([...fans, ...fans].map(fan => w.tellLike(fan, playlist)))
  const [told, ...more] = await w.list(writer)
  t.strictSame(more, [])
  t.equal(told?.actor_count, 20)
  t.equal(await w.numberOf(writer), 20)
  const numbers = await w.db.selectFrom('notification_actors').select('acted_seq').orderBy('acted_seq').execute()
  t.strictSame(
    numbers.map(({ acted_seq }) => acted_seq),
    fans.map((_, i) => i + 1),
  )

  await Promise.all(
    fans.map(async (fan, i) => {
      if (i % 2) await w.like(fan, playlist)
      else await w.tellLike(fan, playlist)
    }),
  )
  t.match(await w.list(writer), [{ actor_count: 10 }])
})

t.test('people who act upon each other all at once do not deadlock', async t => {
  const w = await world(t)
  const circle = await w.people(5)
  const playlists = await Promise.all(circle.map(one => aPlaylist(w.db, one)))
  const comments = await Promise.all(circle.map((one, i) => w.write(one, playlists[(i + 1) % 5]!)))
  const acts = circle.flatMap((one, i) =>
    circle.flatMap((other, j) =>
      i === j
        ? []
        : [
            w.follow(one, other).then(() => w.tellFollow(one, other)),
            w.like(one, playlists[j]!),
            w.write(one, playlists[(j + 1) % 5]!, comments[j]!).then(w.tellComment),
            w.read(one),
          ],
    ),
  )
  const failed = (await Promise.allSettled(acts)).filter(({ status }) => status === 'rejected')
  t.strictSame(failed, [])
  for (const one of circle) {
    const told = await w.list(one)
    const followers = told
      .filter(({ kind }) => kind === 'followed')
      .reduce((sum, { actor_count }) => sum + actor_count, 0)
    t.equal(followers, 4, 'nobody is lost')
  }
})

t.test('who takes a like back while its job looks is not told of', async t => {
  const w = await world(t)
  const [writer, fan] = (await w.people(2)) as [number, number]
  const playlist = await aPlaylist(w.db, writer)
  await w.toggle(fan, playlist)
  let telling: Promise<void> | undefined
  await w.db.transaction().execute(async trx => {
    await setLike(trx, playlistSubject, playlist, fan)
    telling = w.tellLike(fan, playlist)
    while ((await waitingForLocks(w.db)) === 0) await new Promise(setImmediate)
  })
  await telling
  t.strictSame(await w.list(writer), [])
})

t.test('who leaves is named no longer, who comes back is; who is erased is nowhere', async t => {
  const w = await world(t)
  const [writer, one, two, three, four] = (await w.people(5)) as [number, number, number, number, number]
  const playlist = await aPlaylist(w.db, writer)
  await w.follow(one, writer)
  await w.tellFollow(one, writer)
  for (const fan of [one, two, three, four]) await w.like(fan, playlist)
  t.equal(await w.unread(writer), 2)

  await w.hide(one)
  t.strictSame(await w.told(writer), [`liked by ${four}+${three}+${two} of 4`], 'nobody is left who followed')
  t.equal(await w.unread(writer), 1)
  await w.hide(one, true)
  t.equal((await w.list(writer)).length, 2)

  const theirs = await aPlaylist(w.db, one)
  await w.like(two, theirs)
  await w.hide(one)
  await w.tellReady(theirs)
  await inTransaction(w.db, trx => forgetPerson(trx, one))
  t.strictSame(await w.told(writer), [`liked by ${four}+${three}+${two} of 3`])
  t.strictSame(await w.db.selectFrom('notification_actors').select('actor').where('actor', '=', one).execute(), [])
  t.strictSame(await w.db.selectFrom('notification_boxes').select('user_id').where('user_id', '=', one).execute(), [])
  t.strictSame(await w.db.selectFrom('notifications').select('id').where('recipient', '=', one).execute(), [])
})

t.test('of somebody who comments without end the newest hundred are remembered', async t => {
  const w = await world(t)
  const [writer, fan] = (await w.people(2)) as [number, number]
  const playlist = await aPlaylist(w.db, writer)
  const ids: number[] = []
  for (let i = 0; i < 103; i++) {
    ids.push(await w.write(fan, playlist))
    await w.tellComment(ids.at(-1)!)
  }
  const { comment_ids } = await w.db.selectFrom('notification_actors').select('comment_ids').executeTakeFirstOrThrow()
  t.strictSame(comment_ids.map(Number), ids.slice(-100))
  t.match(await w.list(writer), [{ actor_count: 1, actors: [{ comment_id: ids.at(-1) }] }])
})
