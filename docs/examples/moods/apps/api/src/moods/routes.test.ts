import { setTone } from '@mudig/db/moods/moods'
import { readTone } from '@mudig/shared/moods/queues'
import t from 'tap'
import { outcome, post, testApp } from '../testing/app.js'
import { aListener } from '../testing/listeners.js'

t.test('a mood is written with its job, seen by whom it is for, and liked', async t => {
  const test = await testApp(t)
  const { app, db } = test
  const [me, fan] = [await aListener(test), await aListener(test)]
  const written = await post(app, '/mood', { words: '비가 와서 좋은 날' }, me.bearer)
  t.equal(outcome(written), '201')
  const { mood } = written.json()
  t.match(mood, { writer: me.id, words: '비가 와서 좋은 날', tone: null, like_count: 0 })
  t.match(await db.selectFrom('jobs').select(['queue', 'subject', 'user_id']).execute(), [
    { queue: readTone.name, subject: `mood/${mood.id}`, user_id: me.id },
  ])

  const url = `/mood/${mood.id}`
  t.equal(outcome(await app.inject({ url, headers: fan.bearer })), '404 mood_not_found')
  await db.transaction().execute(trx => setTone(trx, mood.id, 'bright'))
  t.match((await app.inject({ url, headers: fan.bearer })).json(), { tone: 'bright' })
  const like = (liked: boolean) =>
    app.inject({ method: 'PUT', url: `${url}/like`, headers: fan.bearer, payload: { liked } })
  t.strictSame((await like(true)).json(), { liked: true, like_count: 1 })
  t.strictSame((await like(false)).json(), { liked: false, like_count: 0 })
})

t.test('what is no mood is refused, and what is not there not found', async t => {
  const test = await testApp(t)
  const me = await aListener(test)
  for (const body of [{}, { words: '' }, { words: 'x'.repeat(201) }, { words: 'x', visibility: 'some' }])
    t.equal(outcome(await post(test.app, '/mood', body, me.bearer)), '400 invalid_input', JSON.stringify(body))
  t.equal(outcome(await post(test.app, '/mood', { words: 'x' })), '401 not_signed_in')
  const like = { method: 'PUT', url: '/mood/987654/like', headers: me.bearer, payload: { liked: true } } as const
  t.equal(outcome(await test.app.inject(like)), '404 mood_not_found')
})
