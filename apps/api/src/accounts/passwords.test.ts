import t, { type Test } from 'tap'
import {
  forge,
  goodPassword,
  mailedLink,
  outcome,
  post,
  signUp,
  startApp,
  type TestApp,
  testApp,
} from '../testing/app.js'

const expect = (answer: Parameters<typeof outcome>[0], wanted: string, t: Test, why = '') =>
  t.equal(outcome(answer), wanted, `${why} ${answer.body}`)
const newPassword = 'another good passphrase'

const put = ({ app }: TestApp, url: string, payload: object, headers: Record<string, string> = {}) =>
  app.inject({ method: 'PUT', url, payload, headers })
const logIn = ({ app }: TestApp, email: string, password: string) => post(app, '/user/login', { email, password })
const isIn = async ({ app }: TestApp, headers: Record<string, string>) =>
  (await app.inject({ url: '/user/sessions', headers })).statusCode === 200
const mailsOf = ({ db }: TestApp, email: string) =>
  db
    .selectFrom('account_mails')
    .select(['kind', 'language', 'used_at'])
    .where('email', '=', email)
    .orderBy('id')
    .execute()
const withdraw = (test: TestApp, id: number) =>
  test.db
    .updateTable('users')
    .set({ is_active: false, name_key: null, withdrawn_at: new Date(), erase_after: new Date(Date.now() + 86_400_000) })
    .where('id', '=', id)
    .execute()

t.test('a name is free, taken however it is written, or not allowed', async t => {
  const test = await testApp(t)
  await signUp(test, 'Taken')
  const check = (name: unknown) => post(test.app, '/user/checkname', { name })
  const free = await check('비어 있음')
  expect(free, '200', t)
  t.equal(free.json().message, '사용 가능한 닉네임입니다.')
  const taken = await check('Ｔ a K e n')
  expect(taken, '400 name_taken', t)
  t.equal(taken.json().error, '이미 사용 중인 닉네임 입니다.')
  expect(await check('a\u200bb'), '400 name_not_allowed', t)
  for (const counted of ['㎏', 'ｶﾞ'.repeat(20), `a${'\u3000'.repeat(30)}b`]) expect(await check(counted), '200', t)
  for (const counted of ['x', 'ｱﾞ'.repeat(11), 'ﷺﷺ', 'ㅤㅤ', '\u3000\u2003', 'x'.repeat(21), 'a\u0007b', 'a\u2028b'])
    expect(await check(counted), '400 invalid_input', t)
  expect(await post(test.app, '/user/checkname', {}), '400 invalid_input', t)
})

t.test('changing the password ends every session, tells the owner, and makes mailed links worthless', async t => {
  const test = await testApp(t)
  const email = 'changer@test.local'
  const { bearer, token } = await signUp(test, 'Changer')
  const other = { authorization: `Bearer ${(await logIn(test, email, goodPassword)).json().token.access}` }
  await post(test.app, '/user/find_pw', { email })
  const link = await mailedLink(test, email, 'reset')

  const answer = await put(
    test,
    '/user/changepassword',
    { old_password: goodPassword, new_password: newPassword },
    {
      ...bearer,
      'accept-language': 'en',
    },
  )
  expect(answer, '200', t)
  t.strictSame([await isIn(test, bearer), await isIn(test, other)], [false, false])
  expect(await post(test.app, '/user/api/token/refresh', { refresh: token.refresh }), '401 refresh_invalid', t)
  expect(await logIn(test, email, goodPassword), '401 login_failed', t)
  expect(await logIn(test, email, newPassword), '200', t)
  expect(await put(test, '/user/pwchange', { new_password: goodPassword }, link), '400 link_invalid', t)
  t.match((await mailsOf(test, email)).at(-1), { kind: 'password_changed', language: 'en' })
  t.strictSame(
    await test.db.selectFrom('sessions').select('revoked_because').where('revoked_at', 'is not', null).execute(),
    [{ revoked_because: 'password' }, { revoked_because: 'password' }],
  )
})

t.test('what is refused when a password is changed', async t => {
  const test = await testApp(t)
  const { bearer, user } = await signUp(test, 'Refused')
  const change = (old_password: string, new_password: string, headers: Record<string, string> = bearer) =>
    put(test, '/user/changepassword', { old_password, new_password }, headers)
  const wrong = await change('not this one', newPassword)
  expect(wrong, '400 password_wrong', t)
  t.equal(wrong.json().error, '현재 비밀번호가 일치하지 않습니다.')
  expect(await change(goodPassword, 'Password1'), '400 password_too_common', t)
  expect(await change(goodPassword, 'short'), '400 invalid_input', t)
  expect(await change(goodPassword, 'x'.repeat(129)), '400 invalid_input', t)
  expect(await change('', newPassword), '400 invalid_input', t)
  expect(await change(goodPassword, newPassword, {}), '401 not_signed_in', t)
  t.ok(await isIn(test, bearer), 'a refusal ends nothing')

  for (let i = 0; i < 9; i++) expect(await change('not this one', newPassword), '400 password_wrong', t)
  const limited = await change(goodPassword, newPassword)
  expect(limited, '429 password_too_often', t)
  t.ok(Number(limited.headers['retry-after']) > 0)

  await test.db.updateTable('users').set({ password_hash: null }).where('id', '=', user.id).execute()
  expect(await change(goodPassword, newPassword), '400 password_not_set', t)
  await withdraw(test, user.id)
  expect(await change(goodPassword, newPassword), '401 token_invalid', t)
})

t.test('of several changes at the same moment one wins', async t => {
  const test = await testApp(t)
  const { bearer } = await signUp(test, 'Hasty')
  const passwords = Array.from({ length: 4 }, (_, i) => `passphrase number ${i} of mine`)
  const answers = await Promise.all(
    passwords.map(new_password =>
      put(test, '/user/changepassword', { old_password: goodPassword, new_password }, bearer),
    ),
  )
  t.equal(answers.filter(answer => answer.statusCode === 200).length, 1)
  t.ok(answers.every(answer => ['200', '400 password_wrong', '401 token_invalid'].includes(outcome(answer))))
  const logins = await Promise.all(passwords.map(password => logIn(test, 'hasty@test.local', password)))
  t.strictSame(
    logins.map(answer => answer.statusCode === 200),
    answers.map(answer => answer.statusCode === 200),
  )
})

t.test('a change that is submitted twice is answered twice and done once', async t => {
  const test = await testApp(t)
  const email = 'twice@test.local'
  const { bearer } = await signUp(test, 'Twice')
  const other = { authorization: `Bearer ${(await logIn(test, email, goodPassword)).json().token.access}` }
  const asked = { old_password: goodPassword, new_password: newPassword }
  const change = (payload: object = asked, headers = bearer, at = test) =>
    put(at, '/user/changepassword', payload, headers)
  const told = async () => (await mailsOf(test, email)).filter(({ kind }) => kind === 'password_changed').length

  const first = await change()
  expect(first, '200', t)
  const { token } = (await logIn(test, email, newPassword)).json()
  const second = await change()
  expect(second, '200', t)
  t.strictSame(second.json(), first.json())
  t.equal(await told(), 1, 'one mail')
  t.ok(await isIn(test, { authorization: `Bearer ${token.access}` }), 'sessions that began since go on')
  t.notOk(await isIn(test, bearer), 'and the token is good for nothing else')

  expect(await change({ ...asked, new_password: 'yet another passphrase' }), '400 password_wrong', t, 'another change')
  expect(
    await change({ ...asked, old_password: 'not this one' }),
    '400 password_wrong',
    t,
    'not by whoever knew the old one',
  )
  expect(await change({ old_password: newPassword, new_password: goodPassword }), '400 password_wrong', t, 'back again')
  expect(await change(asked, other), '401 token_invalid', t, 'another session that the change ended')
  for (let i = 0; i < 7; i++)
    expect(await change({ ...asked, new_password: `guess number ${i} of many` }), '400 password_wrong', t)
  const limited = await change()
  expect(limited, '429 password_too_often', t, 'guesses are counted')
  await test.db.deleteFrom('attempts').execute()
  expect(await change(), '200', t)

  const elsewhere = await startApp(t, test.config)
  expect(await change(asked, bearer, elsewhere), '200', t, 'at another process')
  await test.db
    .updateTable('password_changes')
    .set({ changed_at: new Date(Date.now() - 11_000) })
    .execute()
  expect(await change(), '401 token_invalid', t, 'ten seconds later')
  await test.db.updateTable('password_changes').set({ changed_at: new Date() }).execute()
  expect(await change(), '200', t)
  t.equal(await told(), 1)
  await post(test.app, '/user/find_pw', { email })
  expect(
    await put(test, '/user/pwchange', { new_password: newPassword }, await mailedLink(test, email, 'reset')),
    '200',
    t,
  )
  expect(await change(), '401 token_invalid', t, 'set anew meanwhile, if to the same words')
  expect(await change({ ...asked, new_password: goodPassword }), '401 token_invalid', t)
})

t.test('a change that is submitted twice at the same moment, to one process or two', async t => {
  const test = await testApp(t)
  const elsewhere = await startApp(t, test.config)
  for (const [round, second] of [test, elsewhere, elsewhere, test, elsewhere].entries()) {
    const email = `both${round}@test.local`
    const { bearer } = await signUp(test, `Both${round}`, email)
    // The last one is changed to what it was.
    const new_password = round === 4 ? goodPassword : `passphrase number ${round} of mine`
    const answers = await Promise.all(
      [test, second].map(at => put(at, '/user/changepassword', { old_password: goodPassword, new_password }, bearer)),
    )
    for (const answer of answers) expect(answer, '200', t, `round ${round}`)
    t.equal((await mailsOf(test, email)).filter(({ kind }) => kind === 'password_changed').length, 1)
    expect(await logIn(test, email, new_password), '200', t)
    t.strictSame(await test.db.selectFrom('attempts').select('tries').where('scope', '=', 'password').execute(), [])
  }
})

t.test('asking for a mail looks the same for known, unknown and withdrawn addresses', async t => {
  const test = await testApp(t)
  await signUp(test, 'Known')
  const { user } = await signUp(test, 'Gone')
  await withdraw(test, user.id)
  for (const route of ['/user/find_pw', '/user/findemail/']) {
    const before = await test.db.selectFrom('jobs').select('id').execute()
    const answers: Awaited<ReturnType<typeof post>>[] = []
    for (const name of ['known', 'unknown', 'gone'])
      answers.push(await post(test.app, route, { email: `${name}@Test.local` }))
    t.ok(answers.every(answer => answer.statusCode === 200 && answer.body === answers[0]!.body))
    const jobs = (
      await test.db.selectFrom('jobs').select(['queue', 'payload', 'user_id']).orderBy('id').execute()
    ).slice(before.length)
    t.strictSame(
      jobs.map(job => [job.queue, Object.keys(job.payload as object).sort(), job.user_id]),
      Array.from({ length: 3 }, () => ['mail.account', ['account_mail_id', 'v'], null]),
    )
  }
  expect(await post(test.app, '/user/find_pw', { email: 'no address' }), '400 invalid_input', t)
  expect(await post(test.app, '/user/findemail', {}), '400 invalid_input', t)
})

t.test('five mails of a kind in a quarter of an hour, known or not', async t => {
  const test = await testApp(t)
  await signUp(test, 'Known')
  for (const [route, name] of [
    ['/user/find_pw', 'known'],
    ['/user/find_pw', 'unknown'],
    ['/user/findemail', 'known'],
  ] as const) {
    for (let i = 0; i < 5; i++) expect(await post(test.app, route, { email: `${name}@test.local` }), '200', t)
    const sixth = await post(test.app, route, { email: `${name.toUpperCase()}@test.local` })
    expect(sixth, '429 mail_too_often', t)
    t.ok(Number(sixth.headers['retry-after']) > 0 && Number(sixth.headers['retry-after']) <= 900)
  }
  const usedUp = await mailedLink(test, 'known@test.local', 'reset')
  expect(await put(test, '/user/pwchange', { new_password: newPassword }, usedUp), '200', t)
})

t.test('a mailed link sets the password once, whichever of several it is', async t => {
  const test = await testApp(t)
  const email = 'forgot@test.local'
  const { bearer, token } = await signUp(test, 'Forgot')
  await post(test.app, '/user/find_pw', { email })
  const first = await mailedLink(test, email, 'reset')
  await post(test.app, '/user/find_pw', { email })
  const second = await mailedLink(test, email, 'reset')
  for (let i = 0; i < 11; i++) await logIn(test, email, 'forgotten it is')
  expect(await logIn(test, email, goodPassword), '429 login_too_often', t)

  expect(await put(test, '/user/pwchange', { new_password: 'Password1' }, first), '400 password_too_common', t)
  expect(await put(test, '/user/pwchange', { new_password: 'short' }, first), '400 invalid_input', t)
  expect(await put(test, '/user/pwchange', { new_password: newPassword }, first), '200', t)
  for (const link of [first, second]) {
    const dead = await put(test, '/user/pwchange', { new_password: goodPassword }, link)
    expect(dead, '400 link_invalid', t)
  }
  t.notOk(await isIn(test, bearer))
  expect(await post(test.app, '/user/api/token/refresh', { refresh: token.refresh }), '401 refresh_invalid', t)
  expect(await logIn(test, email, newPassword), '200', t)
  t.strictSame(
    (await mailsOf(test, email)).map(mail => mail.kind),
    ['recovery', 'recovery', 'password_changed'],
  )
})

t.test('of many who redeem one link at the same moment one wins', async t => {
  const test = await testApp(t)
  const email = 'racer@test.local'
  await signUp(test, 'Racer')
  await post(test.app, '/user/find_pw', { email })
  const link = await mailedLink(test, email, 'reset')
  const passwords = Array.from({ length: 8 }, (_, i) => `passphrase number ${i} of mine`)
  const answers = await Promise.all(passwords.map(new_password => put(test, '/user/pwchange', { new_password }, link)))
  t.strictSame(answers.map(outcome).sort(), ['200', ...Array.from({ length: 7 }, () => '400 link_invalid')])
  const winner = answers.findIndex(answer => answer.statusCode === 200)
  expect(await logIn(test, email, passwords[winner]!), '200', t)
  t.equal((await mailsOf(test, email)).filter(mail => mail.kind === 'password_changed').length, 1)
})

t.test(
  'a link is worthless when it is old, forged, for something else or of nobody, and good for nothing else',
  async t => {
    const test = await testApp(t)
    const email = 'linked@test.local'
    const { bearer, user } = await signUp(test, 'Linked')
    const { jwtSecret } = test.config
    await post(test.app, '/user/find_pw', { email })
    await post(test.app, '/user/find_pw', { email: 'nobody@test.local' })
    await post(test.app, '/user/findemail', { email })
    const link = await mailedLink(test, email, 'reset')
    const [, id, mac] = /^Bearer (\d+)\.(.*)$/.exec(link.authorization)!
    const claims = {
      sub: `${user.id}`,
      typ: 'reset',
      iss: 'mudig',
      aud: 'mudig-api',
      exp: Math.floor(Date.now() / 1_000) + 60,
    }
    const reset = (authorization: string) =>
      put(test, '/user/pwchange', { new_password: newPassword }, authorization ? { authorization } : {})
    for (const [what, authorization] of Object.entries({
      'no token': '',
      'no scheme': `${id}.${mac}`,
      'another row': `Bearer ${Number(id) + 1}.${mac}`,
      'the row of a mail without a link': `Bearer ${Number(id) + 2}.${mac}`,
      'a row that is not there': `Bearer 999999999999999.${mac}`,
      'another signature': `Bearer ${id}.${Buffer.alloc(32).toString('base64url')}`,
      'the other purpose': (await mailedLink(test, email, 'reactivate')).authorization,
      'an address without an account': (await mailedLink(test, 'nobody@test.local', 'reset')).authorization,
      'an access token': bearer.authorization,
      'a JWT of that type': `Bearer ${forge(jwtSecret, { alg: 'HS256', typ: 'JWT' }, claims)}`,
      'an unsigned JWT': `Bearer ${forge('', { alg: 'none', typ: 'JWT' }, claims)}`,
    })) {
      t.equal(outcome(await reset(authorization)), '400 link_invalid', what)
    }
    expect(await test.app.inject({ url: '/user/sessions', headers: link }), '401 token_invalid', t)
    expect(await put(test, '/user/reactivate', {}, link), '400 link_invalid', t)

    await test.db
      .updateTable('account_mails')
      .set({ expires_at: new Date(Date.now() - 1_000) })
      .where('id', '=', Number(id))
      .execute()
    expect(await reset(link.authorization), '400 link_invalid', t)
    await post(test.app, '/user/find_pw', { email })
    const late = await mailedLink(test, email, 'reset')
    await withdraw(test, user.id)
    expect(await reset(late.authorization), '400 link_invalid', t)
  },
)

t.test('an account without a password gets one by the link', async t => {
  const test = await testApp(t)
  const email = 'social@test.local'
  const { user } = await signUp(test, 'Social')
  await test.db.updateTable('users').set({ password_hash: null }).where('id', '=', user.id).execute()
  await post(test.app, '/user/find_pw', { email })
  expect(
    await put(test, '/user/pwchange', { new_password: newPassword }, await mailedLink(test, email, 'reset')),
    '200',
    t,
  )
  expect(await logIn(test, email, newPassword), '200', t)
})

t.test('no password, link or address stands in a payload, and no secret in a table or log', async t => {
  const test = await testApp(t)
  const email = 'secret@test.local'
  const { bearer } = await signUp(test, 'Secret')
  await put(test, '/user/changepassword', { old_password: 'a wrong passphrase', new_password: newPassword }, bearer)
  await post(test.app, '/user/find_pw', { email })
  const link = await mailedLink(test, email, 'reset')
  await put(test, '/user/pwchange', { new_password: newPassword }, link)
  const mac = link.authorization.split('.')[1]!
  const jobs = JSON.stringify(await test.db.selectFrom('jobs').select(['payload', 'subject', 'key']).execute())
  const rows = JSON.stringify([
    await test.db.selectFrom('account_mails').selectAll().execute(),
    await test.db.selectFrom('users').selectAll().execute(),
    await test.db.selectFrom('attempts').selectAll().execute(),
  ])
  for (const place of [jobs, rows, test.logs()]) {
    for (const secret of [mac, goodPassword, newPassword, 'a wrong passphrase']) t.notOk(place.includes(secret))
  }
  t.notOk(jobs.includes(email))
  t.notOk(rows.includes(Buffer.from(mac, 'base64url').toString('hex')))
})
