import { endVoice } from '@mudig/db/reviews/voices'
import { until } from '@mudig/sandbox/servers/until'
import { rewriteReview } from '@mudig/shared/reviews/queues'
import t, { type Test } from 'tap'
import { outcome, testApp } from '../testing/app.js'
import { aListener, type Listener } from '../testing/listeners.js'

const base = '/api/v1/reviews/transform-review'
const voiced = '실로 '.repeat(40).trim()

const setUp = async (t: Test) => {
  const test = await testApp(t)
  const { db, app } = test
  const [me, other] = [await aListener(test), await aListener(test)]
  const ask = (payload: object, { as = me, prefer = '', url = `${base}/` } = {}) =>
    app.inject({ method: 'POST', url, headers: { ...as.bearer, ...(prefer && { prefer }) }, payload })
  const look = (id: number, as: Listener = me) => app.inject({ url: `${base}/${id}/`, headers: as.bearer })
  /** Ends the newest one, as the job does. */
  const end = async (ending: Parameters<typeof endVoice>[2]) => {
    const waits = () => db.selectFrom('review_voices').select('id').where('content', '<>', '').executeTakeFirst()
    await until(async () => (await waits()) !== undefined, { withinMs: 20_000, everyMs: 10 })
    const { id } = (await waits())!
    await app.ledger.transaction(trx => endVoice(trx, id, ending))
    return id
  }
  const rows = () => db.selectFrom('review_voices').select(['id', 'content', 'rewritten']).execute()
  return { ...test, me, other, ask, look, end, rows }
}

const wanted = { content: '재미있다', style: 'Mz' }

t.test('whoever waits has the answer, and nothing of it is kept', async t => {
  const { ask, end, rows, db, app } = await setUp(t)
  for (const url of [`${base}/`, '/api/v1/transform-review/']) {
    const answering = ask(wanted, { url })
    await end({ rewritten: voiced })
    const answer = await answering
    t.strictSame([answer.statusCode, answer.json()], [200, { transformedContent: voiced }])
    t.strictSame(await rows(), [])
  }
  const jobs = await db.selectFrom('jobs').select('payload').where('queue', '=', rewriteReview.name).execute()
  t.notMatch(JSON.stringify(jobs), '재미있다')
  for (const [code, expected] of [
    ['refused', '422 voice_refused'],
    ['chat_timeout', '503 voice_failed'],
  ] as const) {
    const answering = ask(wanted)
    await end({ error_code: code })
    const answer = await answering
    t.equal(outcome(answer), expected)
    t.match(answer.json(), { message: String })
  }
  t.strictSame(await rows(), [])
  t.equal(outcome(await app.inject({ method: 'POST', url: base, payload: wanted })), '401 not_signed_in')
})

t.test('who does not want to wait looks for it later', async t => {
  const { ask, end, look, other } = await setUp(t)
  const asked = await ask(wanted, { prefer: 'respond-async' })
  t.equal(asked.statusCode, 202)
  t.equal(asked.headers['preference-applied'], 'respond-async')
  const { id } = asked.json().job
  t.equal(asked.headers.location, `${base}/${id}`)
  t.equal((await look(id)).statusCode, 202)
  t.equal(outcome(await look(id, other)), '404 voice_not_found')
  await end({ rewritten: voiced })
  for (let n = 0; n < 2; n++) t.match((await look(id)).json(), { transformedContent: voiced })
  t.equal((await ask(wanted, { prefer: 'wait=1' })).statusCode, 202, 'nobody answers')
})

t.test('twenty an hour are the most, and the input has bounds', async t => {
  const { ask, app, config } = await setUp(t)
  for (const payload of [{ content: 'x' }, { content: '', style: 'Mz' }, { content: 'x', style: '사투리' }, {}])
    t.match((await ask(payload)).json(), { code: 'invalid_input', message: String })
  for (let n = 0; n < 20; n++) {
    const keys = await app.redis.keys(`${config.redis.prefix}:limit:*`)
    if (keys.length > 0) await app.redis.del(keys)
    t.equal((await ask(wanted, { prefer: 'respond-async' })).statusCode, 202)
  }
  const keys = await app.redis.keys(`${config.redis.prefix}:limit:*`)
  await app.redis.del(keys)
  const refused = await ask(wanted, { prefer: 'respond-async' })
  t.equal(outcome(refused), '429 too_many_voices')
  t.ok(Number(refused.headers['retry-after']) > 3_000)
})
