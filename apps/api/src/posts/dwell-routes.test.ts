import { aPost } from '@mudig/db/testing/posts'
import t from 'tap'
import { outcome, testApp } from '../testing/app.js'
import { aListener } from '../testing/listeners.js'
import { asking } from './testing/social.js'

t.test('how long posts are looked at, a minute of each at most, while that is wanted', async t => {
  const test = await testApp(t)
  const ask = asking(test)
  const [me, other] = [await aListener(test), await aListener(test)]
  const [one, two, draft] = [
    await aPost(test.db, other.id),
    await aPost(test.db, other.id),
    await aPost(test.db, other.id, { state: 'draft' }),
  ]
  const mine = await aPost(test.db, me.id)
  const rows = async () =>
    (
      await test.db
        .selectFrom('post_dwells')
        .select(['post_id', 'ms'])
        .where('user_id', '=', me.id)
        .orderBy('post_id')
        .execute()
    ).map(({ post_id, ms }) => [post_id, ms])
  const send = (body: object) => ask(me, 'POST', '/posts/dwell', body)
  const sent = await send([
    { uuid: one.uuid, ms: 1_500 },
    { uuid: one.uuid.toUpperCase(), ms: 500 },
    { uuid: two.uuid, ms: 3_600_000 },
    { uuid: draft.uuid, ms: 1_000 },
    { uuid: mine.uuid, ms: 1_000 },
    { uuid: '019a3c5e-7c1d-7f00-8000-000000000000', ms: 1_000 },
  ])
  t.equal(sent.statusCode, 202, sent.body)
  t.strictSame(sent.json(), { kept: true })
  t.strictSame(await rows(), [
    [one.id, 2_000],
    [two.id, 60_000],
  ])
  await send([
    { uuid: one.uuid, ms: 59_000 },
    { uuid: two.uuid, ms: 0 },
  ])
  t.strictSame(await rows(), [
    [one.id, 60_000],
    [two.id, 60_000],
  ])

  await ask(me, 'GET', `/posts/p/${one.uuid}`)
  t.equal((await ask(me, 'DELETE', '/posts/dwell')).statusCode, 204)
  t.strictSame(await rows(), [])
  const seen = () => test.db.selectFrom('post_views').select('user_id').orderBy('id').execute()
  t.strictSame(await seen(), [{ user_id: null }])
  await send([{ uuid: one.uuid, ms: 5 }])
  t.match((await ask(me, 'PUT', '/posts/dwell', { enabled: false })).json(), { enabled: false, turned_off_at: /T/ })
  t.strictSame(await rows(), [])
  t.strictSame((await send([{ uuid: one.uuid, ms: 5 }])).json(), { kept: false })
  await ask(me, 'GET', `/posts/p/${two.uuid}`)
  t.strictSame(await rows(), [])
  t.strictSame(await seen(), [{ user_id: null }, { user_id: null }])
  t.strictSame((await ask(me, 'PUT', '/posts/dwell', { enabled: true })).json(), { enabled: true, turned_off_at: null })
  t.strictSame((await ask(me, 'GET', '/posts/dwell')).json(), { enabled: true, turned_off_at: null })
})

t.test('bounds', async t => {
  const test = await testApp(t)
  const ask = asking(test)
  const me = await aListener(test)
  const uuid = '019a3c5e-7c1d-7f00-8000-000000000000'
  for (const body of [
    [],
    {},
    [{ uuid }],
    [{ uuid: 'x', ms: 1 }],
    [{ uuid, ms: -1 }],
    Array.from({ length: 51 }, () => ({ uuid, ms: 1 })),
  ])
    t.equal(
      outcome(await ask(me, 'POST', '/posts/dwell', body)),
      '400 invalid_input',
      JSON.stringify(body).slice(0, 50),
    )
  t.equal(outcome(await ask(me, 'PUT', '/posts/dwell', {})), '400 invalid_input')
  for (const [method, body] of [
    ['POST', [{ uuid, ms: 1 }]],
    ['GET', undefined],
    ['PUT', { enabled: true }],
    ['DELETE', undefined],
  ] as const)
    t.equal(outcome(await ask(undefined, method, '/posts/dwell', body)), '401 not_signed_in', method)
})
