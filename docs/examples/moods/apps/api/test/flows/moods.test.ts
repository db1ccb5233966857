import { queueErasures } from '@mudig/db/accounts/withdrawals'
import { copies } from '@mudig/db/personal-data'
import t from 'tap'
import { stack } from './stack.js'

t.test('a mood is written, read, told of, copied, and erased with its writer', async t => {
  const { startApi, startWorker, listener, db, untilIdle } = await stack(t)
  const [api] = await Promise.all([startApi(), startWorker()])
  const [me, fan] = [await listener(api.url), await listener(api.url)]
  const written = await me.call('POST', '/mood', { words: '비가 와서 좋은 날' })
  t.equal(written.status, 201)
  const { id, writer } = written.body.mood
  await untilIdle()

  t.match((await fan.call('GET', `/mood/${id}`)).body, { id, tone: 'bright' })
  t.match((await fan.call('PUT', `/mood/${id}/like`, { liked: true })).body, { like_count: 1 })
  const told = await me.call('GET', '/notification', undefined, { 'accept-language': 'en' })
  t.match(told.body, { unread_count: 1, notifications: [{ kind: 'tone_read', text: 'Your mood has been read.' }] })
  t.match((await me.call('PUT', '/notification/settings', { tone_read: false })).body, { tone_read: false })

  const copied: object[] = []
  for await (const page of copies.find(({ name }) => name === 'moods')!.read(db, writer)) copied.push(...page)
  t.match(copied, [{ id, words: '비가 와서 좋은 날', tone: 'bright' }])

  const left = { is_active: false, name_key: null, withdrawn_at: new Date(0), erase_after: new Date(1) }
  await db.updateTable('users').set(left).where('id', '=', writer).execute()
  await queueErasures(db, 10)
  await untilIdle()
  t.match((await fan.call('GET', `/mood/${id}`)).status, 404)
  t.strictSame(await db.selectFrom('moods').select('id').execute(), [])
  t.strictSame(await db.selectFrom('subjects').select('id').execute(), [])
  t.match(await db.selectFrom('users').select('email').where('id', '=', writer).execute(), [{ email: /^erased/ }])
})
