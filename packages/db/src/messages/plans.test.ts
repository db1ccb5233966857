import { randomUUID } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import t from 'tap'
import { selectBlocks } from '../moderation/blocks.js'
import { costsOf } from '../testing/costs.js'
import { testDatabase } from '../testing/database.js'
import { insertShown } from '../testing/objects.js'
import { planOf } from '../testing/plans.js'
import { manyPlaylists } from '../testing/playlists.js'
import { aUser, manyKeptApart } from '../testing/rows.js'
import { selectConversations, selectMessages, selectUnread } from './list.js'
import { listHistory, listRooms, selectHistory, selectRooms } from './rooms.js'

t.test('among a hundred thousand messages and conversations each list follows an index', async t => {
  const { db } = await testDatabase(t)
  const [me, quiet] = [await aUser(db), await aUser(db)]
  await sql`
    insert into users (email, name, name_key) select 'u' || n || '@test.local', 'u' || n, 'u' || n from generate_series(1, 10000) n`.execute(
    db,
  )
  // Somebody who wrote with ten thousand, and ninety thousand conversations of others.
  await sql`insert into conversations (low, high, last_seq) select ${me}, id, 1 from users where id > ${quiet}`.execute(
    db,
  )
  await sql`
    insert into conversations (low, high, last_seq)
    select a.id, a.id + n, 1 from users a cross join generate_series(1, 9) n where a.id > ${quiet} and a.id + n <= (select max(id) from users)`.execute(
    db,
  )
  await sql`
    insert into conversation_members (conversation_id, user_id, last_seq, last_message_at, read_seq)
    select c.id, person, 1, now() - c.id * interval '1 second', 1
    from conversations c cross join lateral unnest(array[c.low, c.high]) as person`.execute(db)
  await sql`insert into messages (conversation_id, seq, sender, content) select id, 1, low, 'hello' from conversations`.execute(
    db,
  )
  const { id: long } = await db
    .insertInto('conversations')
    .values({ low: me, high: quiet, last_seq: 100_000 })
    .returning('id')
    .executeTakeFirstOrThrow()
  await sql`insert into messages (conversation_id, seq, sender, content) select ${long}, n, ${quiet}, 'hello' from generate_series(1, 100000) n`.execute(
    db,
  )
  await sql`
    insert into conversation_members (conversation_id, user_id, last_seq, last_message_at)
    select ${long}, person, 100000, now() from unnest(array[${me}, ${quiet}]::int8[]) as person`.execute(db)
  // Of their rooms each tenth is one of many; one has left all of theirs.
  await sql`
    update conversations set kind = 'room', name = 'room ' || id, owner = low, low = null, high = null, member_count = 2
    where id % 10 = 0 and id <> ${long}`.execute(db)
  const gone = quiet + 2
  await sql`update conversation_members set left_at = now() where user_id = ${gone}`.execute(db)
  const uuidOf = async (id: number) =>
    (await db.selectFrom('conversations').select('uuid').where('id', '=', id).executeTakeFirstOrThrow()).uuid
  const longRoom = await uuidOf(long)
  const playlists = await manyPlaylists(db, sql`select id as writer from users order by id limit 2000`)
  await sql`update messages set subject_id = ${playlists[0]} where id % 10 = 0`.execute(db)
  await sql`
    with made as (
      insert into subjects (kind, owner, state) select 'track', id, 'ready' from users order by id limit 2000 returning id, owner
    ) insert into tracks (id, owner, title) select id, owner, 't' from made`.execute(db)
  await sql`insert into follows (follower, followee) select id, ${me} from users where id > ${quiet}`.execute(db)
  await sql`insert into blocks (blocker, blocked) select ${me}, id from users where id > ${quiet}`.execute(db)
  await insertShown(
    db,
    Array.from({ length: 2_000 }, (_, n) => `picture/${n}`),
  )
  await manyKeptApart(db)
  await sql`analyze`.execute(db)

  const from = { microseconds: Date.now() * 1_000, conversation: 1_000 }
  const rooms = { reader: me, search: '', microseconds: 0, conversation: 0 }
  const history = { room: longRoom, reader: me, before: 0 }
  const compiled = (query: RawBuilder<unknown>) => ({ compile: () => query.compile(db) })
  const asked = {
    'my rooms': compiled(selectRooms(rooms, 51, true, false)),
    'older rooms': compiled(selectRooms({ ...rooms, ...from }, 51, false, false)),
    'my rooms with a name': compiled(selectRooms({ ...rooms, search: 'room 1' }, 51, true, true)),
    'my rooms with a name that none has': compiled(selectRooms({ ...rooms, search: 'nothing' }, 51, true, true)),
    'rooms of somebody who has left all': compiled(selectRooms({ ...rooms, reader: gone }, 51, true, false)),
    'history of a room': compiled(selectHistory(history, 51, true)),
    'older history': compiled(selectHistory({ ...history, before: 50_000 }, 51, false)),
    'history before its first message': compiled(selectHistory({ ...history, before: 1 }, 51, false)),
    'history of a room that is not mine': compiled(selectHistory({ ...history, reader: me + 2 }, 51, true)),
    'history of a room that there is not': compiled(selectHistory({ ...history, room: randomUUID() }, 51, true)),
    'my conversations': selectConversations(db, me, { limit: 50 }),
    'older ones': selectConversations(db, me, { limit: 50, from }),
    'those of somebody who has few': selectConversations(db, quiet, { limit: 50 }),
    'the newest messages': selectMessages(db, long, me, { limit: 50 }),
    'older messages': selectMessages(db, long, me, { limit: 50, before: 50_000 }),
    'of a conversation that is not mine': selectMessages(db, long, me + 2, { limit: 50 }),
    'what is unread': selectUnread(db, me),
    'what is unread, where there is nothing': selectUnread(db, quiet + 1),
    'whom I have blocked': selectBlocks(db, me, { limit: 50 }),
    'whom I have blocked, further on': selectBlocks(db, me, { limit: 50, cursor: 5_000 }),
  }
  for (const [name, query] of Object.entries(asked)) {
    const plan = await planOf(db, query)
    t.notMatch(plan, 'Seq Scan', `${name}\n${plan}`)
    // What is few is sorted in a moment: what somebody has, what was found among the newest, members, a page of messages.
    const sorts = plan.replace(/Sort\s+Sort Key: (o\w*\.joined_at|x\.seq)/g, '')
    if (!/few|with a name/.test(name)) t.notMatch(sorts, /\bSort\b/, `${name}\n${plan}`)
  }
  t.match(await planOf(db, selectUnread(db, me)), 'conversation_members_unread_idx')

  const empty = {
    'rooms of somebody who has left all': () => listRooms(db, gone, { limit: 50 }),
    'with a name': () => listRooms(db, gone, { limit: 50, search: 'room' }),
    'history before its first message': () => listHistory(db, longRoom, me, { limit: 50, before: 1 }),
    'history of a room that is not mine': () => listHistory(db, longRoom, me + 2, { limit: 50 }),
    'history of a room that there is not': () => listHistory(db, randomUUID(), me, { limit: 50 }),
  }
  for (const [name, ask] of Object.entries(empty))
    for (const { blocks, removed, nodes } of await costsOf(db, ask)) {
      t.equal(removed, 0, `${name}: ${nodes.join(', ')}`)
      t.ok(blocks < 30, `${name}: ${blocks} blocks`)
    }
  const found = {
    'my rooms': { ask: () => listRooms(db, me, { limit: 50 }), blocksMost: 5_000 },
    'with a name': { ask: () => listRooms(db, me, { limit: 50, search: 'room 1' }), blocksMost: 40_000 },
    'with a name that none has': { ask: () => listRooms(db, me, { limit: 50, search: 'none' }), blocksMost: 40_000 },
    'the history of a room': { ask: () => listHistory(db, longRoom, me, { limit: 50 }), blocksMost: 1_000 },
  }
  for (const [name, { ask, blocksMost }] of Object.entries(found))
    for (const { blocks, nodes } of await costsOf(db, ask)) {
      t.comment(name, blocks)
      t.ok(blocks < blocksMost, `${name}: ${blocks} blocks, ${nodes.join(', ')}`)
      t.notMatch(nodes.join(), 'Seq Scan', name)
    }
})
