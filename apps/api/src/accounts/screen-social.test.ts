import { createVendors } from '@mudig/sandbox/vendors/server'
import { providers } from '@mudig/shared/core/providers'
import t, { type Test } from 'tap'
import { outcome, post, testApp } from '../testing/app.js'

const vendors = await createVendors()
t.teardown(() => vendors.close())
t.beforeEach(() => vendors.control.reset())

const base = '/api/v1/accounts/social'
const pages = 'https://movies.example'

const setUp = async (t: Test, more: Record<string, string> = {}) => {
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
  const test = await testApp(t, { ...env, PUBLIC_URL: 'https://api.example', SCREEN_FRONT_END_URL: pages, ...more })
  const { app } = test
  /** Goes to the provider and chooses somebody there. @returns where the browser is sent, and what it keeps */
  const go = async (provider: string, person = 'minji') => {
    const begun = await app.inject(`${base}/login/${provider}/`)
    t.equal(begun.statusCode, 302, begun.body)
    const [cookie] = begun.cookies
    const chosen = await fetch(`${begun.headers.location}&person=${person}`, { redirect: 'manual' })
    const back = new URL(chosen.headers.get('location')!)
    t.equal(`${back.origin}${back.pathname}`, `https://api.example${base}/callback/${provider}/`)
    return { url: `${back.pathname}${back.search}`, cookies: { [cookie!.name]: cookie!.value } }
  }
  const arrive = async (provider: string, person?: string) => {
    const answer = await app.inject(await go(provider, person))
    t.equal(answer.statusCode, 302, answer.body)
    t.match(answer.headers, { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' })
    return new URL(`${answer.headers.location}`)
  }
  return { test, app, db: test.db, go, arrive }
}

t.test('existing pages find a brief token and a code that works once in its place', async t => {
  const { test, app, db, arrive } = await setUp(t)
  const { origin, pathname, hash } = await arrive('google')
  t.strictSame([origin, pathname, hash], [pages, '/front/accounts/profile.html', ''])
  const { searchParams } = await arrive('google')
  t.strictSame([...searchParams.keys()], ['access_token', 'refresh_token', 'nickname', 'email'])
  const [access, code, nickname] = ['access_token', 'refresh_token', 'nickname'].map(name => searchParams.get(name)!)
  t.equal((await db.selectFrom('users').select('id').execute()).length, 1, 'known the second time')
  t.match(nickname, /^user-/)
  const claims = JSON.parse(Buffer.from(access!.split('.')[1]!, 'base64url').toString())
  t.equal(claims.exp - claims.iat, 60)
  const own = await app.inject({ url: `/api/v1/accounts/${nickname}/`, headers: { authorization: `Bearer ${access}` } })
  t.match(own.json(), { nickname, email: searchParams.get('email') })

  t.equal(outcome(await post(app, '/user/api/token/refresh', { refresh: code })), '401 refresh_invalid', 'only there')
  const both = await Promise.all(
    ['/api/v1/accounts/token/refresh/', '/api/v1/token/refresh/'].map(url => post(app, url, { refresh: code })),
  )
  const [one, two] = both.map(answer => answer.json<{ access: string; refresh: string }>())
  t.match(one, { access: String, refresh: String })
  t.equal(two!.refresh, one!.refresh, 'the same to whoever asks at the same moment')
  await db
    .updateTable('refresh_uses')
    .set({ used_at: new Date(0) })
    .execute()
  t.equal(outcome(await post(app, '/api/v1/token/refresh/', { refresh: code })), '400 refresh_ended')
  t.equal(
    outcome(await post(app, '/api/v1/token/refresh/', { refresh: one!.refresh })),
    '400 refresh_ended',
    'whoever else had the code is out, too',
  )
  t.notMatch(test.logs(), code!.split('.')[1]!)
})

t.test('other pages find the code in the fragment, good for an hour', async t => {
  const { app, db, arrive } = await setUp(t, { LEGACY_SOCIAL_QUERY: 'false' })
  const there = await arrive('kakao')
  t.equal(there.search, '')
  const code = new URLSearchParams(there.hash.slice(1)).get('code')!
  for (const wrong of [`${code}x`, code.slice(1), `${code.slice(0, -2)}AA`])
    t.equal(outcome(await post(app, `${base}/token/`, { code: wrong })), '400 refresh_ended')
  const traded = await post(app, `${base}/token/`, { code }, { authorization: 'Bearer a.b.c' })
  t.match(traded.json(), { access: String, refresh: String, id: Number, nickname: /^user-/, gender: '', bio: '' })
  t.equal((await post(app, '/api/v1/token/refresh/', { refresh: traded.json().refresh })).statusCode, 200)
  t.equal(outcome(await post(app, `${base}/token/`, { code: traded.json().refresh })), '400 refresh_ended', 'no token')
  const later = new URLSearchParams((await arrive('kakao')).hash.slice(1)).get('code')!
  await db
    .updateTable('sessions')
    .set({ created_at: new Date(Date.now() - 3_700_000) })
    .execute()
  t.equal(outcome(await post(app, `${base}/token/`, { code: later })), '400 refresh_ended', 'after an hour')
})

t.test('only the browser that began gets in, once', async t => {
  const { app, go } = await setUp(t)
  const { url, cookies } = await go('google')
  t.equal(outcome(await app.inject({ url })), '400 state_invalid', 'a link that somebody sent')
  t.equal(outcome(await app.inject({ url, cookies: { mudig_login: 'x' } })), '400 state_invalid')
  t.equal((await app.inject({ url, cookies })).statusCode, 302)
  t.equal(outcome(await app.inject({ url, cookies })), '400 state_invalid', 'again')
  const refused = await app.inject({ url: `${base}/callback/google/?error=access_denied&state=x`, cookies })
  t.equal(outcome(refused), '400 provider_refused')
  const page = await app.inject({ url: `${base}/callback/google/`, headers: { accept: 'text/html' } })
  t.match(page.headers['content-type'], /html/)
  t.equal((await app.inject(`${base}/login/myspace/`)).statusCode, 404)
  const bare = await testApp(t)
  t.equal(outcome(await bare.app.inject(`${base}/login/google/`)), '404 provider_not_offered')
})
