import * as exports from '@mudig/db/accounts/exports'
import { erase } from '@mudig/db/personal-data'
import { exportLimits, exportToken } from '@mudig/shared/accounts/exports'
import { tokenHash } from '@mudig/shared/core/token-hash'
import t, { type Test } from 'tap'
import { goodPassword, outcome, post, signUp, startApp, type TestApp, testApp } from '../testing/app.js'
import { aListener, hide, type Listener } from '../testing/listeners.js'
import { appWithStorage } from '../testing/pictures.js'

const expect = (answer: Parameters<typeof outcome>[0], wanted: string, t: Test) =>
  t.equal(outcome(answer), wanted, answer.body)

const ask = ({ app }: TestApp, { bearer }: Pick<Listener, 'bearer'>, headers: Record<string, string> = {}) =>
  post(app, '/user/export', undefined, { ...bearer, ...headers })
const look = ({ app }: TestApp, { bearer }: Pick<Listener, 'bearer'>) =>
  app.inject({ url: '/user/export', headers: bearer })
const fetchCopy = ({ app }: TestApp, token: string, method: 'GET' | 'HEAD' = 'GET') =>
  app.inject({ method, url: `/user/export/${token}` })

const hoursFromNow = (hours: number) => new Date(Date.now() + hours * 3_600_000)

const zip = Buffer.from('PK, as far as the API is concerned')

/** Does what the worker does. @returns the token in the mailed link */
const make = async ({ db, app, config }: TestApp, userId: number) => {
  const { id } = await db
    .selectFrom('account_exports')
    .select('id')
    .where('user_id', '=', userId)
    .where('state', '=', 'queued')
    .executeTakeFirstOrThrow()
  const wanted = await exports.findWanted(db, id)
  const upload = await app.storage.beginUpload(wanted!.object_key, 'application/zip')
  const body = (async function* () {
    yield zip
  })()
  const bytes = await app.storage.upload(wanted!.object_key, upload, body)
  const token = exportToken(config.otpSecret, wanted!)
  await db.transaction().execute(trx => exports.markReady(trx, id, { token_hash: tokenHash(token), bytes }))
  return { id, key: wanted!.object_key, token }
}

const jobsOf = ({ db }: TestApp, queue: string) =>
  db.selectFrom('jobs').select(['payload', 'user_id', 'subject']).where('queue', '=', queue).execute()

t.test('a copy is asked for, made once however often it is asked for, and fetched without signing in', async t => {
  const test = await appWithStorage(t)
  const me = await aListener(test)
  expect(await look(test, me), '200', t)
  t.strictSame((await look(test, me)).json(), { export: null })

  const asked = await ask(test, me, { 'accept-language': 'en' })
  expect(asked, '202', t)
  t.match(asked.json(), {
    message: '데이터 사본을 준비하고 있습니다. 준비되면 이메일로 링크를 보내 드립니다.',
    export: { state: 'queued' },
  })
  t.match(asked.json().export, { finished_at: null, expires_at: null, bytes: null })
  const answers = await Promise.all(Array.from({ length: 6 }, () => ask(test, me)))
  for (const answer of answers) t.strictSame({ ...answer.json(), message: '' }, { ...asked.json(), message: '' })
  t.match(await jobsOf(test, 'accounts.export'), [{ user_id: me.id }])
  t.equal((await jobsOf(test, 'accounts.export')).length, 1)
  t.equal((await test.db.selectFrom('account_exports').select('language').executeTakeFirstOrThrow()).language, 'en')

  const { id, token } = await make(test, me.id)
  const state = (await look(test, me)).json().export
  t.match(state, { state: 'ready', bytes: zip.length })
  t.notOk('id' in state)
  t.equal(Math.round((Date.parse(state.expires_at) - Date.parse(state.finished_at)) / 1_000), exportLimits.ttlSeconds)
  const got = await fetchCopy(test, token)
  t.equal(got.statusCode, 200)
  t.same(got.rawPayload, zip)
  t.match(got.headers, {
    'content-type': 'application/zip',
    'content-length': `${zip.length}`,
    'content-disposition': /^attachment; filename="mudig-\d{4}-\d\d-\d\d\.zip"$/,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'content-security-policy': /sandbox/,
  })
  t.equal((await fetchCopy(test, token)).statusCode, 200, 'a mail scanner that looked first spends nothing')
  const head = await fetchCopy(test, token, 'HEAD')
  t.equal(head.statusCode, 200)
  t.equal(head.headers['content-length'], `${zip.length}`)
  t.equal(head.rawPayload.length, 0)

  const again = await ask(test, me)
  expect(again, '429 export_too_often', t)
  const wait = Number(again.headers['retry-after'])
  t.ok(wait > exportLimits.everySeconds - 600 && wait <= exportLimits.everySeconds, `${wait}`)
  await test.db
    .updateTable('account_exports')
    .set({ created_at: hoursFromNow(-25) })
    .execute()
  expect(await ask(test, me), '202', t)
  t.equal((await fetchCopy(test, token)).statusCode, 200, 'the older link stays good')
  t.not((await test.db.selectFrom('account_exports').select('id').orderBy('id', 'desc').executeTakeFirst())?.id, id)
})

t.test('several who ask at the same moment get one copy', async t => {
  const test = await testApp(t)
  const me = await aListener(test)
  const answers = await Promise.all(Array.from({ length: 8 }, () => ask(test, me)))
  t.ok(answers.every(({ statusCode }) => statusCode === 202))
  t.equal((await test.db.selectFrom('account_exports').select('id').execute()).length, 1)
  t.equal((await jobsOf(test, 'accounts.export')).length, 1)
})

t.test('a job that an operator ended is added again, and a failed copy can be asked for at once', async t => {
  const test = await testApp(t)
  const me = await aListener(test)
  await ask(test, me)
  await test.db.updateTable('jobs').set({ state: 'cancelled', finished_at: new Date() }).execute()
  expect(await ask(test, me), '202', t)
  t.equal((await jobsOf(test, 'accounts.export')).length, 2)
  const [{ id }] = (await test.db.selectFrom('account_exports').select('id').execute()) as [{ id: number }]
  await test.db.transaction().execute(trx => exports.markFailed(trx, id, undefined))
  t.match((await look(test, me)).json().export, { state: 'failed', expires_at: null })
  const asked = await ask(test, me)
  t.match(asked.json().export, { state: 'queued' })
})

t.test('a stranger, a forged link, an old one and one without an object all get the same', async t => {
  const test = await appWithStorage(t)
  const [me, other] = [await aListener(test), await aListener(test)]
  await ask(test, me)
  const { id, key, token } = await make(test, me.id)
  t.strictSame((await look(test, other)).json(), { export: null }, 'of others one learns nothing')
  const row = await test.db.selectFrom('account_exports').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const dead = async (given: string, what: string) => {
    const answer = await fetchCopy(test, given)
    t.equal(outcome(answer), '404 export_link_invalid', what)
    t.match(answer.json().error, '데이터 사본을 다시 요청해 주세요.')
  }
  await dead(`${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`, 'another last character')
  await dead(exportToken('the key of somebody else, also of 32 characters', { ...row }), 'signed with another key')
  await dead(exportToken(test.config.otpSecret, { ...row, user_id: other.id }), 'of another user')
  await dead(row.token_hash!.toString('base64url'), 'what the table has')
  await dead(row.nonce, 'the nonce')
  await dead(`${id}`, 'an id')
  await dead('%25', 'nonsense')
  for (const given of ['x'.repeat(201), 'x'.repeat(400), `${token}%00`, '%'])
    t.equal((await fetchCopy(test, given)).statusCode, 404, given)
  for (const path of [`/media/${key}`, `/media/exports/${key}`, `/media/${encodeURIComponent(key)}`])
    t.equal((await test.app.inject(path)).statusCode, 404, `${path} is not for everybody`)

  const expire = (hours: number) =>
    test.db
      .updateTable('account_exports')
      .set({ expires_at: hoursFromNow(hours) })
      .where('id', '=', id)
      .execute()
  await expire(-0.001)
  await dead(token, 'expired')
  t.match((await look(test, me)).json().export, { state: 'expired' })
  await expire(1)
  t.equal((await fetchCopy(test, token)).statusCode, 200)
  await test.app.storage.remove([key])
  await dead(token, 'no object')
})

t.test('whoever leaves takes the copy with them, at once', async t => {
  const test = await appWithStorage(t)
  const me = await signUp(test, 'Leaver')
  await ask(test, me)
  const { id, token } = await make(test, me.user.id)
  t.equal((await fetchCopy(test, token)).statusCode, 200)
  const left = await test.app.inject({
    method: 'DELETE',
    url: '/user/withdrawal',
    headers: me.bearer,
    payload: { password: goodPassword },
  })
  t.equal(left.statusCode, 200)
  t.match(left.json().message, '회원 탈퇴가 완료되었습니다. 30일 안에는', 'with the way to a copy')
  expect(await fetchCopy(test, token), '404 export_link_invalid', t)
  t.match(await jobsOf(test, 'accounts.remove-export'), [{ payload: { v: 1, export_id: id }, subject: `export/${id}` }])
  for (const answer of [await ask(test, me), await look(test, me)]) expect(answer, '401 token_invalid', t)

  // Back within the period: the copy is gone for good, and another one may be asked for.
  await test.db
    .updateTable('users')
    .set({ is_active: true, withdrawn_at: null, erase_after: null, name_key: 'leaver' })
    .where('id', '=', me.user.id)
    .execute()
  expect(await fetchCopy(test, token), '404 export_link_invalid', t)
  const back = await post(test.app, '/user/login', { email: 'leaver@test.local', password: goodPassword })
  expect(await ask(test, { bearer: { authorization: `Bearer ${back.json().token.access}` } }), '202', t)
})

t.test('between a withdrawal and its spreading, and after an erasure, nothing opens either', async t => {
  const test = await appWithStorage(t)
  const me = await aListener(test)
  await ask(test, me)
  const { token } = await make(test, me.id)
  await hide(test, me)
  for (const answer of [await ask(test, me), await look(test, me)]) expect(answer, '401 token_invalid', t)
  expect(await fetchCopy(test, token), '404 export_link_invalid', t)
  await test.db
    .updateTable('users')
    .set({ name_key: null, withdrawn_at: new Date(), erase_after: new Date() })
    .where('id', '=', me.id)
    .execute()
  await test.db.transaction().execute(trx => erase(trx, me.id))
  expect(await fetchCopy(test, token), '404 export_link_invalid', t)
  t.equal((await jobsOf(test, 'accounts.remove-export')).length, 1)
})

t.test('the token stands in no log, whatever was asked with it', async t => {
  const test = await appWithStorage(t)
  const me = await aListener(test)
  await ask(test, me)
  const { token } = await make(test, me.id)
  for (const path of ['', '/', '/more', '?a=b'])
    for (const method of ['GET', 'HEAD', 'POST', 'DELETE'] as const)
      await test.app.inject({ method, url: `/user/export/${token}${path}` })
  await test.app.inject(`/user//export/${token}`)
  await test.app.inject(`/user/export?token=${token}`)
  t.notOk(test.logs().includes(token))
  t.notOk(test.logs().includes(token.slice(5, -5)))
  t.match(test.logs(), '"path":"/user/export/[redacted]"')
  t.match(test.logs(), '"route":"/user/export/:token"')
})

t.test('who tries links too often waits, and a store that is away says so', async t => {
  const test = await appWithStorage(t)
  const me = await aListener(test)
  await ask(test, me)
  const { token } = await make(test, me.id)
  const elsewhere = await startApp(t, { ...test.config, s3: { ...test.config.s3, endpoint: 'http://127.0.0.1:9' } })
  const away = await fetchCopy(elsewhere, token)
  expect(away, '503 unavailable', t)
  t.ok(Number(away.headers['retry-after']) > 0)
  let last = ''
  for (let i = 0; i < 40 && !last.startsWith('429'); i++) last = outcome(await fetchCopy(test, 'x'.repeat(43)))
  t.equal(last, '429 rate_limited')
  const limited = await fetchCopy(test, token)
  t.equal(limited.statusCode, 429)
  t.ok(Number(limited.headers['retry-after']) > 0)
})

t.test('asking and looking need somebody who is signed in', async t => {
  const test = await testApp(t)
  for (const answer of [await ask(test, { bearer: {} as never }), await look(test, { bearer: {} as never })])
    expect(answer, '401 not_signed_in', t)
})
