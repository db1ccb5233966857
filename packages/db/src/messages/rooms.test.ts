import { ApiError } from '@mudig/shared/core/errors'
import { messageErrors } from '@mudig/shared/messages/errors'
import t, { type Test } from 'tap'
import { block } from '../moderation/blocks.js'
import { erase } from '../personal-data.js'
import { testDatabase } from '../testing/database.js'
import { aUser, inTransaction } from '../testing/rows.js'
import { deleteMessage } from './change.js'
import { leaveRoom, openRoom } from './room-changes.js'
import { editRoomMessage } from './room-message-changes.js'
import { listHistory } from './rooms.js'
import { send } from './send.js'
import { removeEmptied } from './untold.js'
import { writeToRoom } from './write.js'

const world = async (t: Test) => {
  const { db } = await testDatabase(t)
  const [ann, ben, eve] = [await aUser(db), await aUser(db), await aUser(db)]
  const rows = await db.selectFrom('users').select(['id', 'handle']).execute()
  const handleOf = (id: number) => rows.find(row => row.id === id)!.handle!
  return {
    db,
    ann,
    ben,
    eve,
    open: async (owner: number, ...others: number[]) =>
      (await inTransaction(db, trx => openRoom(trx, owner, { handles: others.map(handleOf) }))).room,
    write: (room: string, sender: number, text: string) => writeToRoom(db, { room, sender, text }),
    leave: (room: string, person: number) => inTransaction(db, trx => leaveRoom(trx, room, person)),
    find: (room: string) =>
      db
        .selectFrom('conversations')
        .select(['owner', 'member_count', 'emptied_at'])
        .where('uuid', '=', room)
        .executeTakeFirst(),
    emptyLongAgo: (room: string) =>
      db
        .updateTable('conversations')
        .set({ emptied_at: new Date(Date.now() - 90_000_000) })
        .where('uuid', '=', room)
        .where('emptied_at', 'is not', null)
        .execute(),
    count: async () => (await db.selectFrom('messages').select('id').execute()).length,
  }
}

t.test('a room that all have left is removed after a day, its messages first and bit by bit', async t => {
  const { db, ann, ben, eve, open, write, leave, find, emptyLongAgo, count } = await world(t)
  const [left, lively] = [await open(ann, ben, eve), await open(ann, ben, eve)]
  const { conversation_id } = await inTransaction(db, trx =>
    send(trx, { sender: ann, recipient: ben, content: 'of two' }),
  )
  const { uuid: pair } = await db
    .selectFrom('conversations')
    .select('uuid')
    .where('id', '=', conversation_id)
    .executeTakeFirstOrThrow()
  for (let n = 0; n < 5; n++) await write(left, ann, `${n}`)
  await write(lively, ann, 'stays')
  for (const person of [ann, ben]) {
    await leave(left, person)
    await leave(pair, person)
  }
  t.match(await find(left), { member_count: 1, emptied_at: null })
  await leave(left, eve)
  t.match(await find(left), { owner: null, member_count: 0, emptied_at: Date })
  t.equal(await removeEmptied(db, 100), 0, 'who left lately may be asked back')
  for (const room of [left, lively, pair]) await emptyLongAgo(room)
  t.equal(await removeEmptied(db, 3), 3)
  t.ok(await find(left), 'its place goes last')
  t.equal(await removeEmptied(db, 3), 2)
  t.equal(await removeEmptied(db, 3), 1)
  t.equal(await find(left), undefined)
  t.equal(await removeEmptied(db, 3), 0)
  t.match(await find(pair), { member_count: 0 }, 'two keep theirs: whoever is written to finds it again')
  t.ok(await find(lively))
  t.equal(await count(), 2)
})

t.test('whoever is erased passes a room on, and their words go', async t => {
  const { db, ann, ben, eve, open, write, find } = await world(t)
  const room = await open(ann, ben, eve)
  await write(room, ann, 'my secret')
  await write(room, ben, 'my answer')
  const gone = async (id: number) => {
    await db
      .updateTable('users')
      .set({ is_active: false, name_key: null, withdrawn_at: new Date(), erase_after: new Date(0) })
      .where('id', '=', id)
      .execute()
    t.ok(await inTransaction(db, trx => erase(trx, id)))
  }
  await db.updateTable('users').set({ suspended_at: new Date() }).where('id', '=', ben).execute()
  await gone(ann)
  t.match(await find(room), { owner: eve, member_count: 2 }, 'not to who is suspended')
  await db.updateTable('users').set({ suspended_at: null }).where('id', '=', ben).execute()
  t.match((await listHistory(db, room, eve, { limit: 10 })).messages, [
    { text: 'my answer', seq: 2 },
    { text: '', deleted: true, seq: 1, client_id: null },
  ])
  await gone(eve)
  t.match(await find(room), { owner: ben, member_count: 1 })
  await gone(ben)
  t.match(await find(room), { owner: null, member_count: 0, emptied_at: Date })
})

t.test(
  'a block keeps words that are changed away as well, and rooms of many are no affair of the older wire',
  async t => {
    const { db, ann, ben, eve, open, write } = await world(t)
    const [pair, many] = [await open(ann, ben), await open(ann, ben, eve)]
    const [inPair, inMany] = [await write(pair, ben, 'hello'), await write(many, ben, 'hello')]
    if (typeof inPair === 'string' || typeof inMany === 'string') throw new Error('nothing was written')
    const edit = (room: string, id: number) =>
      inTransaction(db, trx => editRoomMessage(trx, room, { id, sender: ben, text: 'changed' }))
    const remove = (id: number) => inTransaction(db, trx => deleteMessage(trx, id, ben))
    await edit(pair, inPair.id)
    await inTransaction(db, trx => block(trx, ann, ben))
    await t.rejects(edit(pair, inPair.id), new ApiError(messageErrors.messageNotFound))
    await edit(many, inMany.id)
    await t.rejects(remove(inMany.id), new ApiError(messageErrors.messageNotFound))
    t.match(await remove(inPair.id), { seq: 1 })
    t.equal(await remove(inPair.id), undefined)
  },
)
