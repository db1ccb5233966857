import Fastify from 'fastify'
import t from 'tap'
import { Type } from 'typebox'
import { testApp } from '../testing/app.js'
import { aListener } from '../testing/listeners.js'
import { auth, viewerId } from './auth.js'
import { errorAnswers } from './errors.js'
import type { Screen } from './screen.js'
import { validation } from './validation.js'

t.test('a failure stands in every place where the pages look', async t => {
  const test = await testApp(t)
  const me = await aListener(test)
  const app = Fastify()
  app.decorate('config', test.config)
  app.decorate('db', test.db)
  await app.register(auth)
  await app.register(validation)
  await app.register(errorAnswers)
  const open = (url: string, screen: Screen) =>
    app.route({
      method: 'POST',
      url,
      config: { screen },
      schema: {
        body: Type.Object({
          code: Type.Optional(Type.Integer()),
          confirm_password: Type.Optional(Type.String({ minLength: 8 })),
          products: Type.Optional(Type.Array(Type.Object({ quantity: Type.Integer({ minimum: 1 }) }))),
        }),
        response: { 200: Type.Object({ id: Type.Integer() }) },
      },
      onRequest: app.optionalUser,
      handler: async request => ({ id: viewerId(request) ?? 0 }),
    })
  open('/api/v1/things/', { fields: { confirm_password: 'password_confirm' } })
  open('/api/v1/signin/', { ignoresBadToken: true })
  t.teardown(() => app.close())
  const post = async (url: string, payload: object, authorization?: string) => {
    const { statusCode, body } = await app.inject({
      method: 'POST',
      url,
      payload,
      headers: authorization === undefined ? {} : { authorization },
    })
    return { status: statusCode, body: JSON.parse(body) as Record<string, unknown> }
  }

  const wrong = await post('/api/v1/things/', { confirm_password: 'short', products: [{ quantity: 0 }], code: 'x' })
  t.equal(wrong.status, 400)
  const { error, message, detail, password_confirm, products, code, non_field_errors } = wrong.body
  t.ok(error === message && error === detail)
  t.ok([password_confirm, products].every(said => Array.isArray(said) && said.length === 1))
  t.equal(code, 'invalid_input', 'a field cannot stand in for what the failure is called')
  t.equal(non_field_errors, undefined)

  const stale = await post('/api/v1/things/', {}, 'Bearer a.b.c')
  t.match(stale, { status: 401, body: { code: 'token_invalid', non_field_errors: [String] } })
  t.match(await post('/api/v1/things/', {}, 'Bearer null'), { status: 401 })
  t.match(await post('/api/v1/things/', {}), { status: 200, body: { id: 0 } })
  t.match(await post('/api/v1/things/', {}, me.bearer.authorization), { status: 200, body: { id: me.id } })
  t.match(await post('/api/v1/accounts//follow/', {}), { status: 404, body: { message: String } })
  t.match(await post('/api/v1/signin/', {}, 'Bearer a.b.c'), { status: 200, body: { id: 0 } })
})
