import { openRoom } from '@mudig/db/messages/room-changes'
import { writeToRoom } from '@mudig/db/messages/write'
import type { TestApp } from '../../testing/app.js'
import { aListener, type Listener } from '../../testing/listeners.js'

const aRoom = async (test: TestApp, me: Listener): Promise<string> => {
  const { db } = test
  const others = [await aListener(test), await aListener(test)]
  const handles = await db
    .selectFrom('users')
    .select('handle')
    .where(
      'id',
      'in',
      others.map(({ id }) => id),
    )
    .execute()
  const { room } = await db
    .transaction()
    .execute(trx => openRoom(trx, me.id, { handles: handles.map(({ handle }) => handle!) }))
  await writeToRoom(db, { room, sender: me.id, text: 'hello' })
  return room
}

/** How its reads are asked by the test that counts their statements. */
export const reads = {
  '/chats/rooms': async (test: TestApp, me: Listener) => {
    await aRoom(test, me)
    return '/chats/rooms?search=some'
  },
  '/chats/rooms/{room}': async (test: TestApp, me: Listener) => `/chats/rooms/${await aRoom(test, me)}`,
  '/chats/messages/{room}': async (test: TestApp, me: Listener) => `/chats/messages/${await aRoom(test, me)}`,
}
