import { addJob } from '@mudig/db/ledger/add'
import { findMood, insertMood } from '@mudig/db/moods/moods'
import { listNotifications } from '@mudig/db/notifications/notifications'
import { readTone } from '@mudig/shared/moods/queues'
import t from 'tap'
import { toneOf } from '../../src/moods/read-tone.js'
import { pipeline } from './harness.js'

t.test('the tone is what more words say', async t => {
  t.strictSame(['좋아서 행복한 날', '슬프다', 'glad and sad', 'Tuesday'].map(toneOf), ['bright', 'low', 'even', 'even'])
})

t.test('a mood is read once, and its writer told once', async t => {
  const p = await pipeline(t)
  const add = (mood_id: number) =>
    p.ledger.transaction(trx => addJob(trx, readTone, { v: 1, mood_id }, { user_id: p.writer }))
  const id = await p.ledger.transaction(trx => insertMood(trx, p.writer, { words: 'so happy', visibility: 'public' }))
  await add(id)
  await p.untilIdle()
  t.match(await findMood(p.db, id, p.writer), { tone: 'bright' })
  await p.untilJob((await add(id)).id, ({ state }) => state === 'done')
  await p.untilJob((await add(987_654)).id, ({ state }) => state === 'done')
  await p.untilIdle()
  t.match(await listNotifications(p.db, p.writer, { limit: 10 }), {
    unread_count: 1,
    notifications: [{ kind: 'tone_read', actors: [], playlist: null }],
  })
})
