import { erase } from '@mudig/db/personal-data'
import t, { type Test } from 'tap'
import {
  goodPassword,
  mailedLink,
  outcome,
  post,
  postForm,
  type SignedUp,
  signUp,
  signupToken,
  startApp,
  type TestApp,
  testApp,
} from '../testing/app.js'

const expect = (answer: Parameters<typeof outcome>[0], wanted: string, t: Test) =>
  t.equal(outcome(answer), wanted, answer.body)

const leave = ({ app }: TestApp, headers: Record<string, string>, payload?: object) =>
  app.inject({ method: 'DELETE', url: '/user/withdrawal', headers, ...(payload && { payload }) })
const comeBack = ({ app }: TestApp, headers: Record<string, string>, payload?: object) =>
  app.inject({ method: 'PUT', url: '/user/reactivate', headers, ...(payload && { payload }) })
const logIn = ({ app }: TestApp, email: string, password = goodPassword) =>
  post(app, '/user/login', { email, password })
const linkBack = async (test: TestApp, email: string) => {
  await post(test.app, '/user/find_pw', { email })
  return mailedLink(test, email, 'reactivate')
}
const password = goodPassword

/** A finished playlist of somebody, with a comment of its own writer. */
const aPlaylist = async ({ db }: TestApp, writer: number, commentator = writer) => {
  const { id } = await db
    .insertInto('playlists')
    .values({
      writer,
      situations: 'rain',
      genre: 'K-POP',
      year: '2010년대',
      title: 'rain',
      song_goal: 7,
      status: 'ready',
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await db.insertInto('comments').values({ playlist: id, writer: commentator, content: '좋아요' }).execute()
  return id
}
const detail = ({ app }: TestApp, id: number, { bearer }: SignedUp) =>
  app.inject({ url: `/playlist/detail/${id}`, headers: bearer })

t.test('whoever leaves is out at once, hidden, their name is free and their address is not', async t => {
  const test = await testApp(t)
  const email = 'leaver@test.local'
  const leaver = await signUp(test, 'Leaver')
  const stayer = await signUp(test, 'Stayer')
  const own = await aPlaylist(test, leaver.user.id)
  const commented = await aPlaylist(test, stayer.user.id, leaver.user.id)
  await test.db.updateTable('users').set({ about: 'about me', genre: 'OST' }).where('id', '=', leaver.user.id).execute()
  const other = { authorization: `Bearer ${(await logIn(test, email)).json().token.access}` }
  const tokenForSameAddress = await signupToken(test, email)
  expect(await detail(test, own, stayer), '200', t)

  expect(await leave(test, leaver.bearer, { password }), '200', t)
  for (const headers of [leaver.bearer, other])
    expect(await test.app.inject({ url: '/user/sessions', headers }), '401 token_invalid', t)
  expect(await post(test.app, '/user/api/token/refresh', { refresh: leaver.token.refresh }), '401 refresh_invalid', t)
  expect(await leave(test, leaver.bearer, { password }), '401 token_invalid', t)
  expect(await detail(test, own, stayer), '404 playlist_not_found', t)
  const shown = (await detail(test, commented, stayer)).json().comments[0]
  t.match(shown, { content: '좋아요', writer: leaver.user.id })
  t.match(shown.writer_profile, {
    id: leaver.user.id,
    name: '탈퇴한 사용자',
    about: '',
    genre: '',
    email: null,
    image: 'profile/basic.png',
  })

  expect(await post(test.app, '/user/checkname', { name: 'Leaver' }), '200', t)
  const again = await postForm(test.app, '/user/join', [
    ['email', email],
    ['password', goodPassword],
    ['name', 'Somebody'],
    ['signup_token', tokenForSameAddress],
  ])
  expect(again, '400 email_taken', t)

  const row = await test.db.selectFrom('users').selectAll().where('id', '=', leaver.user.id).executeTakeFirstOrThrow()
  const days = (row.erase_after!.getTime() - row.withdrawn_at!.getTime()) / 86_400_000
  t.equal(days, 30)
  const job = await test.db
    .selectFrom('jobs')
    .select('payload')
    .where('queue', '=', 'accounts.stop-digs')
    .executeTakeFirstOrThrow()
  t.strictSame(job.payload, { v: 1, user_id: leaver.user.id })
})

t.test('an ended account is out at another process within two seconds', async t => {
  const test = await testApp(t)
  const other = await startApp(t, test.config)
  const { bearer } = await signUp(test, 'Leaver')
  const isIn = async () => (await other.app.inject({ url: '/user/sessions', headers: bearer })).statusCode === 200
  t.ok(await isIn())
  const startedAt = performance.now()
  expect(await leave(test, bearer, { password }), '200', t)
  while (await isIn()) {
    if (performance.now() - startedAt > 2_000) return t.fail('the token lived for more than two seconds')
  }
  t.pass(`dead after ${Math.round(performance.now() - startedAt)} ms`)
})

t.test('leaving needs the password, or where there is none a sign-in of just now', async t => {
  const test = await testApp(t)
  const { user, bearer } = await signUp(test, 'Guarded')
  expect(await leave(test, {}, { password }), '401 not_signed_in', t)
  const wrong = await leave(test, bearer, { password: 'not this one' })
  expect(wrong, '400 password_wrong', t)
  t.equal(wrong.json().error, '현재 비밀번호가 일치하지 않습니다.')
  expect(await leave(test, bearer), '400 password_wrong', t)
  expect(await leave(test, bearer, {}), '400 password_wrong', t)
  expect(await leave(test, bearer, { password: 'x'.repeat(129) }), '400 invalid_input', t)
  for (let i = 0; i < 9; i++) expect(await leave(test, bearer, { password: 'not this one' }), '400 password_wrong', t)
  const limited = await leave(test, bearer, { password })
  expect(limited, '429 password_too_often', t)
  t.ok(Number(limited.headers['retry-after']) > 0)

  await test.db.updateTable('users').set({ password_hash: null }).where('id', '=', user.id).execute()
  const age = (minutes: number) =>
    test.db
      .updateTable('sessions')
      .set({ created_at: new Date(Date.now() - minutes * 60_000) })
      .execute()
  await age(11)
  expect(await leave(test, bearer), '400 sign_in_again', t)
  await age(1)
  expect(await leave(test, bearer), '200', t)
})

t.test('of several withdrawals at the same moment one is done', async t => {
  const test = await testApp(t)
  const { bearer } = await signUp(test, 'Hasty')
  const answers = await Promise.all(Array.from({ length: 5 }, () => leave(test, bearer, { password })))
  t.equal(answers.filter(answer => answer.statusCode === 200).length, 1)
  t.ok(answers.every(answer => ['200', '400 password_wrong', '401 token_invalid'].includes(outcome(answer))))
  t.equal((await test.db.selectFrom('jobs').select('id').where('queue', '=', 'accounts.stop-digs').execute()).length, 1)
})

t.test('a mailed link brings everything back, once', async t => {
  const test = await testApp(t)
  const email = 'returner@test.local'
  const returner = await signUp(test, 'Returner')
  const stayer = await signUp(test, 'Stayer')
  const playlist = await aPlaylist(test, returner.user.id)
  await leave(test, returner.bearer, { password })
  const first = await linkBack(test, email)
  const second = await linkBack(test, email)
  expect(await comeBack(test, first), '200', t)
  for (const link of [first, second]) expect(await comeBack(test, link), '400 link_invalid', t)
  expect(await test.app.inject({ url: '/user/sessions', headers: returner.bearer }), '401 token_invalid', t)
  const loggedIn = await logIn(test, email)
  t.match(loggedIn.json().user, { id: returner.user.id, name: 'Returner' })
  expect(await detail(test, playlist, stayer), '200', t)
  expect(await post(test.app, '/user/checkname', { name: 'returner' }), '400 name_taken', t)
  t.match(
    await test.db
      .selectFrom('users')
      .select(['withdrawn_at', 'erase_after'])
      .where('id', '=', returner.user.id)
      .executeTakeFirst(),
    {
      withdrawn_at: null,
      erase_after: null,
    },
  )
})

t.test('whose name was taken meanwhile comes back under another, with the same link', async t => {
  const test = await testApp(t)
  const email = 'renamed@test.local'
  const { bearer, user } = await signUp(test, 'Popular', email)
  await leave(test, bearer, { password })
  await signUp(test, 'popular', 'other@test.local')
  const link = await linkBack(test, email)
  const taken = await comeBack(test, link)
  expect(taken, '400 name_taken', t)
  expect(await comeBack(test, link, { name: 'ＰＯＰＵＬＡＲ' }), '400 name_taken', t)
  expect(await comeBack(test, link, { name: 'a\u200bb' }), '400 name_not_allowed', t)
  expect(await comeBack(test, link, { name: 'x' }), '400 invalid_input', t)
  expect(await comeBack(test, link, { name: 'Unpopular' }), '200', t)
  t.match((await logIn(test, email)).json().user, { id: user.id, name: 'Unpopular' })
})

t.test('of many who use one link at the same moment one wins', async t => {
  const test = await testApp(t)
  const { bearer } = await signUp(test, 'Racer')
  await leave(test, bearer, { password })
  const link = await linkBack(test, 'racer@test.local')
  const answers = await Promise.all(Array.from({ length: 6 }, (_, i) => comeBack(test, link, { name: `Racer${i}` })))
  t.strictSame(answers.map(outcome).sort(), ['200', ...Array.from({ length: 5 }, () => '400 link_invalid')])
})

t.test('a link back is worthless when it is old, forged, a reset link, an access token, or too late', async t => {
  const test = await testApp(t)
  const email = 'late@test.local'
  const { bearer, user } = await signUp(test, 'Late')
  const stayer = await signUp(test, 'Stayer')
  await leave(test, bearer, { password })
  const link = await linkBack(test, email)
  const reset = await mailedLink(test, email, 'reset')
  const [, id] = /(\d+)\./.exec(link.authorization)!
  for (const [what, headers] of Object.entries<Record<string, string>>({
    none: {},
    'a reset link': reset,
    'another signature': { authorization: `Bearer ${id}.${Buffer.alloc(32).toString('base64url')}` },
    'an access token': stayer.bearer,
    'a dead access token': bearer,
  })) {
    t.equal(outcome(await comeBack(test, headers)), '400 link_invalid', what)
  }
  expect(
    await test.app.inject({
      method: 'PUT',
      url: '/user/pwchange',
      headers: link,
      payload: { new_password: 'a good passphrase' },
    }),
    '400 link_invalid',
    t,
  )
  expect(
    await test.app.inject({
      method: 'PUT',
      url: '/user/pwchange',
      headers: reset,
      payload: { new_password: 'a good passphrase' },
    }),
    '400 link_invalid',
    t,
  )
  const expire = (expires_at: Date) =>
    test.db.updateTable('account_mails').set({ expires_at }).where('id', '=', Number(id)).execute()
  await expire(new Date(Date.now() - 1_000))
  expect(await comeBack(test, link), '400 link_invalid', t)
  await expire(new Date(Date.now() + 60_000))
  await test.db
    .updateTable('users')
    .set({ erase_after: new Date(Date.now() - 1_000) })
    .where('id', '=', user.id)
    .execute()
  expect(await comeBack(test, link), '400 link_invalid', t)
})

t.test(
  'signing in to a withdrawn account fails like any other, and mails the link to whoever knows the password',
  async t => {
    const test = await testApp(t)
    const email = 'regret@test.local'
    const { bearer } = await signUp(test, 'Regret')
    await leave(test, bearer, { password })
    const links = () =>
      test.db
        .selectFrom('account_mails')
        .select('id')
        .where('email', '=', email)
        .where('kind', '=', 'recovery')
        .execute()
    const wrong = await logIn(test, email, 'not this one')
    t.equal((await links()).length, 0)
    const right = await logIn(test, email)
    expect(right, '401 login_failed', t)
    t.strictSame({ ...right.json(), request_id: '' }, { ...wrong.json(), request_id: '' })
    t.equal((await links()).length, 1)
    expect(await comeBack(test, await mailedLink(test, email, 'reactivate')), '200', t)
    expect(await logIn(test, email), '200', t)
  },
)

t.test('no more than five such mails are sent, and the sixth sign-in looks the same', async t => {
  const test = await testApp(t)
  const email = 'again@test.local'
  const { bearer } = await signUp(test, 'Again')
  await leave(test, bearer, { password })
  for (let i = 0; i < 7; i++) expect(await logIn(test, email), '401 login_failed', t)
  const mails = await test.db.selectFrom('account_mails').select('id').where('email', '=', email).execute()
  t.equal(mails.length, 5)
})

t.test('after the period the address is free for a new account, which is another one', async t => {
  const test = await testApp(t)
  const email = 'fresh@test.local'
  const { bearer, user } = await signUp(test, 'Fresh')
  await leave(test, bearer, { password })
  await test.db
    .updateTable('users')
    .set({ erase_after: new Date(0) })
    .where('id', '=', user.id)
    .execute()
  await test.db.transaction().execute(trx => erase(trx, user.id))
  expect(await logIn(test, email), '401 login_failed', t)
  const next = await signUp(test, 'Fresh', email)
  t.not(next.user.id, user.id)
})
