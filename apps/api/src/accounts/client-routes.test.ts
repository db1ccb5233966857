import { findAccount } from '@mudig/db/accounts/copy'
import { clearAccount } from '@mudig/db/accounts/erase'
import { createVendors } from '@mudig/sandbox/vendors/server'
import t, { type Test } from 'tap'
import { goodPassword, mailedLink, outcome, post, signUp, signupToken, type TestApp, testApp } from '../testing/app.js'

const setUp = async (t: Test, env: Record<string, string> = {}) => {
  const test = await testApp(t, env)
  const { app } = test
  const confirm = async (email: string, body?: object) =>
    post(app, '/user/sign-up/confirm', { password: goodPassword, ...body }, await mailedLink(test, email, 'confirm'))
  return { test, app, db: test.db, confirm }
}

const countUsers = async ({ db }: TestApp) => (await db.selectFrom('users').select('id').execute()).length

t.test('a code that was typed in before opens the account at once', async t => {
  const { test, app } = await setUp(t)
  const email = 'ann@test.local'
  const signup_token = await signupToken(test, email)
  const body = { email, password: goodPassword, name: '밤의라디오', age: 27, gender: 'Female', signup_token }
  const { token, refresh, user, ...rest } = (await post(app, '/user/sign-up', body)).json()
  t.strictSame(rest, {})
  t.match(user, { name: '밤의라디오', email })
  t.notMatch(JSON.stringify(user), /Female|27/)
  t.match(await findAccount(test.db, user.id), { age: 27, gender: 'Female' })
  t.match((await app.inject({ url: '/user', headers: { authorization: token } })).json(), {
    data: { user_id: user.id },
  })
  t.equal((await post(app, '/user/api/token/refresh', { refresh })).statusCode, 200)
  const again = await post(app, '/user/sign-up', body)
  t.match(again.json(), { code: 'signup_token_invalid', message: 'SIGNUP_TOKEN_INVALID' })
  const second = 'ben@test.local'
  const nameless = {
    email: second,
    password: goodPassword,
    gender: '',
    age: '',
    signup_token: await signupToken(test, second),
  }
  const { user: other } = (await post(app, '/user/sign-up/app', nameless)).json()
  t.match(other, { name: /^user-[0-9a-v]{8}$/ })
  t.match(await findAccount(test.db, other.id), { age: null, gender: null })
})

t.test('age and gender come with the account that a mail opens, and what is no answer is no fault', async t => {
  const { test, app, confirm } = await setUp(t)
  for (const [nth, [given, kept]] of (
    [
      [
        { age: '31', gender: ' 여 ' },
        { age: 31, gender: '여' },
      ],
      [
        { age: 0, gender: null },
        { age: null, gender: null },
      ],
      [
        { age: 'many', gender: '\u200b' },
        { age: null, gender: null },
      ],
      [
        { age: 151, gender: '가'.repeat(40) },
        { age: null, gender: '가'.repeat(30) },
      ],
      [{ age: 27.5 }, { age: null, gender: null }],
    ] as const
  ).entries()) {
    const email = `somebody${nth}@test.local`
    const asked = await post(app, '/user/sign-up', { email, password: goodPassword, ...given })
    t.equal(asked.statusCode, 200, asked.body)
    const { user } = (await confirm(email)).json()
    t.match(await findAccount(test.db, user.id), kept, JSON.stringify(given))
  }
  const person = await test.db
    .updateTable('users')
    .set({ is_active: false, name_key: null, withdrawn_at: new Date(), erase_after: new Date() })
    .where('age', '=', 31)
    .returning('id')
    .executeTakeFirstOrThrow()
  await test.db.transaction().execute(trx => clearAccount(trx, { ...person, email: '', image: '' }))
  t.same(await test.db.selectFrom('users').select('id').where('age', 'is not', null).execute(), [])
  const long = { email: 'long@test.local', password: goodPassword, gender: 'x'.repeat(101) }
  t.equal(outcome(await post(app, '/user/sign-up', long)), '400 invalid_input')
})

t.test('without a code a mail follows, and every address gets the same answer', async t => {
  const { test, app, db, confirm } = await setUp(t)
  await signUp(test, 'Ann', 'ann@test.local')
  for (const [url, email] of [
    ['/user/sign-up', 'ann@test.local'],
    ['/user/sign-up', 'new@test.local'],
    ['/user/sign-up/app', 'newer@test.local'],
  ] as const) {
    const answer = await post(app, url, { email, password: goodPassword })
    t.equal(answer.statusCode, 200)
    t.strictSame(answer.json(), { message: 'VERIFY_EMAIL' }, email)
  }
  t.equal(await countUsers(test), 1)
  const mails = await db
    .selectFrom('account_mails as m')
    .leftJoin('sign_ups as s', 's.account_mail_id', 'm.id')
    .select(['m.email', 's.password_hash'])
    .where('m.kind', '=', 'signup')
    .orderBy('m.id')
    .execute()
  t.strictSame(
    mails.map(({ email }) => email),
    ['ann@test.local', 'new@test.local', 'newer@test.local'],
  )
  for (const { password_hash } of mails) t.match(password_hash, /^\$argon2id\$/)
  const queued = await db.selectFrom('jobs').select('payload').where('queue', '=', 'mail.account').execute()
  t.ok(queued.length >= 3)

  t.match((await post(app, '/user/sign-in', { email: 'new@test.local', password: goodPassword })).json(), {
    code: 'login_failed',
  })
  const link = await mailedLink(test, 'new@test.local', 'confirm')
  for (const [body, wanted] of [
    [undefined, '400 invalid_input'],
    [{}, '400 invalid_input'],
    [{ password: 'another-password-9' }, '400 password_wrong'],
  ] as const)
    t.equal(outcome(await post(app, '/user/sign-up/confirm', body, link)), wanted, 'only who signed up opens it')
  const opened = await post(app, '/user/sign-up/confirm', { password: goodPassword }, link)
  t.match(opened.json(), { token: String, refresh: String, user: { email: 'new@test.local', name: /^user-/ } })
  t.equal(
    outcome(await post(app, '/user/sign-up/confirm', { password: goodPassword }, link)),
    '400 link_invalid',
    'once',
  )
  t.equal((await post(app, '/user/sign-in', { email: 'NEW@test.local', password: goodPassword })).statusCode, 200)
  t.equal(outcome(await confirm('ann@test.local')), '400 email_taken', 'only who reads the mail learns of it')
  t.strictSame(
    await db
      .selectFrom('sign_ups as s')
      .innerJoin('account_mails as m', 'm.id', 's.account_mail_id')
      .select('m.email')
      .orderBy('m.id')
      .execute(),
    [{ email: 'ann@test.local' }, { email: 'newer@test.local' }],
    'its password is kept no longer than it is needed',
  )
})

t.test('of links at the same moment one opens the account; a taken name leaves it good', async t => {
  const { test, app, confirm } = await setUp(t)
  const email = 'late@test.local'
  await post(app, '/user/sign-up', { email, password: goodPassword, name: 'Rain' })
  await signUp(test, 'RAIN', 'first@test.local')
  t.equal(outcome(await confirm(email)), '400 name_taken')
  t.equal(outcome(await confirm(email, { name: '\u200b\u200b' })), '400 invalid_input')
  const answers = await Promise.all(Array.from({ length: 4 }, () => confirm(email, { name: 'Drizzle' })))
  t.strictSame(
    answers.map(outcome).sort(),
    ['200', ...Array.from({ length: 3 }, () => '400 link_invalid')],
    answers.map(answer => answer.body).join(),
  )
  t.equal(await countUsers(test), 2)
  await post(app, '/user/find_pw', { email })
  const recovery = await mailedLink(test, email, 'reset')
  t.equal(outcome(await post(app, '/user/sign-up/confirm', { password: goodPassword }, recovery)), '400 link_invalid')
  for (const authorization of ['', 'Bearer 1.x', `Bearer 999.${'A'.repeat(43)}`])
    t.equal(
      outcome(await post(app, '/user/sign-up/confirm', { password: goodPassword }, { authorization })),
      '400 link_invalid',
    )
})

t.test('what is wrong with a sign-up', async t => {
  const { test, app } = await setUp(t)
  await signUp(test, 'Taken', 'taken@test.local')
  const good = { email: 'a@test.local', password: goodPassword }
  for (const [body, wanted, message] of [
    [{ ...good, password: 'short' }, '400 invalid_input', 'INVALID_PASSWORD'],
    [{ ...good, password: 'password123' }, '400 password_too_common', 'INVALID_PASSWORD'],
    [{ ...good, password: 12_345_678 }, '400 invalid_input', 'INVALID_PASSWORD'],
    [{ ...good, email: 'nobody' }, '400 invalid_input', 'INVALID_EMAIL'],
    [{ ...good, email: '' }, '400 invalid_input', 'INVALID_EMAIL'],
    [{ email: good.email }, '400 invalid_input', 'INVALID_KEY'],
    [{ password: good.password }, '400 invalid_input', 'INVALID_KEY'],
    [{}, '400 invalid_input', 'INVALID_KEY'],
    [{ ...good, name: 'taken' }, '400 name_taken', 'NAME_TAKEN'],
    [{ ...good, name: 'x' }, '400 invalid_input', 'INVALID_KEY'],
    [{ ...good, signup_token: 'nonsense' }, '400 signup_token_invalid', 'SIGNUP_TOKEN_INVALID'],
  ] as const) {
    const answer = await post(app, '/user/sign-up', body)
    t.equal(outcome(answer), wanted, `${JSON.stringify(body)} ${answer.body}`)
    t.equal(answer.json().message, message, JSON.stringify(body))
  }
  for (let n = 0; n < 5; n++) t.equal((await post(app, '/user/sign-up', good)).statusCode, 200)
  const late = await post(app, '/user/sign-up', good)
  t.match([outcome(late), late.json().message], ['429 mail_too_often', 'MAIL_TOO_OFTEN'])
  t.equal((await post(app, '/user/sign-up', { ...good, email: 'b@test.local' })).statusCode, 200)
})

t.test('a sign-in answers what the first clients read, and the same for every failure', async t => {
  const { test, app } = await setUp(t)
  const { user } = await signUp(test, 'Ann', 'ann@test.local')
  const ask = (email: string, password: string) => post(app, '/user/sign-in', { email, password })
  const answer = await ask('ann@test.local', goodPassword)
  t.strictSame(Object.keys(answer.json()), ['user'])
  const { token, uuid, refresh, ...rest } = answer.json().user
  t.strictSame(rest, {})
  t.match(uuid, /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  t.match((await app.inject({ url: '/user', headers: { authorization: token } })).json(), {
    data: { user_id: user.id },
  })
  t.equal((await post(app, '/user/api/token/refresh', { refresh })).statusCode, 200)
  t.equal((await ask('ann@test.local', goodPassword)).json().user.uuid, uuid)
  const failures = [
    await ask('ann@test.local', 'wrong one'),
    await ask('nobody@test.local', goodPassword),
    await ask('x', 'x'),
  ]
  for (const failure of failures) {
    const { request_id: _, ...said } = failure.json()
    t.strictSame([failure.statusCode, said.code, said.message], [401, 'login_failed', 'CHECK_PASSWORD'])
  }
  t.match((await post(app, '/user/sign-in', {})).json(), { code: 'invalid_input', message: 'INVALID_KEY' })
})

const vendors = await createVendors()
t.teardown(() => vendors.close())
t.beforeEach(() => vendors.control.reset())
const googleEnv = {
  GOOGLE_CLIENT_ID: 'mudig-google',
  GOOGLE_CLIENT_SECRET: 'for tests only',
  OAUTH_GOOGLE_BASE_URL: vendors.oauthBaseUrls.google,
}

/** What a page gets from Google for somebody who signs in there, for an application. */
const idTokenOf = async (person: string, clientId = 'mudig-google'): Promise<string> => {
  const redirect_uri = 'http://127.0.0.1:3000/back'
  const asked = new URLSearchParams({
    client_id: clientId,
    redirect_uri,
    response_type: 'code',
    scope: 'openid email',
    person,
  })
  const page = await fetch(`${vendors.oauthBaseUrls.google}/o/oauth2/v2/auth?${asked}`, { redirect: 'manual' })
  const code = new URL(page.headers.get('location')!).searchParams.get('code')!
  const traded = await fetch(`${vendors.oauthBaseUrls.google}/token`, {
    method: 'POST',
    body: new URLSearchParams({
      code,
      client_id: clientId,
      client_secret: 'x',
      redirect_uri,
      grant_type: 'authorization_code',
    }),
  })
  return ((await traded.json()) as { id_token: string }).id_token
}

t.test("Google's token signs in whom it is about, in the body or in a header", async t => {
  const { test, app } = await setUp(t, googleEnv)
  const token = await idTokenOf('minji')
  const newcomer = (await post(app, '/user/sign-up/google', { id_token: token })).json()
  t.match(newcomer, { email: 'minji@mudig.local', signup_token: String, message: String })
  t.notOk('user' in newcomer)
  const form = new URLSearchParams({ name: 'Minji', signup_token: newcomer.signup_token })
  const boundary = 'a-boundary'
  const joined = await app.inject({
    method: 'POST',
    url: '/user/socialjoin',
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload: `${[...form].map(([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`).join('')}--${boundary}--\r\n`,
  })
  t.equal(joined.statusCode, 200, joined.body)
  for (const answer of [
    await post(app, '/user/sign-up/google', { id_token: token }),
    await post(app, '/user/sign-up/google', undefined, { id_token: token }),
    await post(app, '/user/sign-up/google', {}, { id_token: token, 'content-type': 'text/plain' }),
  ]) {
    t.match(answer.json(), { user: { token: String, uuid: String, refresh: String } }, answer.body)
    const me = await app.inject({ url: '/user', headers: { authorization: answer.json().user.token } })
    t.match(me.json(), { data: { user_id: joined.json().user.id } })
  }
  await test.db
    .updateTable('users')
    .set({ is_active: false, name_key: null, withdrawn_at: new Date(), erase_after: new Date(Date.now() + 1e8) })
    .execute()
  t.match((await post(app, '/user/sign-up/google', { id_token: token })).json(), { code: 'account_withdrawn' })
})

t.test('an address that Google has not verified, or that somebody has here, opens nobody’s account', async t => {
  const { test, app } = await setUp(t, googleEnv)
  await signUp(test, 'Mine', 'minji@mudig.local')
  const known = (await post(app, '/user/sign-up/google', { id_token: await idTokenOf('minji') })).json()
  t.notOk('user' in known, 'the address has an account, and the token is not for it')
  for (const person of ['junho', 'sora']) {
    const { email, signup_token } = (
      await post(app, '/user/sign-up/google', { id_token: await idTokenOf(person) })
    ).json()
    t.strictSame([email, typeof signup_token], [null, 'string'], person)
  }
  t.equal(await countUsers(test), 1)
})

t.test('other tokens are refused, and Google may be away', async t => {
  const { app } = await setUp(t, googleEnv)
  const ask = (id_token: unknown) => post(app, '/user/sign-up/google', { id_token })
  const good = await idTokenOf('minji')
  await vendors.control.fault({ vendor: 'oauth', fault: '500', times: 1 })
  const away = await ask(good)
  t.match([outcome(away), away.json().message], ['503 provider_unavailable', 'PROVIDER_UNAVAILABLE'])
  t.equal((await ask(good)).statusCode, 200)
  const [head, body, signature] = good.split('.')
  for (const [what, token, wanted] of [
    ['for another application', await idTokenOf('minji', 'somebody-elses'), '400 provider_refused'],
    ['with another signature', `${head}.${body}.${signature!.slice(0, -4)}AAAA`, '400 provider_refused'],
    ['without a signature', `${head}.${body}.`, '400 provider_refused'],
    ['of nonsense', 'nonsense', '400 provider_refused'],
    ['too long', 'x'.repeat(4_097), '400 invalid_input'],
    ['empty', '', '400 invalid_input'],
    ['that is no text', 7, '400 invalid_input'],
    ['missing', undefined, '400 invalid_input'],
  ] as const)
    t.equal(outcome(await ask(token)), wanted, `a token ${what}`)
  const none = await setUp(t)
  t.equal(outcome(await post(none.app, '/user/sign-up/google', { id_token: good })), '404 provider_not_offered')
})
