import { openRoom } from '@mudig/db/messages/room-changes'
import { writeToRoom } from '@mudig/db/messages/write'
import { testDatabase } from '@mudig/db/testing/database'
import { aUser, inTransaction } from '@mudig/db/testing/rows'
import { until } from '@mudig/sandbox/servers/until'
import t from 'tap'
import { createHub } from './hub.js'

t.test('the last message of a room is found, though nobody told of it', async t => {
  const { db } = await testDatabase(t)
  const [ann, ben, eve] = [await aUser(db), await aUser(db), await aUser(db)]
  const handles = await db.selectFrom('users').select('handle').where('id', 'in', [ben, eve]).execute()
  const { room } = await inTransaction(db, trx => openRoom(trx, ann, { handles: handles.map(({ handle }) => handle!) }))
  // Hints seem to arrive, and each of them is lost.
  const hub = createHub({
    db,
    ledger: { tell: () => {} },
    announcements: { on: () => () => {}, listen: () => t.fail('nobody listens') as never, lookEveryMs: () => 15_000 },
    log: { info: (fault: object) => t.comment(fault) } as never,
    tailEveryMs: 100,
  })
  t.teardown(() => hub.close())
  const write = (text: string) => writeToRoom(db, { room, sender: ann, text })
  await write('before')
  const got = new Map([ben, eve].map(person => [person, [] as string[]]))
  for (const [person, texts] of got)
    await hub.enter(person, {
      deliver: (_, seq, frame) => texts.push(`${seq} ${JSON.parse(frame.toString()).message.text}`),
      tell: () => {},
    })
  const all = (count: number) =>
    until(() => [...got.values()].every(texts => texts.length >= count), { withinMs: 20_000 })
  await write('lost')
  t.ok(await all(1))
  for (const text of ['and', 'three', 'more']) await write(text)
  t.ok(await all(4))
  for (const texts of got.values()) t.strictSame(texts, ['2 lost', '3 and', '4 three', '5 more'])
})
