import { createVendors } from '@mudig/sandbox/vendors/server'
import t, { type Test } from 'tap'
import { outcome, signUp, type TestApp, testApp } from '../testing/app.js'

const vendors = await createVendors()
t.teardown(() => vendors.close())
t.beforeEach(() => vendors.control.reset())

const origin = 'https://front.example'
const env = {
  CORS_ORIGINS: origin,
  GOOGLE_CLIENT_ID: 'mudig-google',
  GOOGLE_CLIENT_SECRET: 'for tests only',
  OAUTH_GOOGLE_BASE_URL: vendors.oauthBaseUrls.google,
}

/** What Google's popup gives the page that opened it. */
const popup = async (person: string, state = 'of the page', redirect_uri = 'postmessage'): Promise<string> => {
  const query = new URLSearchParams({
    client_id: 'mudig-google',
    redirect_uri,
    response_type: 'code',
    scope: 'openid email',
    state,
    person,
  })
  const answer = await fetch(`${vendors.oauthBaseUrls.google}/o/oauth2/v2/auth?${query}`, { redirect: 'manual' })
  const location = answer.headers.get('location')
  if (location !== null) return new URL(location).searchParams.get('code')!
  return ((await answer.json()) as { code: string }).code
}

const setUp = async (t: Test, more: Record<string, string> = {}) => {
  const test = await testApp(t, { ...env, ...more })
  const logIn = (payload: object, headers: Record<string, string> = {}) =>
    test.app.inject({ method: 'POST', url: '/accounts/google/login', payload, headers: { origin, ...headers } })
  const begin = async ({ app }: TestApp = test) => {
    const answer = await app.inject('/accounts/google/login')
    return {
      ...answer.json<{ client_id: string; state: string }>(),
      cookie: `google_state=${answer.cookies[0]?.value}`,
    }
  }
  return { test, logIn, begin }
}

t.test('a code of a popup opens an account the first time and signs in from then on', async t => {
  const { test, logIn } = await setUp(t)
  const first = await logIn({ code: await popup('minji') })
  t.equal(first.statusCode, 200, first.body)
  t.match(first.json(), { access: String, refresh: String, user: { email: 'minji@mudig.local', username: /^user-/ } })
  t.strictSame(first.cookies.map(({ name }) => name).sort(), ['access', 'refresh_token'])
  const again = await logIn({ code: await popup('minji') })
  t.equal(again.json().user.handle, first.json().user.handle)
  t.equal((await test.db.selectFrom('users').select('id').execute()).length, 1)
  const code = await popup('minji')
  await logIn({ code })
  t.equal(outcome(await logIn({ code })), '400 provider_refused', 'a code is good once')
  t.equal(outcome(await logIn({ code: 'nonsense' })), '400 provider_refused')
})

t.test('an address never decides whose account it is', async t => {
  const { test, logIn } = await setUp(t)
  await signUp(test, 'Minji', 'minji@mudig.local')
  t.equal(outcome(await logIn({ code: await popup('minji') })), '400 email_taken')
  t.equal(
    outcome(await logIn({ code: await popup('junho') })),
    '400 email_not_confirmed',
    'one that Google has not verified',
  )
  t.equal((await test.db.selectFrom('users').select('id').execute()).length, 1)
})

t.test('a state is good once, in the browser that began', async t => {
  const { logIn, begin } = await setUp(t)
  const one = await begin()
  t.equal(one.client_id, 'mudig-google')
  const code = () => popup('minji', one.state)
  t.equal(outcome(await logIn({ code: await code(), state: 'another' }, { cookie: one.cookie })), '400 state_invalid')
  t.equal(outcome(await logIn({ code: await code() }, { cookie: one.cookie })), '400 state_invalid', 'begun with one')
  t.equal(outcome(await logIn({ code: await code(), state: 'never given' })), '400 state_invalid')
  t.equal(outcome(await logIn({ code: await code(), state: one.state }, { cookie: one.cookie })), '200')
  t.equal(outcome(await logIn({ code: await code(), state: one.state })), '400 state_invalid', 'spent')
})

t.test('codes of a callback page, where the configuration says that they are', async t => {
  const page = 'https://front.example/login/callback/'
  const { logIn } = await setUp(t, { GOOGLE_CODE_REDIRECT: page })
  t.equal(outcome(await logIn({ code: await popup('minji', 'x', page) })), '200')
  t.equal(outcome(await logIn({ code: await popup('minji') })), '400 provider_refused')
})

t.test('not from other pages, not without keys, and away is away', async t => {
  const { logIn } = await setUp(t)
  t.equal(
    outcome(await logIn({ code: await popup('minji') }, { origin: 'https://evil.example' })),
    '403 origin_refused',
  )
  await vendors.control.fault({ vendor: 'oauth', fault: '500', match: 'token' })
  t.equal(outcome(await logIn({ code: await popup('minji') })), '503 provider_unavailable')
  const { app } = await testApp(t)
  const asked = await app.inject({ method: 'POST', url: '/accounts/google/login', payload: { code: 'x' } })
  t.equal(outcome(asked), '404 provider_not_offered')
  t.equal(outcome(await app.inject('/accounts/google/login')), '404 provider_not_offered')
})
