import { erase } from '@mudig/db/personal-data'
import { createVendors } from '@mudig/sandbox/vendors/server'
import { type Provider, providers } from '@mudig/shared/core/providers'
import t, { type Test } from 'tap'
import { outcome, post, postForm, type SignedUp, signUp, signupToken, type TestApp, testApp } from '../testing/app.js'

const vendors = await createVendors()
t.teardown(() => vendors.close())
t.beforeEach(() => vendors.control.reset())

const expect = (answer: Parameters<typeof outcome>[0], wanted: string, t: Test) =>
  t.equal(outcome(answer), wanted, answer.body)

const env = Object.fromEntries(
  providers.flatMap(provider => {
    const name = provider.toUpperCase()
    return [
      [`${name}_CLIENT_ID`, `mudig-${provider}`],
      [`${name}_CLIENT_SECRET`, 'for tests only'],
      [`OAUTH_${name}_BASE_URL`, vendors.oauthBaseUrls[provider]],
    ]
  }),
)

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000)

type Returned = { code: string; state: string }

/** Chooses somebody on the provider's page. @returns what the browser brings back to the front end */
const choose = async (url: string, person: string): Promise<Returned> => {
  const answer = await fetch(`${url}&person=${person}`, { redirect: 'manual' })
  const back = new URL(answer.headers.get('location') ?? '')
  return Object.fromEntries(back.searchParams) as Returned
}

const begin = async ({ app }: TestApp, provider: Provider): Promise<string> =>
  (await app.inject(`/user/login/${provider}`)).json<{ url: string }>().url

const goTo = async (test: TestApp, provider: Provider, person = 'minji') => choose(await begin(test, provider), person)

const comeBack = ({ app }: TestApp, provider: Provider, returned: object, headers: Record<string, string> = {}) =>
  post(app, `/user/login/${provider}/callback`, returned, headers)

const newcomerToken = async (test: TestApp, provider: Provider, person = 'minji') =>
  (await comeBack(test, provider, await goTo(test, provider, person))).json<{ signup_token: string }>().signup_token

const socialJoin = ({ app }: TestApp, fields: Record<string, string>) =>
  postForm(app, '/user/socialjoin', Object.entries(fields))

/** An account that only Google opens. */
const joined = async (test: TestApp, name = 'Minji'): Promise<SignedUp> => {
  const answer = await socialJoin(test, { name, signup_token: await newcomerToken(test, 'google') })
  if (answer.statusCode !== 200) throw new Error(answer.body)
  const { user, token } = answer.json<Omit<SignedUp, 'bearer'>>()
  return { user, token, bearer: { authorization: `Bearer ${token.access}` } }
}

const link = async ({ app }: TestApp, { bearer }: SignedUp, provider: Provider, person = 'minji') => {
  const begun = await post(app, `/user/identities/${provider}`, undefined, bearer)
  if (begun.statusCode !== 200) return begun
  return post(app, `/user/identities/${provider}/callback`, await choose(begun.json().url, person), bearer)
}

t.test('the address of a sign-in says nothing that nobody meant', async t => {
  const test = await testApp(t, env)
  for (const provider of ['google', 'kakao', 'naver'] as const) {
    const url = new URL(await begin(test, provider))
    t.notMatch(decodeURIComponent(url.href), /undefined|null|NaN|\[object/, provider)
    for (const [name, value] of url.searchParams) t.not(value, '', `${provider}: ${name}`)
    t.equal(url.searchParams.get('scope'), provider === 'google' ? 'openid email' : null)
    t.equal((await fetch(url)).status, 200, `${provider} takes it`)
  }
})

t.test('somebody new joins through Google and is known the next time', async t => {
  const test = await testApp(t, env)
  const url = new URL(await begin(test, 'google'))
  t.match(Object.fromEntries(url.searchParams), {
    client_id: 'mudig-google',
    response_type: 'code',
    redirect_uri: 'http://localhost:3000/login/google/callback',
    scope: 'openid email',
    state: /^[\w-]{20,}$/,
    code_challenge: /^[\w-]{43}$/,
    code_challenge_method: 'S256',
  })
  const first = await comeBack(test, 'google', await choose(url.href, 'minji'))
  expect(first, '200', t)
  t.match(first.json(), { message: '프로필 생성 진행', email: 'minji@mudig.local', signup_token: String })
  t.notOk('token' in first.json())
  const { signup_token } = first.json()

  await signUp(test, 'Taken')
  expect(await socialJoin(test, { name: 'Taken', signup_token }), '400 name_taken', t)
  const answer = await socialJoin(test, { name: '민지', about: '안녕', email: 'MINJI@mudig.local', signup_token })
  expect(answer, '200', t)
  t.match(answer.json(), {
    message: '회원가입 성공',
    user: { name: '민지', about: '안녕', email: 'minji@mudig.local' },
    token: { access: String },
  })
  expect(await socialJoin(test, { name: 'Again', signup_token }), '400 social_token_invalid', t)

  const again = await comeBack(test, 'google', await goTo(test, 'google'))
  expect(again, '200', t)
  t.equal(again.json().message, '로그인 성공')
  t.strictSame(again.json().user, answer.json().user)
  const me = { authorization: `Bearer ${again.json().token.access}` }
  const ways = await test.app.inject({ url: '/user/identities', headers: me })
  t.match(ways.json(), {
    has_password: false,
    identities: [{ provider: 'google', email: 'minji@mudig.local', created_at: String }],
  })
  t.notMatch(ways.body, /subject/)
  expect(
    await post(test.app, '/user/login', { email: 'minji@mudig.local', password: 'whatever it is' }),
    '401 login_failed',
    t,
  )
})

t.test('whose address was not verified, or is not told, confirms one by a mailed code', async t => {
  const test = await testApp(t, env)
  for (const [provider, person, name] of [
    ['kakao', 'sora', 'Sora'],
    ['google', 'junho', 'Junho'],
    ['naver', 'minji', 'Minji'],
  ] as const) {
    const answer = await comeBack(test, provider, await goTo(test, provider, person))
    expect(answer, '200', t)
    t.equal(answer.json().email, null)
    const { signup_token } = answer.json()
    const email = `${person}@mudig.local`
    expect(await socialJoin(test, { name, signup_token }), '400 email_not_confirmed', t)
    expect(await socialJoin(test, { name, signup_token, email }), '400 email_not_confirmed', t)
    const email_token = await signupToken(test, email)
    expect(
      await socialJoin(test, { name, signup_token, email: 'other@test.local', email_token }),
      '400 signup_token_invalid',
      t,
    )
    expect(
      await socialJoin(test, { name, signup_token: email_token, email, email_token }),
      '400 social_token_invalid',
      t,
    )
    const join = await socialJoin(test, { name, signup_token, email, email_token })
    expect(join, '200', t)
    t.equal(join.json().user.email, email)
    t.equal((await comeBack(test, provider, await goTo(test, provider, person))).json().user.id, join.json().user.id)
    const spent = [
      ['email', email],
      ['password', 'a rather good passphrase'],
      ['name', 'Other'],
      ['signup_token', email_token],
    ] as const
    expect(await postForm(test.app, '/user/join', spent), '400 signup_token_invalid', t)
  }
})

t.test('what refuses a join through a provider leaves its token good', async t => {
  const test = await testApp(t, env)
  const signup_token = await newcomerToken(test, 'google')
  await signUp(test, 'Taken')
  expect(await socialJoin(test, { name: 'a\u200bb', signup_token }), '400 name_not_allowed', t)
  expect(await socialJoin(test, { name: 'Ｔaken', signup_token }), '400 name_taken', t)
  expect(await socialJoin(test, { signup_token }), '400 invalid_input', t)
  const noPicture = [
    ['name', 'Minji'],
    ['signup_token', signup_token],
    ['image', Buffer.from('not a picture')],
  ] as const
  expect(await postForm(test.app, '/user/socialjoin', noPicture), '400 picture_not_usable', t)
  expect(await socialJoin(test, { name: 'Minji', signup_token }), '200', t)
})

t.test('an address never leads to an account, verified or not', async t => {
  const test = await testApp(t, env)
  await signUp(test, 'Minji', 'minji@mudig.local')
  const answer = await comeBack(test, 'google', await goTo(test, 'google'))
  expect(answer, '200', t)
  t.notOk('token' in answer.json(), 'the owner of the same address is not signed in')
  expect(await socialJoin(test, { name: 'Other', signup_token: answer.json().signup_token }), '400 email_taken', t)
  expect(
    await postForm(test.app, '/user/join', [
      ['email', 'minji@mudig.local'],
      ['password', 'a rather good passphrase'],
      ['name', 'Another'],
      ['signup_token', answer.json().signup_token],
    ]),
    '400 signup_token_invalid',
    t,
  )
})

t.test('a state is good once, in time, and at its own provider', async t => {
  const test = await testApp(t, env)
  const returned = await goTo(test, 'google')
  expect(await comeBack(test, 'kakao', returned), '400 state_invalid', t)
  expect(await comeBack(test, 'naver', returned), '400 state_invalid', t)
  t.strictSame(await vendors.control.calls('oauth'), [], 'no provider was told the code of another')
  expect(await comeBack(test, 'google', { ...returned, state: `${returned.state}x` }), '400 state_invalid', t)
  expect(await comeBack(test, 'google', returned), '200', t)
  expect(await comeBack(test, 'google', returned), '400 state_invalid', t)

  const late = await goTo(test, 'naver')
  await test.db
    .updateTable('oauth_states')
    .set({ created_at: minutesAgo(11), expires_at: minutesAgo(1) })
    .execute()
  expect(await comeBack(test, 'naver', late), '400 state_invalid', t)
})

t.test('what a provider does not confirm signs nobody in', async t => {
  const test = await testApp(t, env)
  for (const provider of providers) {
    const used = await goTo(test, provider)
    expect(await comeBack(test, provider, used), '200', t)
    const { state } = await goTo(test, provider)
    expect(await comeBack(test, provider, { code: used.code, state }), '400 provider_refused', t)
    expect(
      await comeBack(test, provider, { code: 'made up', state: (await goTo(test, provider)).state }),
      '400 provider_refused',
      t,
    )
    t.notOk('code' in (await goTo(test, provider, 'refuse')), 'who refuses brings no code')
  }
  const [a, b] = [await goTo(test, 'google'), await goTo(test, 'google')]
  expect(await comeBack(test, 'google', { code: a.code, state: b.state }), '400 provider_refused', t)
  expect(await comeBack(test, 'google', {}), '400 invalid_input', t)
})

t.test('ids and addresses that the caller claims are ignored', async t => {
  const test = await testApp(t, env)
  const { user } = await joined(test)
  const forged = {
    subject: '107691503500061507151',
    sub: '107691503500061507151',
    id: user.id,
    email: 'minji@mudig.local',
    provider: 'google',
  }
  const answer = await comeBack(test, 'kakao', { ...(await goTo(test, 'kakao', 'sora')), ...forged })
  expect(answer, '200', t)
  t.equal(answer.json().email, null)
  const { signup_token } = answer.json()
  expect(
    await socialJoin(test, { name: 'Sora', signup_token, ...forged, id: `${user.id}` }),
    '400 email_not_confirmed',
    t,
  )
})

t.test('a provider that fails is a declared outage, and our own bad keys too', async t => {
  const test = await testApp(t, env)
  for (const provider of providers) {
    for (const step of ['token', 'person']) {
      for (const fault of ['500', 'rate_limit', 'malformed'] as const) {
        const returned = await goTo(test, provider)
        await vendors.control.fault({ vendor: 'oauth', fault, match: step })
        const answer = await comeBack(test, provider, returned)
        t.equal(outcome(answer), '503 provider_unavailable', `${provider}, ${step}, ${fault}: ${answer.body}`)
        t.ok(answer.headers['retry-after'])
        expect(await comeBack(test, provider, returned), '400 state_invalid', t)
      }
    }
  }
  for (const provider of ['google', 'kakao'] as const) {
    const returned = await goTo(test, provider)
    await vendors.control.fault({ vendor: 'oauth', fault: 'invalid_client', match: 'token' })
    expect(await comeBack(test, provider, returned), '503 provider_unavailable', t)
  }
  t.equal(await test.db.selectFrom('identity_tokens').select('hash').executeTakeFirst(), undefined)
  t.notMatch(test.logs(), /for tests only/)
})

t.test('a provider that never ends its answer is given up', async t => {
  const test = await testApp(t, env)
  const stuck = await Promise.all([goTo(test, 'google'), goTo(test, 'kakao')])
  await vendors.control.fault({ vendor: 'oauth', fault: 'slow_loris', match: 'google token' })
  await vendors.control.fault({ vendor: 'oauth', fault: 'timeout', match: 'kakao person' })
  const answers = await Promise.all([comeBack(test, 'google', stuck[0]), comeBack(test, 'kakao', stuck[1])])
  for (const answer of answers) expect(answer, '503 provider_unavailable', t)
})

t.test('a provider without keys, or that nobody knows, is not offered', async t => {
  const test = await testApp(t, { NAVER_CLIENT_ID: 'x', NAVER_CLIENT_SECRET: 'y' })
  expect(await test.app.inject('/user/login/google'), '404 provider_not_offered', t)
  expect(await comeBack(test, 'kakao', { code: 'x', state: 'y' }), '404 provider_not_offered', t)
  const { bearer } = await signUp(test, 'Linker')
  expect(await post(test.app, '/user/identities/google', undefined, bearer), '404 provider_not_offered', t)
  expect(
    await post(test.app, '/user/identities/google/callback', { code: 'x', state: 'y' }, bearer),
    '404 provider_not_offered',
    t,
  )
  t.match((await test.app.inject('/user/login/naver')).json().url, /^https:\/\/nid\.naver\.com\/oauth2\.0\/authorize\?/)
  expect(await test.app.inject('/user/login/apple'), '404 not_found', t)
  await t.rejects(testApp(t, { GOOGLE_CLIENT_ID: 'x' }), /GOOGLE_CLIENT_SECRET is required/)
})

t.test('a browser that sends cookies ends only the journey that it began', async t => {
  const test = await testApp(t, env)
  const begun = await test.app.inject('/user/login/google')
  const [cookie] = begun.cookies
  t.match(cookie, { name: 'mudig_login', httpOnly: true, sameSite: 'Lax', path: '/user', maxAge: 600 })
  const mine = await choose(begun.json().url, 'minji')
  const theirs = await goTo(test, 'google', 'junho')
  const headers = { cookie: `mudig_login=${cookie?.value}` }
  expect(await comeBack(test, 'google', theirs, headers), '400 state_invalid', t)
  expect(await comeBack(test, 'google', mine, headers), '200', t)
  expect(await comeBack(test, 'google', theirs), '200', t)
})

t.test('of parallel callbacks with one state one wins, and of parallel joins one', async t => {
  const test = await testApp(t, env)
  const returned = await goTo(test, 'google')
  const answers = await Promise.all(Array.from({ length: 8 }, () => comeBack(test, 'google', returned)))
  t.strictSame(answers.map(outcome).sort(), ['200', ...Array(7).fill('400 state_invalid')])
  const { signup_token } = answers.find(({ statusCode }) => statusCode === 200)!.json()
  const other = await newcomerToken(test, 'google')

  const joins = await Promise.all(
    Array.from({ length: 6 }, (_, i) => socialJoin(test, { name: `Racer ${i}`, signup_token })),
  )
  t.strictSame(joins.map(outcome).sort(), ['200', ...Array(5).fill('400 social_token_invalid')])
  const email = 'second@test.local'
  const second = { name: 'Second', email, email_token: await signupToken(test, email), signup_token: other }
  expect(await socialJoin(test, second), '400 identity_taken', t)
  t.equal((await test.db.selectFrom('users').select('id').execute()).length, 1, 'the loser left no user')
  t.equal((await test.db.selectFrom('identities').select('user_id').execute()).length, 1)
})

t.test('somebody signed in links and unlinks providers', async t => {
  const test = await testApp(t, env)
  const { app } = test
  const me = await signUp(test, 'Linker')
  expect(await link(test, me, 'kakao'), '200', t)
  expect(await link(test, me, 'kakao'), '200', t)
  expect(await link(test, me, 'kakao', 'sora'), '400 provider_linked', t)
  t.equal((await comeBack(test, 'kakao', await goTo(test, 'kakao'))).json().user.id, me.user.id)
  const other = await signUp(test, 'Other')
  expect(await link(test, other, 'kakao'), '400 identity_taken', t)

  const begun = (await post(app, '/user/identities/google', undefined, me.bearer)).json()
  const returned = await choose(begun.url, 'minji')
  expect(await comeBack(test, 'google', returned), '400 state_invalid', t)
  expect(await post(app, '/user/identities/google/callback', returned, other.bearer), '400 state_invalid', t)
  expect(
    await post(app, '/user/identities/google/callback', await goTo(test, 'google'), me.bearer),
    '400 state_invalid',
    t,
  )
  expect(await post(app, '/user/identities/google/callback', returned, me.bearer), '200', t)
  const linkNaver = async (change: Partial<Returned>) => {
    const { url } = (await post(app, '/user/identities/naver', undefined, me.bearer)).json()
    return post(app, '/user/identities/naver/callback', { ...(await choose(url, 'minji')), ...change }, me.bearer)
  }
  expect(await linkNaver({ code: '' }), '400 invalid_input', t)
  expect(await linkNaver({ code: 'made up' }), '400 provider_refused', t)
  await vendors.control.fault({ vendor: 'oauth', fault: '500', match: 'naver person' })
  expect(await linkNaver({}), '503 provider_unavailable', t)

  const unlink = (who: SignedUp, provider: Provider) =>
    app.inject({ method: 'DELETE', url: `/user/identities/${provider}`, headers: who.bearer })
  expect(await unlink(other, 'kakao'), '404 identity_not_found', t)
  expect(await unlink(me, 'kakao'), '200', t)
  expect(await unlink(me, 'kakao'), '404 identity_not_found', t)
  expect(await unlink(me, 'google'), '200', t)
  t.notOk(
    'user' in (await comeBack(test, 'google', await goTo(test, 'google'))).json(),
    'an unlinked identity is a newcomer',
  )
  const mails = await test.db
    .selectFrom('account_mails')
    .select(['email', 'kind', 'provider'])
    .where('provider', 'is not', null)
    .orderBy('id')
    .execute()
  t.strictSame(
    mails.map(({ email, kind, provider }) => `${email} ${kind} ${provider}`),
    ['provider_linked kakao', 'provider_linked google', 'provider_unlinked kakao', 'provider_unlinked google'].map(
      told => `linker@test.local ${told}`,
    ),
    'each change is told once, and nothing that did not happen',
  )

  await test.db
    .updateTable('sessions')
    .set({ created_at: minutesAgo(11) })
    .where('user_id', '=', me.user.id)
    .execute()
  expect(await link(test, me, 'naver'), '400 sign_in_again', t)
})

t.test('the last way in stays, also under parallel unlinking', async t => {
  const test = await testApp(t, env)
  const me = await joined(test)
  const unlink = (provider: Provider) =>
    test.app.inject({ method: 'DELETE', url: `/user/identities/${provider}`, headers: me.bearer })
  expect(await unlink('google'), '400 last_way_in', t)
  expect(await link(test, me, 'naver'), '200', t)
  const answers = await Promise.all([unlink('google'), unlink('naver')])
  t.strictSame(answers.map(outcome).sort(), ['200', '400 last_way_in'])
})

t.test('somebody who left cannot sign in, comes back by mail, and is forgotten when erased', async t => {
  const test = await testApp(t, env)
  const { app, db } = test
  const { bearer, user } = await joined(test)
  await db
    .updateTable('sessions')
    .set({ created_at: minutesAgo(11) })
    .execute()
  expect(await app.inject({ method: 'DELETE', url: '/user/withdrawal', headers: bearer }), '400 sign_in_again', t)
  const fresh = (await comeBack(test, 'google', await goTo(test, 'google'))).json()
  const headers = { authorization: `Bearer ${fresh.token.access}` }
  expect(await app.inject({ method: 'DELETE', url: '/user/withdrawal', headers }), '200', t)
  expect(await comeBack(test, 'google', await goTo(test, 'google')), '400 account_withdrawn', t)
  t.ok(
    await db.selectFrom('account_mails').select('id').where('kind', '=', 'recovery').executeTakeFirst(),
    'the way back is mailed',
  )

  await db
    .updateTable('users')
    .set({ erase_after: minutesAgo(1) })
    .where('id', '=', user.id)
    .execute()
  await db.transaction().execute(trx => erase(trx, user.id))
  t.equal(await db.selectFrom('identities').select('user_id').executeTakeFirst(), undefined)
  t.equal(await db.selectFrom('identity_tokens').select('hash').executeTakeFirst(), undefined)
  t.match((await comeBack(test, 'google', await goTo(test, 'google'))).json(), { message: '프로필 생성 진행' })
})

t.test('no state, verifier or token stands in a table or a log', async t => {
  const test = await testApp(t, env)
  const returned = await goTo(test, 'google')
  const { signup_token } = (await comeBack(test, 'google', returned)).json()
  const rows = JSON.stringify([
    await test.db.selectFrom('oauth_states').select(['hash', 'provider']).execute(),
    await test.db.selectFrom('identity_tokens').selectAll().execute(),
  ])
  for (const secret of [returned.state, returned.code, signup_token])
    t.notOk(rows.includes(secret) || test.logs().includes(secret))
})
