import { writeToRoom } from '@mudig/db/messages/write'
import t from 'tap'
import { outcome } from '../testing/app.js'
import { chatters } from '../testing/rooms.js'

t.test('a report of a room is its members’, and keeps ten messages as they were', async t => {
  const { people, ask, open, handle, db } = await chatters(t)
  const [me, ann, eve, stranger] = people
  const { uuid } = await open(me, ann, eve)
  const write = async (sender: number, text: string) => {
    const written = await writeToRoom(db, { room: uuid, sender, text })
    if (typeof written === 'string') throw new Error(written)
    return written.id
  }
  const ids: number[] = []
  for (let n = 1; n <= 14; n++) ids.push(await write(n % 2 ? ann.id : me.id, `${n}`))
  const about = { target_type: 'chat', target_uuid: uuid, target_user: handle(ann), reason: 'abuse' }
  const report = (who: typeof me, more: object = {}) => ask(who, 'POST', '/reports', { ...about, ...more })
  const kept = async (reporter: number) => {
    const { snapshot, shown_people } = await db
      .selectFrom('reports')
      .select(['snapshot', 'shown_people'])
      .where('reporter', '=', reporter)
      .executeTakeFirstOrThrow()
    const { messages } = snapshot as { messages: { content: string }[] }
    return { texts: messages.map(({ content }) => content), shown_people }
  }

  t.equal(outcome(await report(stranger)), '404 target_not_found')
  t.equal(outcome(await report(me, { target_user: undefined })), '404 target_not_found', 'of several one is named')
  t.equal(outcome(await report(me, { target_user: handle(stranger) })), '404 target_not_found')
  t.equal((await report(me, { message_id: ids[6] })).statusCode, 201)
  const around = ['3', '4', '5', '6', '7', '8', '9', '10', '11', '12']
  t.strictSame(await kept(me.id), { texts: around, shown_people: [] })
  await ask(ann, 'DELETE', `/chats/messages/${uuid}/${ids[6]}`)
  t.strictSame((await kept(me.id)).texts, around, 'also once it was deleted')

  t.equal((await report(eve)).statusCode, 201)
  t.strictSame(await kept(eve.id), {
    texts: ['5', '6', '', '8', '9', '10', '11', '12', '13', '14'],
    shown_people: [me.id],
  })
  await db.deleteFrom('reports').execute()

  await ask(me, 'PATCH', `/chats/rooms/${uuid}`, { handles: [ann, stranger].map(handle) })
  t.equal(outcome(await report(eve)), '404 target_not_found', 'whoever has left is no member')
  await write(ann.id, 'welcome')
  t.equal((await report(stranger, { message_id: ids[6] })).statusCode, 201)
  t.strictSame((await kept(stranger.id)).texts, ['welcome'], 'and nothing from before one came')
})
