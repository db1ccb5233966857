import type { IncomingHttpHeaders } from 'node:http'
import Fastify from 'fastify'
import t, { type Test } from 'tap'
import { Type } from 'typebox'
import { outcome, testApp } from '../testing/app.js'
import { aListener } from '../testing/listeners.js'
import { auth, viewerId } from './auth.js'
import { crossOrigin } from './cors.js'
import { errorAnswers } from './errors.js'
import { isFromOwnPage, refuseOtherPage } from './origins.js'
import { cookies } from './social.js'

const ours = 'https://front.example'
const theirs = 'https://evil.example'

/** Routes of both kinds on the parts that give `config.social` its meaning. */
const setUp = async (t: Test) => {
  const test = await testApp(t, {
    NODE_ENV: 'production',
    PUBLIC_URL: 'https://api.example',
    CORS_ORIGINS: ours,
  })
  const me = await aListener(test)
  const access = me.bearer.authorization.replace('Bearer ', '')
  const app = Fastify()
  app.decorate('config', test.config)
  app.decorate('db', test.db)
  await app.register(crossOrigin)
  await app.register(cookies)
  await app.register(auth)
  await app.register(errorAnswers)
  const Who = Type.Object({ id: Type.Integer() })
  const schema = { response: { 200: Who } }
  for (const [path, config] of [
    ['/social', { social: true }],
    ['/others', {}],
  ] as const)
    for (const method of ['GET', 'POST', 'DELETE'] as const)
      app.route({
        method,
        url: path,
        config,
        schema,
        onRequest: app.requireUser,
        handler: async request => ({ id: request.user.id }),
      })
  app.route({
    method: ['GET', 'POST'],
    url: '/open',
    config: { social: true, nonFieldErrors: true },
    schema,
    onRequest: app.optionalUser,
    handler: async request => ({ id: viewerId(request) ?? 0 }),
  })
  t.teardown(() => app.close())
  const ask = (method: 'GET' | 'POST' | 'DELETE', url: string, headers: Record<string, string>) =>
    app.inject({ method, url, headers })
  return { app, ask, me, cookie: `access=${access}`, bearer: me.bearer }
}

t.test('the cookie signs in on social routes, where nothing else does', async t => {
  const { ask, me, cookie, bearer } = await setUp(t)
  t.strictSame((await ask('GET', '/social', { cookie })).json(), { id: me.id })
  t.equal(outcome(await ask('GET', '/others', { cookie })), '401 not_signed_in')
  t.strictSame((await ask('GET', '/open', { cookie })).json(), { id: me.id })
  t.strictSame((await ask('GET', '/open', { cookie: 'access=nonsense' })).json(), { id: 0 })
  t.equal(outcome(await ask('GET', '/social', { cookie: 'access=nonsense' })), '401 token_invalid')
  t.equal(outcome(await ask('GET', '/social', {})), '401 not_signed_in')
  t.equal(
    outcome(await ask('GET', '/social', { cookie, authorization: 'Bearer nonsense' })),
    '401 token_invalid',
    'a token that was sent counts',
  )
  t.equal((await ask('POST', '/others', bearer)).statusCode, 200)
})

t.test('what a cookie brings changes something from a page of ours only', async t => {
  const { ask, cookie, bearer } = await setUp(t)
  for (const method of ['POST', 'DELETE'] as const) {
    for (const origin of [ours, 'https://api.example'])
      t.equal((await ask(method, '/social', { cookie, origin })).statusCode, 200, origin)
    t.equal((await ask(method, '/social', { cookie, 'sec-fetch-site': 'same-origin' })).statusCode, 200)
    const foreign: Record<string, string>[] = [
      { origin: theirs },
      { origin: 'null' },
      { origin: '' },
      { origin: `${ours}.evil.example` },
      { origin: `${ours}:8443` },
      { origin: 'http://front.example' },
      { origin: 'http://localhost:3000' },
      { origin: theirs, 'sec-fetch-site': 'same-origin' },
      { origin: theirs, host: 'evil.example' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'none' },
      {},
    ]
    for (const headers of foreign) {
      const wrong = { cookie, ...headers }
      t.equal(outcome(await ask(method, '/social', wrong)), '403 origin_refused', JSON.stringify(headers))
      t.equal((await ask(method, '/social', { ...wrong, ...bearer })).statusCode, 200, 'no page can send a bearer')
    }
  }
  t.equal(outcome(await ask('POST', '/open', { cookie, origin: theirs })), '403 origin_refused')
  t.equal((await ask('POST', '/open', { origin: theirs })).statusCode, 200, 'nobody acts there')
  t.equal((await ask('GET', '/social', { cookie, origin: theirs })).statusCode, 200, 'and nobody there can read it')
})

t.test('credentials are for configured pages and social routes', async t => {
  const { app, ask, cookie } = await setUp(t)
  const allowed = async (method: 'GET' | 'OPTIONS', url: string, origin: string) => {
    const { headers } = await app.inject({
      method,
      url,
      headers: { origin, cookie, 'access-control-request-method': 'POST' },
    })
    return [headers['access-control-allow-origin'], headers['access-control-allow-credentials']]
  }
  t.strictSame(await allowed('GET', '/social', ours), [ours, 'true'])
  t.strictSame(await allowed('OPTIONS', '/social', ours), [ours, 'true'])
  t.strictSame(await allowed('GET', '/others', ours), [ours, undefined])
  t.strictSame(await allowed('OPTIONS', '/admin/jobs', ours), [ours, undefined])
  for (const method of ['GET', 'OPTIONS'] as const)
    t.strictSame(await allowed(method, '/social', theirs), [undefined, undefined])
  const refused = await ask('POST', '/social', { origin: ours })
  t.equal(refused.headers['access-control-allow-credentials'], 'true', 'failures can be read, too')
})

t.test('failures say their sentence as detail', async t => {
  const { ask, cookie } = await setUp(t)
  const body = (await ask('POST', '/social', { cookie, 'accept-language': 'en' })).json()
  t.equal(body.detail, 'Requests from this page are not accepted here.')
  t.equal(body.error, body.detail)
  t.notOk('non_field_errors' in body)
  t.strictSame((await ask('POST', '/open', { cookie, 'accept-language': 'en' })).json().non_field_errors, [body.detail])
  t.notOk('detail' in (await ask('POST', '/others', {})).json())
})

t.test('whose page it was', async t => {
  const config = { corsOrigins: [ours], environment: 'development' as const, publicUrl: undefined }
  const own = (headers: IncomingHttpHeaders) => isFromOwnPage(config, headers)
  t.ok(own({ origin: 'http://localhost:3000' }), 'a developer’s own machine')
  t.ok(own({ origin: 'http://10.0.0.7:8000', host: '10.0.0.7:8000' }), 'where nobody said our address, what was asked')
  t.notOk(own({ origin: 'http://10.0.0.7:9000', host: '10.0.0.7:8000' }))
  t.notOk(own({ origin: 'null', host: 'null' }))
  const gives = (headers: IncomingHttpHeaders) => {
    try {
      refuseOtherPage(config, headers)
      return true
    } catch {
      return false
    }
  }
  t.ok(gives({}), 'a program')
  t.ok(gives({ origin: ours }))
  t.notOk(gives({ origin: theirs }))
  t.notOk(gives({ 'sec-fetch-site': 'cross-site' }))
})
