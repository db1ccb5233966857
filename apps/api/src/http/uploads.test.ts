import Fastify from 'fastify'
import t, { type Test } from 'tap'
import { Type } from 'typebox'
import { form, outcome } from '../testing/app.js'
import { errorAnswers } from './errors.js'
import { readForm, type Upload, UploadField, uploads } from './uploads.js'
import { validation } from './validation.js'

const formReader = async (t: Test) => {
  const app = Fastify({ trustProxy: true })
  await app.register(validation)
  await app.register(uploads)
  await app.register(errorAnswers)
  const bodies: Record<string, string | Upload>[] = []
  const body = Type.Object({ name: Type.Optional(Type.String()), image: Type.Optional(UploadField('A picture.')) })
  let open = () => {}
  const gate = new Promise<void>(resolve => {
    open = resolve
  })
  const read = (request: { body: unknown }) => bodies.push({ ...(request.body as Record<string, string | Upload>) })
  // Ahead of validation, which would remove what the schema does not name.
  app.post('/', { preValidation: [readForm, async request => void read(request)], schema: { body } }, async () => {
    if (gated) await gate
    return {}
  })
  let gated = false
  t.teardown(() => {
    open()
    return app.close()
  })
  const send = (fields: Parameters<typeof form>[0], remoteAddress = '192.0.2.1') => {
    const { payload, headers } = form(fields)
    return app.inject({ method: 'POST', url: '/', payload, headers, remoteAddress })
  }
  return {
    send,
    bodies,
    open,
    closeGate: () => {
      gated = true
    },
  }
}

t.test('only what a route declares is kept, and of a repeated field the last', async t => {
  const { send, bodies } = await formReader(t)
  const big = Buffer.alloc(2_000_000, 1)
  const fields: Parameters<typeof form>[0] = [
    ['image', big],
    ['evil', big],
    ['other', 'text'],
    ['name', 'first'],
    ['name', 'last'],
    ['image', Buffer.from('second')],
  ]
  t.equal(outcome(await send(fields)), '200')
  const [body] = bodies
  t.strictSame(Object.keys(body!).sort(), ['image', 'name'])
  t.equal(body!.name, 'last')
  t.equal(String((body!.image as Upload).bytes), 'second')
  t.equal(outcome(await send([['name', big]])), '400 invalid_input', 'a file where a text belongs')
  t.equal((bodies[1]!.name as Upload).bytes.length, 0)
})

t.test('so many forms at once by one network, and so many in all', async t => {
  const { send, bodies, open, closeGate } = await formReader(t)
  closeGate()
  const held = []
  for (const network of [1, 2, 3]) {
    for (let i = 0; i < 8; i++) held.push(send([['name', 'a']], `192.0.2.${network}`))
    while (bodies.length < held.length) await new Promise(setImmediate)
    const more = await send([['name', 'a']], `192.0.2.${network}`)
    t.equal(outcome(more), '429 rate_limited')
    t.ok(Number(more.headers['retry-after']) > 0)
  }
  const elsewhere = await send([['name', 'a']], '192.0.2.4')
  t.equal(outcome(elsewhere), '503 unavailable')
  t.ok(Number(elsewhere.headers['retry-after']) > 0)
  open()
  for (const answer of await Promise.all(held)) t.equal(answer.statusCode, 200)
  t.equal(outcome(await send([['name', 'a']])), '200', 'afterwards there is room again')
})
