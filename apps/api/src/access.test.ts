import { randomUUID } from 'node:crypto'
import { linkToken } from '@mudig/shared/accounts/links'
import t from 'tap'
import { forge, goodPassword, outcome, post, signUp, testApp } from './testing/app.js'

/** Whoever adds a route that anybody may call says so here. */
const open = [
  'GET /accounts/google/login',
  'GET /accounts/users/{handle}',
  'GET /api/v1/accounts/activate/{uidb64}/{token}',
  'GET /api/v1/accounts/social/callback/{provider}',
  'GET /api/v1/accounts/social/login/{provider}',
  'GET /api/v1/accounts/{nickname}',
  'GET /api/v1/movies',
  'GET /api/v1/movies/search',
  'GET /api/v1/movies/{movie_pk}',
  'GET /api/v1/products',
  'GET /api/v1/products/{pk}',
  'GET /api/v1/reviews/detail/{id}',
  'GET /api/v1/reviews/sentiment/{id}',
  'GET /api/v1/reviews/{id}',
  'GET /api/v1/reviews/{id}/comments',
  'GET /api/v1/reviews/{id}/comments/{comment_id}',
  'GET /comment',
  'GET /comment/{id}',
  'GET /comments',
  'GET /comments/{uuid}/replies',
  'GET /healthz',
  'GET /likes/comment-likes',
  'GET /likes/comment-likes/{uuid}',
  'GET /likes/post-likes',
  'GET /likes/post-likes/{uuid}',
  'GET /likes/reply-likes',
  'GET /likes/reply-likes/{uuid}',
  'GET /media/{folder}/{file}',
  'GET /oembed',
  'GET /playlist/shared/{slug}',
  'GET /posts/latest',
  'GET /posts/latest/{handle}',
  'GET /posts/p',
  'GET /posts/p/{uuid}',
  'GET /posts/recommand',
  'GET /posts/tags',
  'GET /products',
  'GET /products/latest/{handle}',
  'GET /products/products',
  'GET /products/products/{uuid}',
  'GET /products/recommend',
  'GET /products/{uuid}',
  'GET /products/{uuid}/go',
  'GET /readyz',
  'GET /recommend-products',
  'GET /song',
  'GET /song/charts',
  'GET /song/feed/{file}',
  'GET /song/home/{n}',
  'GET /song/play/{id}',
  'GET /song/playview/{id}/{seconds}',
  'GET /song/search',
  'GET /song/secret/{slug}',
  'GET /song/sets',
  'GET /song/sets/shared/{slug}',
  'GET /song/sets/{id}',
  'GET /song/sets/{id}/comments',
  'GET /song/shared/{slug}',
  'GET /song/streams/{offset}',
  'GET /song/{id}',
  'GET /song/{id}/hls.m3u8',
  'GET /song/{id}/stream',
  'GET /song/{id}/stream.m4a',
  'GET /song/{id}/waveform',
  'GET /song/{id}/waveform.dat',
  'GET /tags',
  'GET /user/export/{token}',
  'GET /user/login/{provider}',
  'POST /accounts/google/login',
  'POST /accounts/login',
  'POST /accounts/password/reset',
  'POST /accounts/password/reset/confirm',
  'POST /accounts/registration',
  'POST /accounts/registration/verify-email',
  'POST /accounts/token/refresh',
  'POST /accounts/token/verify',
  'POST /api/v1/accounts',
  'POST /api/v1/accounts/activate/{uidb64}/{token}',
  'POST /api/v1/accounts/signin',
  'POST /api/v1/accounts/social/token',
  'POST /api/v1/accounts/token/refresh',
  'POST /api/v1/products/payments/webhook',
  'POST /api/v1/token/refresh',
  'POST /appeals',
  'POST /images/sent',
  'POST /song/{id}/plays',
  'POST /user/api/token/refresh',
  'POST /user/checkname',
  'POST /user/find_pw',
  'POST /user/findemail',
  'POST /user/join',
  'POST /user/login',
  'POST /user/login/{provider}/callback',
  'POST /user/otp',
  'POST /user/otp/verify',
  'POST /user/sign-in',
  'POST /user/sign-up',
  'POST /user/sign-up/app',
  'POST /user/sign-up/google',
  'POST /user/socialjoin',
]

interface Operation {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: string
  /** The one scheme that lets somebody in; undefined for an open route. */
  scheme: string | undefined
}

t.test('every documented route lets in whom it says, and nobody with any other token', async t => {
  const test = await testApp(t)
  const { app, config, db } = test
  const document: { paths: Record<string, Record<string, { security?: Record<string, []>[] }>> } = (
    await app.inject('/api/json')
  ).json()
  const operations: Operation[] = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { security = [] }]) => ({
      method: method.toUpperCase() as Operation['method'],
      path,
      scheme: security.flatMap(Object.keys)[0],
    })),
  )
  const nameOf = ({ method, path }: Operation) => `${method} ${path}`
  t.strictSame(
    operations
      .filter(({ scheme }) => scheme === undefined)
      .map(nameOf)
      .sort(),
    open,
    'the open routes are those named here',
  )

  const { user, token } = await signUp(test, 'Somebody')
  const gone = await signUp(test, 'Gone')
  const left = await app.inject({
    method: 'DELETE',
    url: '/user/withdrawal',
    headers: gone.bearer,
    payload: { password: goodPassword },
  })
  t.equal(left.statusCode, 200)
  await post(app, '/user/find_pw', { email: 'somebody@test.local' })
  const link = await db.selectFrom('account_mails').select(['id', 'nonce', 'email']).executeTakeFirstOrThrow()

  const now = Math.floor(Date.now() / 1_000)
  const sid = token.refresh.split('.')[0]
  const claims = {
    sub: `${user.id}`,
    sid,
    typ: 'access',
    jti: randomUUID(),
    iss: 'mudig',
    aud: 'mudig-api',
    iat: now,
    exp: now + 60,
  }
  const header = { alg: 'HS256', typ: 'JWT' }
  const badTokens = {
    expired: forge(config.jwtSecret, header, { ...claims, iat: now - 900, exp: now - 1 }),
    'with another key': forge('another key of at least 32 characters', header, claims),
    unsigned: forge('', { alg: 'none', typ: 'JWT' }, claims),
    'of another type': forge(config.jwtSecret, header, { ...claims, typ: 'reset' }),
    'for refreshing': token.refresh,
    'of somebody who left': gone.token.access,
    'of nobody': 'nonsense',
  }
  const links = {
    'a link that resets': linkToken(config.otpSecret, link, 'reset'),
    'a link back': linkToken(config.otpSecret, link, 'reactivate'),
  }
  const ask = ({ method, path }: Operation, bearer: string | undefined, payload?: object) =>
    app.inject({
      method,
      url: path.replace(/\{\w+\}/g, '1'),
      headers: bearer === undefined ? {} : { authorization: `Bearer ${bearer}` },
      ...(payload && { payload }),
    })

  for (const operation of operations) {
    if (operation.scheme === 'bearer') {
      t.equal(outcome(await ask(operation, undefined)), '401 not_signed_in', nameOf(operation))
      for (const [what, bad] of Object.entries({ ...badTokens, ...links }))
        t.equal(outcome(await ask(operation, bad)), '401 token_invalid', `${nameOf(operation)}, a token ${what}`)
    } else if (operation.scheme === 'link') {
      const wrongLink = operation.path === '/user/pwchange' ? links['a link back'] : links['a link that resets']
      for (const [what, bad] of Object.entries({
        none: undefined,
        ...badTokens,
        'good elsewhere': token.access,
        'the other link': wrongLink,
      }))
        t.equal(
          outcome(await ask(operation, bad, { new_password: goodPassword, password: goodPassword })),
          '400 link_invalid',
          `${nameOf(operation)}, a token ${what}`,
        )
    } else if (operation.scheme === 'staff') {
      for (const bearer of [undefined, token.access])
        t.match((await ask(operation, bearer)).statusCode, /^40[13]$/, nameOf(operation))
    }
  }
  t.strictSame([...new Set(operations.map(({ scheme }) => scheme ?? 'open'))].sort(), [
    'bearer',
    'link',
    'open',
    'staff',
  ])
})
