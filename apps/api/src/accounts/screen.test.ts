import { activationPath } from '@mudig/shared/accounts/links'
import { nameKey } from '@mudig/shared/accounts/names'
import type { LightMyRequestResponse } from 'fastify'
import t, { type Test } from 'tap'
import { goodPassword, outcome, post, signUp, type TestApp, testApp } from '../testing/app.js'
import { aListener } from '../testing/listeners.js'

const base = '/api/v1/accounts/'

const setUp = async (t: Test) => {
  const test = await testApp(t)
  const { app, db } = test
  const ask = (method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object, access?: string) =>
    app.inject({
      method,
      url: url.startsWith('/') ? url : `${base}${url}`,
      headers: access === undefined ? {} : { authorization: `Bearer ${access}` },
      ...(payload && { payload }),
    })
  const form = (nickname: string, more: object = {}) => ({
    email: `${nickname.toLowerCase()}@test.local`,
    password: goodPassword,
    confirm_password: goodPassword,
    nickname,
    gender: '',
    age: null,
    bio: '',
    ...more,
  })
  const signIn = (email: string, password = goodPassword) => ask('POST', 'signin/', { email, password })
  /** An account of these pages, signed in. */
  const aMember = async (nickname: string, more: object = {}) => {
    const { email } = form(nickname, more)
    await ask('POST', '', form(nickname, more))
    await ask('GET', await mailedActivation(test, email))
    return (await signIn(email)).json<{ access: string; refresh: string; id: number; email: string }>()
  }
  return { test, app, db, ask, form, signIn, aMember }
}

/** The address in the newest mail that activates. */
const mailedActivation = async ({ db, config }: TestApp, email: string): Promise<string> => {
  const row = await db
    .selectFrom('account_mails')
    .select(['id', 'nonce', 'email'])
    .where('email', '=', email)
    .where('kind', '=', 'activation')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  return activationPath(config.otpSecret, row)
}

const mailsTo = async ({ db }: TestApp, email: string) =>
  (await db.selectFrom('account_mails').select('kind').where('email', '=', email).orderBy('id').execute()).map(
    ({ kind }) => kind,
  )

const expect = (t: Test, answer: LightMyRequestResponse, wanted: string, what = wanted) =>
  t.equal(outcome(answer), wanted, `${what}: ${answer.body}`)

t.test('signing up is answered alike for every address, and a mailed link opens the account', async t => {
  const { test, db, ask, form, signIn } = await setUp(t)
  const asked = await ask('POST', '', form('Sora', { gender: 'F', age: '25', bio: '영화 & 음악' }))
  expect(t, asked, '200')
  t.strictSame(asked.json(), { email: 'sora@test.local', nickname: 'Sora', gender: 'F', age: 25, bio: '영화 & 음악' })
  expect(t, await signIn('sora@test.local', 'something else'), '400 credentials_wrong')
  t.strictSame(await mailsTo(test, 'sora@test.local'), ['activation'], 'a wrong password mails nothing')
  const early = await signIn('sora@test.local')
  expect(t, early, '400 not_activated')
  t.match(early.json(), { non_field_errors: [/활성화/], message: /활성화/, detail: /활성화/ })
  t.strictSame(await mailsTo(test, 'sora@test.local'), ['activation', 'activation'])

  const link = await mailedActivation(test, 'sora@test.local')
  t.equal((await ask('HEAD', link)).statusCode, 200)
  t.equal((await db.selectFrom('users').select('id').execute()).length, 0, 'HEAD changes nothing')
  const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8', 'accept-language': 'ko' }
  const looked = await test.app.inject({ url: link, headers: browser })
  t.match(looked.body, '<form method="post">')
  t.match(looked.headers['content-security-policy'], "form-action 'self'")
  t.equal((await db.selectFrom('users').select('id').execute()).length, 0, 'nor does a browser that only looks')
  const sent = { ...browser, 'content-type': 'application/x-www-form-urlencoded' }
  const large = await test.app.inject({ method: 'POST', url: link, headers: sent, payload: 'x'.repeat(2_000) })
  t.equal(large.statusCode, 413)
  const wrongLink = link.replace(/.{4}\/$/, 'AAAA/')
  t.equal((await test.app.inject({ method: 'POST', url: wrongLink, headers: sent, payload: '' })).statusCode, 400)
  const pressed = await test.app.inject({ method: 'POST', url: link, headers: sent, payload: '' })
  t.equal(pressed.statusCode, 200)
  t.match(pressed.body, '계정이 활성화되었습니다')
  t.equal((await db.selectFrom('users').select('id').execute()).length, 1)
  expect(t, await ask('POST', link), '200', 'again')
  const opened = await ask('GET', link)
  expect(t, opened, '200')
  t.match(opened.json(), { message: /^계정이 활성화되었습니다/ })
  expect(t, await ask('GET', link), '200', 'again, while the account is there')
  const page = await test.app.inject({ url: link, headers: { accept: 'text/html,*/*;q=0.8' } })
  t.match(page.headers['content-type'], /^text\/html/)
  t.match(page.body, '계정이 활성화되었습니다')

  const signedIn = await signIn('SORA@test.local')
  expect(t, signedIn, '200')
  t.match(signedIn.json(), {
    access: String,
    refresh: String,
    id: Number,
    email: 'sora@test.local',
    nickname: 'Sora',
    gender: 'F',
    age: 25,
    bio: '영화 & 음악',
  })
  const taken = await ask('POST', '', form('Somebody', { email: 'sora@test.local' }))
  expect(t, taken, '200')
  t.strictSame(Object.keys(taken.json()), Object.keys(asked.json()))
  t.equal((await db.selectFrom('sign_ups').select('account_mail_id').execute()).length, 2, 'one kept, one spent')
})

t.test('what is wrong with a form stands under the names that the pages read', async t => {
  const { test, ask, form, aMember } = await setUp(t)
  const { access } = await aMember('Minji')
  const first = async (more: object, name: string) => {
    const answer = await ask('POST', '', form('Someone', more))
    const body = answer.json<Record<string, unknown>>()
    t.equal(answer.statusCode, 400, answer.body)
    t.match(body, { message: String, error: String, [name]: [String] }, `${name} ${JSON.stringify(more)}`)
    t.equal(body.non_field_errors, undefined)
  }
  await first({ email: 'nobody' }, 'email')
  await first({ password: 'short', confirm_password: 'short' }, 'password')
  await first({ password: 'password123', confirm_password: 'password123' }, 'password')
  await first({ confirm_password: 'another one' }, 'password_confirm')
  await first({ nickname: 'minji' }, 'nickname')
  for (const nickname of [
    'a/b',
    'a?b',
    'a#b',
    '50%',
    'a\\b',
    '<b>x',
    'a&b',
    'a"b',
    'SignIn',
    'follow',
    '..',
    'id:5',
    '＜i＞',
  ])
    await first({ nickname }, 'nickname')
  for (const [given, kept] of [
    [null, null],
    ['', null],
    [0, 0],
    ['150', 150],
  ])
    t.equal((await ask('POST', '', form(`Aged${given}`, { age: given }))).json().age, kept, `an age of ${given}`)
  await first({ age: 'many' }, 'age')
  await first({ age: '151' }, 'age')
  await first({ age: -1 }, 'age')
  await first({ gender: 'X' }, 'gender')
  const inside = await ask('POST', '', form('Another'), access)
  expect(t, inside, '400 signed_in_already')
  t.equal(inside.json().message, '현재 로그인된 상태입니다.')
  expect(t, await ask('POST', '', form('Another'), 'a.b.c'), '200', 'a dead token is none here')
  const many = await Promise.all(Array.from({ length: 6 }, () => ask('POST', '', form('Often'))))
  t.equal(many.filter(({ statusCode }) => statusCode === 429).length, 1)
  t.ok(many.every(({ statusCode }) => [200, 429].includes(statusCode)))
  t.equal((await mailsTo(test, 'often@test.local')).length, 5)
})

t.test('a link opens nothing when it is wrong, old or another one, and a taken name is replaced', async t => {
  const { test, db, ask, form, signIn } = await setUp(t)
  await ask('POST', '', form('Dahye'))
  const link = await mailedActivation(test, 'dahye@test.local')
  const [id, token] = link.split('/').slice(-3, -1) as [string, string]
  for (const wrong of [
    `activate/${id}/${token.startsWith('A') ? 'B' : 'A'}${token.slice(1)}/`,
    `activate/Mg/${token}/`,
    `activate/x/${token}/`,
    `activate/${id}/x/`,
    `activate/${Buffer.from('99999999999999999').toString('base64url')}/${token}/`,
  ])
    expect(t, await ask('GET', wrong), '400 activation_invalid', wrong)
  await db
    .updateTable('account_mails')
    .set({ created_at: new Date(Date.now() - 86_400_000), expires_at: new Date(Date.now() - 1) })
    .execute()
  expect(t, await ask('GET', link), '400 activation_invalid', 'after a day')
  expect(t, await signIn('dahye@test.local'), '400 credentials_wrong', 'and nobody waits for it')

  await ask('POST', '', form('Dahye'))
  await aListener(test, nameKey('Dahye'))
  await db.updateTable('users').set({ email: 'other@test.local' }).execute()
  const both = await Promise.all(
    [1, 2, 3].map(async () => ask('GET', await mailedActivation(test, 'dahye@test.local'))),
  )
  for (const answer of both) expect(t, answer, '200', 'at the same moment')
  t.match((await signIn('dahye@test.local')).json(), { nickname: /^user-/ })
  t.equal((await db.selectFrom('users').select('id').execute()).length, 2)
})

t.test('a dead refresh token is 400 at both addresses, and three at once get one successor', async t => {
  const { ask, aMember } = await setUp(t)
  const { access, refresh } = await aMember('Junho')
  const addresses = ['token/refresh/', '/api/v1/token/refresh/']
  for (const url of addresses)
    for (const body of [{ refresh: 'nothing' }, { refresh: 'null' }, { refresh: null }, {}, { refresh: '' }]) {
      const answer = await ask('POST', url, body)
      t.equal(answer.statusCode, 400, `${url} ${answer.body}`)
      t.match(answer.json(), { message: String })
    }
  const three = await Promise.all(
    [...addresses, addresses[0]!].map(url => ask('POST', url, { refresh }, 'an.expired.one')),
  )
  const [one, ...others] = three.map(answer => answer.json<{ access: string; refresh: string }>())
  t.match(one, { access: String, refresh: String })
  for (const other of others) t.equal(other.refresh, one!.refresh)
  expect(t, await ask('POST', 'signout/', { refresh }, access), '200')
  expect(t, await ask('POST', 'signout/', { refresh }, access), '401 token_invalid')
  expect(t, await ask('POST', 'token/refresh/', { refresh: one!.refresh }), '400 refresh_ended')
})

t.test('another password ends the other sessions, and this one may change it again', async t => {
  const { ask, aMember, signIn } = await setUp(t)
  const { access, refresh, email } = await aMember('Hana')
  const other = (await signIn(email)).json()
  const change = (old_password: string, new_password: string, confirm_password = new_password) =>
    ask('PUT', 'password/', { old_password, new_password, confirm_password }, access)
  const wrong = await change('not it', 'a wholly new passphrase')
  expect(t, wrong, '400 password_wrong')
  t.match(wrong.json(), { old_password: [String] })
  t.match((await change(goodPassword, 'a wholly new passphrase', 'another')).json(), { confirm_password: [String] })
  const changed = await change(goodPassword, 'a wholly new passphrase')
  expect(t, changed, '200')
  t.match(changed.json(), { password: String, message: String })
  expect(t, await change(goodPassword, 'a wholly new passphrase'), '200', 'the form once more')
  expect(t, await ask('PUT', '', {}, other.access), '401 token_invalid')
  expect(t, await change('a wholly new passphrase', 'the third passphrase'), '200', 'another change at once')
  expect(t, await ask('POST', 'token/refresh/', { refresh }), '200', 'the page goes on')
  expect(t, await signIn(email, 'the third passphrase'), '200')
})

t.test('what stands on a profile is changed by the form, and kept where it says nothing', async t => {
  const { test, db, ask, aMember } = await setUp(t)
  const { access, id } = await aMember('Yuri')
  const edit = (body: object) => ask('PUT', '', body, access)
  t.strictSame((await edit({ nickname: 'Yuri', gender: 'M', age: '31', bio: 'A & B <c>' })).json(), {
    nickname: 'Yuri',
    gender: 'M',
    age: 31,
    bio: 'A & B <c>',
  })
  t.match((await edit({ bio: 'only this' })).json(), { gender: 'M', age: 31, bio: 'only this' })
  t.match((await edit({ gender: 'null', age: 'null', bio: null })).json(), { gender: '', age: null, bio: '' })
  t.match((await edit({ nickname: 'yu/ri' })).json(), { code: 'name_not_reachable', nickname: [String] })
  await aListener(test, 'taken')
  t.match((await edit({ nickname: 'Taken' })).json(), { code: 'name_taken', nickname: [String] })
  await db.updateTable('users').set({ name: 'y&r', name_key: 'y&r', gender: '여' }).where('id', '=', id).execute()
  t.match((await edit({ nickname: 'y&r', bio: 'x' })).json(), { nickname: 'y&r', gender: '', bio: 'x' }, 'an old name')
  expect(t, await ask('PUT', '', {}), '401 not_signed_in')
})

t.test('who leaves may come back by the link that a sign-in mails, and older links are over', async t => {
  const { test, db, ask, form, aMember, signIn } = await setUp(t)
  const { access, email } = await aMember('Bora')
  const old = await mailedActivation(test, email)
  const wrong = await ask('DELETE', '', { password: 'not it' }, access)
  t.match(wrong.json(), { code: 'password_wrong', password: [String] })
  const left = await ask('DELETE', '', { password: goodPassword }, access)
  expect(t, left, '200')
  expect(t, await ask('GET', old), '400 activation_invalid', 'of the first sign-up')
  expect(
    t,
    await ask('POST', '', form('Stranger', { email, password: 'another9!', confirm_password: 'another9!' })),
    '200',
  )
  const strangers = await mailedActivation(test, email)
  expect(t, await ask('GET', strangers), '400 activation_invalid', 'of whoever signs up with the address')
  expect(t, await signIn(email, 'not it'), '400 credentials_wrong')
  expect(t, await signIn(email, 'another9!'), '400 credentials_wrong')
  expect(t, await signIn(email), '400 not_activated')
  const link = await mailedActivation(test, email)
  t.not(link, old)
  const { id } = await aListener(test)
  await db.updateTable('users').set({ name: 'Bora', name_key: 'bora' }).where('id', '=', id).execute()
  t.equal((await ask('HEAD', link)).statusCode, 200)
  expect(t, await signIn(email), '400 not_activated', 'HEAD brings nobody back')
  expect(t, await ask('GET', link), '200')
  expect(t, await ask('GET', link), '200', 'again')
  t.match((await signIn(email)).json(), { nickname: /^user-/ }, 'somebody else has the name by now')
  expect(t, await ask('POST', '', form('Other', { email })), '200', 'a sign-up with an address that is back')
})

t.test('one account opens every door', async t => {
  const { test, ask, signIn } = await setUp(t)
  const { user } = await signUp(test, 'Everywhere')
  t.match((await signIn('everywhere@test.local')).json(), { id: user.id, gender: '', age: null, bio: '' })
  const dead = await ask('POST', 'signin/', { email: 'everywhere@test.local', password: 'no' }, 'a.b.c')
  expect(t, dead, '400 credentials_wrong', 'never 401')
  t.match((await post(test.app, '/user/login', { email: 'everywhere@test.local', password: goodPassword })).json(), {
    user: { id: user.id },
  })
})
