import t from 'tap'
import { outcome, testApp } from '../testing/app.js'
import { aListener } from '../testing/listeners.js'
import { seedCode, seedCodesOf } from './seed.js'

const text = { 'content-type': 'text/plain;charset=UTF-8' }

t.test('a bare token, JSON that is called text, and codes in message, where a route says so', async t => {
  const test = await testApp(t)
  const { app } = test
  const [me, other] = [await aListener(test), await aListener(test)]
  const bare = { authorization: me.bearer.authorization.slice('Bearer '.length) }

  for (const headers of [bare, me.bearer])
    t.match((await app.inject({ url: '/user', headers })).json(), { data: { user_id: me.id, user_name: me.name } })
  t.equal(outcome(await app.inject({ url: '/user/profile', headers: bare })), '401 token_invalid', 'nowhere else')
  for (const [headers, message] of [
    [{}, 'LOGIN_REQUIRED'],
    [{ authorization: 'nonsense' }, 'UNAUTHORIZED'],
    [{ authorization: ` ${bare.authorization}x` }, 'UNAUTHORIZED'],
    [{ authorization: `${bare.authorization} ${bare.authorization}` }, 'UNAUTHORIZED'],
    [{ authorization: 'Bearer' }, 'UNAUTHORIZED'],
    [{ authorization: 'null' }, 'UNAUTHORIZED'],
  ] as const) {
    const answer = await app.inject({ url: '/user/', headers })
    t.match([answer.statusCode, answer.json()], [401, { message, error: String, code: String, request_id: String }])
  }
  t.notOk('message' in (await app.inject({ url: '/user/profile' })).json(), 'elsewhere failures are as they were')

  const follow = (payload: string, headers: Record<string, string>) =>
    app.inject({ method: 'POST', url: '/user/follow', headers: { ...bare, ...headers }, payload })
  const body = JSON.stringify({ to_follow_id: other.id })
  t.match((await follow(body, text)).json(), { message: 'FOLLOWED', is_following: true })
  t.match((await follow(body, { 'content-type': 'text/plain' })).json(), { message: 'UNFOLLOWED' })
  t.match((await follow(body, { 'content-type': 'application/json' })).json(), { message: 'FOLLOWED' })
  for (const [payload, headers, wanted, message] of [
    ['{"to_follow_id":', text, '400 malformed_body', 'INVALID_KEY'],
    ['', text, '400 invalid_input', 'INVALID_KEY'],
    ['{}', text, '400 invalid_input', 'INVALID_KEY'],
    ['[]', text, '400 invalid_input', 'INVALID_KEY'],
    ['{"to_follow_id":"x"}', text, '400 invalid_input', 'INVALID_KEY'],
    ['{"__proto__":{}}', text, '400 malformed_body', 'INVALID_KEY'],
    [body, { 'content-type': 'text/plain; charset=euc-kr' }, '415 unsupported_media_type', 'UNSUPPORTED_MEDIA_TYPE'],
    [body, { 'content-type': 'text/plainer' }, '415 unsupported_media_type', 'UNSUPPORTED_MEDIA_TYPE'],
    [body, { 'content-type': 'text/html' }, '415 unsupported_media_type', 'UNSUPPORTED_MEDIA_TYPE'],
    [`{"to_follow_id":${me.id}}`, text, '400 follow_oneself', 'SELF_FOLLOW'],
    ['{"to_follow_id":987654}', text, '404 user_not_found', 'USER_NOT_FOUND'],
  ] as const) {
    const answer = await follow(payload, headers)
    t.equal(outcome(answer), wanted, `${payload} ${answer.body}`)
    t.equal(answer.json().message, message, payload)
  }
  const elsewhere = await app.inject({
    method: 'PUT',
    url: '/notification/read',
    headers: { ...me.bearer, ...text },
    payload: '{"all":true}',
  })
  t.equal(outcome(elsewhere), '415 unsupported_media_type', 'text is no JSON elsewhere')
})

t.test('the document says which paths these are, and what their codes are', async t => {
  const { app } = await testApp(t)
  const { paths, components } = (await app.inject('/api/json')).json()
  const { post } = paths['/user/follow']
  t.match(post.security, [{ bearer: [] }, { bare: [] }])
  t.match(post.description, /bare token/)
  t.match(components.securitySchemes.bare, { type: 'apiKey', in: 'header', name: 'Authorization' })
  const whole = JSON.stringify([post, components.responses])
  for (const code of ['SELF_FOLLOW', 'LOGIN_REQUIRED', 'INVALID_KEY']) t.match(whole, code)
  t.strictSame(paths['/user/profile'].get.security, [{ bearer: [] }])
})

t.test('a failure is called by what is declared, then by what is general, then by our code', async t => {
  const seed = { codes: { a: 'FIRST' }, missing: { word: 'NO_WORD' }, fields: { word: 'BAD_WORD', age: 'BAD_AGE' } }
  t.equal(seedCode(seed, 'a'), 'FIRST')
  t.equal(seedCode(seed, 'not_signed_in'), 'LOGIN_REQUIRED')
  t.equal(seedCode(seed, 'some_thing'), 'SOME_THING')
  for (const [field, rule, wanted] of [
    ['word', 'required', 'NO_WORD'],
    ['word', 'minLength', 'NO_WORD'],
    ['word', 'maxLength', 'BAD_WORD'],
    ['age', 'required', 'INVALID_KEY'],
    ['age', 'minLength', 'BAD_AGE'],
    ['other', 'type', 'INVALID_KEY'],
  ] as const)
    t.equal(seedCode(seed, 'invalid_input', [{ field, rule, message: '' }]), wanted, `${field} ${rule}`)
  t.strictSame(seedCodesOf(seed, 'invalid_input'), ['INVALID_KEY', 'NO_WORD', 'BAD_WORD', 'BAD_AGE'])
  t.strictSame(seedCodesOf({}, 'a_b'), ['A_B'])
})
