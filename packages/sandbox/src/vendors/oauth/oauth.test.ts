import { createHash } from 'node:crypto'
import t from 'tap'
import { createVendors } from '../server.js'

const vendors = await createVendors()
t.teardown(() => vendors.close())
t.beforeEach(() => vendors.control.reset())

const redirect_uri = 'http://localhost:3000/back'
const verifier = 'a verifier of at least forty-three characters, no less'
const challenge = createHash('sha256').update(verifier).digest('base64url')
const { google, kakao, naver } = vendors.oauthBaseUrls

const codeFrom = async (page: string, more: Record<string, string> = {}, person = 'minji') => {
  const query = new URLSearchParams({
    client_id: 'a',
    redirect_uri,
    response_type: 'code',
    state: 's',
    person,
    ...more,
  })
  const answer = await fetch(`${page}?${query}`, { redirect: 'manual' })
  return new URL(answer.headers.get('location') ?? '').searchParams
}
const trade = async (url: string, fields: Record<string, string>) => {
  const answer = await fetch(url, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: 'a',
      client_secret: 'b',
      redirect_uri,
      ...fields,
    }),
  })
  return { status: answer.status, body: await answer.json() }
}
const ask = async (url: string, token: string) => {
  const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } })
  return { status: answer.status, body: await answer.json() }
}

t.test('the page names everybody, and refuses what is not an authorisation request', async t => {
  const page = await fetch(
    `${kakao}/oauth/authorize?${new URLSearchParams({ client_id: 'a', redirect_uri, response_type: 'code', state: '"><b>' })}`,
  )
  const html = await page.text()
  for (const person of ['minji', 'junho', 'sora', 'refuse']) t.ok(html.includes(`data-person="${person}"`))
  t.notOk(html.includes('"><b>'))
  for (const wrong of [
    { redirect_uri: 'javascript:1' },
    { response_type: 'token' },
    { code_challenge: 'x', code_challenge_method: 'plain' },
  ]) {
    const query = new URLSearchParams({ client_id: 'a', redirect_uri, response_type: 'code', ...wrong } as Record<
      string,
      string
    >)
    t.equal((await fetch(`${google}/o/oauth2/v2/auth?${query}`)).status, 400)
  }
  t.same(Object.fromEntries(await codeFrom(`${naver}/oauth2.0/authorize`, {}, 'refuse')), {
    error: 'access_denied',
    state: 's',
  })
})

t.test('scopes that are not set up are refused', async t => {
  const pages = {
    google: `${google}/o/oauth2/v2/auth`,
    kakao: `${kakao}/oauth/authorize`,
    naver: `${naver}/oauth2.0/authorize`,
  }
  const statusFor = async (page: string, scope?: string) => {
    const query = new URLSearchParams({
      client_id: 'a',
      redirect_uri,
      response_type: 'code',
      ...(scope !== undefined && { scope }),
    })
    return (await fetch(`${page}?${query}`)).status
  }
  for (const page of Object.values(pages)) {
    t.equal(await statusFor(page), 200)
    for (const scope of ['undefined', '', 'openid undefined'])
      t.equal(await statusFor(page, scope), 400, `${page} "${scope}"`)
  }
  t.equal(await statusFor(pages.google, 'openid email'), 200)
  t.equal(await statusFor(pages.kakao, 'openid,account_email'), 200)
})

t.test('a code is good once, with its verifier, client and address', async t => {
  const pkce = { code_challenge: challenge, code_challenge_method: 'S256' }
  const fresh = async () => (await codeFrom(`${google}/o/oauth2/v2/auth`, pkce)).get('code')!
  const refused = { status: 400, body: { error: 'invalid_grant' } }
  const code = await fresh()
  t.match(await trade(`${google}/token`, { code, code_verifier: verifier }), {
    status: 200,
    body: { access_token: String, expires_in: 3_599 },
  })
  t.match(await trade(`${google}/token`, { code, code_verifier: verifier }), refused)
  const mistakes: Record<string, string>[] = [
    {},
    { code_verifier: 'another' },
    { code_verifier: verifier, client_id: 'x' },
    { code_verifier: verifier, redirect_uri: 'http://x' },
  ]
  for (const wrong of mistakes) t.match(await trade(`${google}/token`, { code: await fresh(), ...wrong }), refused)
  t.match(await trade(`${kakao}/oauth/token`, { code: await fresh(), code_verifier: verifier }), {
    status: 400,
    body: { error_code: 'KOE320' },
  })
  t.match(await trade(`${google}/token`, { code: await fresh(), client_secret: '' }), {
    status: 401,
    body: { error: 'invalid_client' },
  })
  t.match(
    await trade(`${naver}/oauth2.0/token`, { code: 'made up' }),
    { status: 200, body: { error: 'invalid_request' } },
    'Naver says 200',
  )
  const withoutIt: Record<string, string>[] = [{}, { state: 'another' }]
  for (const state of withoutIt) {
    const code = (await codeFrom(`${naver}/oauth2.0/authorize`, {}, 'minji')).get('code')!
    t.match(
      await trade(`${naver}/oauth2.0/token`, { code, ...state }),
      { body: { error: 'invalid_request' } },
      'and wants the state',
    )
  }
})

t.test('each provider tells of a person in its own words', async t => {
  const tokenOf = async (page: string, url: string, person: string) =>
    (await trade(url, { code: (await codeFrom(page, {}, person)).get('code')!, state: 's' })).body.access_token
  const atKakao = (person: string) => tokenOf(`${kakao}/oauth/authorize`, `${kakao}/oauth/token`, person)
  const minji = await atKakao('minji')
  t.match(await ask(`${kakao}/v2/user/me`, minji), {
    body: { id: Number, kakao_account: { email: /^minji/, is_email_verified: true } },
  })
  t.match((await ask(`${kakao}/v2/user/me`, await atKakao('sora'))).body.kakao_account, {
    has_email: false,
    email: undefined,
  })
  t.match(
    await ask(`${google}/v1/userinfo`, minji),
    { status: 401, body: { error: 'invalid_request' } },
    'a token of another provider',
  )
  const junho = await tokenOf(`${google}/o/oauth2/v2/auth`, `${google}/token`, 'junho')
  t.match((await ask(`${google}/v1/userinfo`, junho)).body, { sub: /^\d+$/, email_verified: false })
  const naverToken = await tokenOf(`${naver}/oauth2.0/authorize`, `${naver}/oauth2.0/token`, 'minji')
  t.match((await ask(`${naver}/v1/nid/me`, naverToken)).body, { resultcode: '00', response: { id: String } })
})

t.test('faults', async t => {
  await vendors.control.fault({ vendor: 'oauth', fault: '500', match: 'naver token' })
  t.equal((await trade(`${kakao}/oauth/token`, { code: 'x' })).status, 400, 'another provider is not met')
  t.equal((await trade(`${naver}/oauth2.0/token`, { code: 'x' })).status, 500)
  t.match(await vendors.control.calls('oauth'), [
    { query: 'kakao token', key: 'a' },
    { query: 'naver token', fault: '500' },
  ])
})
