import { connect } from 'node:net'
import t from 'tap'
import { form, goodPassword, outcome, post, postForm, signUp, startApp, testApp, testConfig } from '../testing/app.js'
import { dereference } from '../testing/dereference.js'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

t.test('one shape for every failure', async t => {
  const { app } = await testApp(t)
  const json = { 'content-type': 'application/json' }
  const answers = {
    '404 not_found': await app.inject('/no/such/place'),
    '404 not_found for a broken address': await app.inject('/user/%zz'),
    '404 not_found for a body of no kind that we read': await app.inject({
      method: 'POST',
      url: '/no/such/place',
      headers: { 'content-type': 'text/plain' },
      payload: 'email',
    }),
    '404 not_found for another method': await app.inject({ method: 'DELETE', url: '/user/otp' }),
    '400 malformed_body': await app.inject({ method: 'POST', url: '/user/otp', headers: json, payload: '{"email":' }),
    '400 malformed_body for nothing where JSON was announced': await app.inject({
      method: 'POST',
      url: '/user/otp',
      headers: json,
      payload: '',
    }),
    '400 malformed_body for a prototype': await app.inject({
      method: 'POST',
      url: '/user/otp',
      headers: json,
      payload: '{"__proto__":{"email":"a@b.co"}}',
    }),
    '415 unsupported_media_type': await app.inject({
      method: 'POST',
      url: '/user/otp',
      headers: { 'content-type': 'text/plain' },
      payload: 'email',
    }),
    '415 unsupported_media_type for XML': await app.inject({
      method: 'POST',
      url: '/user/otp',
      headers: { 'content-type': 'application/xml' },
      payload: '<email/>',
    }),
    '415 unsupported_media_type for a form where none is read': await app.inject({
      method: 'POST',
      url: '/user/otp',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'email=a@b.co',
    }),
    '413 body_too_large': await post(app, '/user/otp', { email: 'x'.repeat(65 * 1024) }),
    '401 not_signed_in': await post(app, '/user/logout'),
    '400 invalid_input': await post(app, '/user/otp', {}),
    '400 malformed_body for a form without its boundary': await app.inject({
      method: 'POST',
      url: '/user/join',
      headers: { 'content-type': 'multipart/form-data' },
      payload: 'x',
    }),
    '400 malformed_body for a form that ends too early': await app.inject({
      method: 'POST',
      url: '/user/join',
      headers: form([]).headers,
      payload: '--a-boundary-between-fields\r\nContent-Disp',
    }),
  }
  for (const [wanted, answer] of Object.entries(answers)) {
    t.equal(outcome(answer), wanted.split(' for ')[0], wanted)
    const { error, request_id, details, ...rest } = answer.json()
    t.match(error, /[가-힣]/, 'in Korean')
    t.strictSame(Object.keys(rest), ['code'])
    t.equal(Array.isArray(details), rest.code === 'invalid_input')
    t.equal(answer.headers['x-request-id'] ?? request_id, request_id)
    t.match(answer.headers['content-type'], 'application/json')
  }
})

t.test('a person with a browser is shown a sentence, a program its JSON', async t => {
  const { app } = await testApp(t)
  const get = (url: string, accept?: string) => app.inject({ url, headers: accept === undefined ? {} : { accept } })
  const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'
  const home = await get('/', browser)
  t.match([home.statusCode, home.headers.location], [302, '/api/swagger'])
  for (const accept of [undefined, '*/*', 'application/json']) t.equal(outcome(await get('/', accept)), '404 not_found')
  for (const [url, status] of [
    ['/no/such/place', 404],
    [`/user/export/${'A'.repeat(43)}`, 404],
    ['/user/%zz', 404],
    ['/playlist/myplaylist', 401],
  ] as const) {
    const page = await get(url, browser)
    t.match([page.statusCode, page.headers['content-type']], [status, 'text/html; charset=utf-8'], url)
    t.match(page.body, /<h1>[^<]*[가-힣]/)
    t.match(page.body, /[a-z_]+ · [0-9a-f-]{36}</, 'which helps whoever is asked')
    t.match(page.headers.vary, /Accept/)
    t.match((await get(url, 'application/json')).headers['content-type'], 'application/json')
  }
})

t.test('a script in the browser inside of a messenger gets its JSON, as anywhere else', async t => {
  const { app } = await testApp(t)
  const agents = [
    'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Version/4.0 Chrome/120.0 Mobile Safari/537.36;KAKAOTALK 10.4.5',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 DaumApps/8.0 DaumDevice/mobile',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 [Pinterest/iOS]',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Snapchat/12.0',
    'facebookexternalhit/1.1; kakaotalk-scrap/1.0; +https://devtalk.kakao.com/t/scrap/33984',
  ]
  for (const agent of agents) {
    for (const accept of [
      undefined,
      '*/*',
      'text/event-stream',
      'application/json, text/plain, */*',
      'text/html;q=0.5, */*',
    ]) {
      for (const url of ['/playlist/myplaylist', '/', '/no/such/place']) {
        const answer = await app.inject({
          url,
          headers: { 'user-agent': agent, ...(accept !== undefined && { accept }) },
        })
        t.match(answer.headers['content-type'], 'application/json', `${url} ${accept} ${agent}`)
      }
    }
    const opened = await app.inject({
      url: '/no/such/place',
      headers: { 'user-agent': agent, accept: 'text/html,*/*;q=0.8' },
    })
    t.match(opened.headers['content-type'], 'text/html', 'what a person opens is a page')
  }
})

t.test('invalid input names each field and its rule, in the language that was asked for', async t => {
  const { app } = await testApp(t)
  const korean = await post(app, '/user/login', { email: '', password: 'x'.repeat(129) })
  t.strictSame(korean.json().details, [
    { field: 'email', rule: 'minLength', message: '비어 있을 수 없습니다.' },
    { field: 'password', rule: 'maxLength', message: '128자 이하여야 합니다.' },
  ])
  const english = await post(app, '/user/login', { email: ['a'] }, { 'accept-language': 'de, en;q=0.8, ko;q=0.5' })
  t.equal(english.headers['content-language'], 'en')
  t.strictSame(english.json().details, [
    { field: 'password', rule: 'required', message: 'is required.' },
    { field: 'email', rule: 'type', message: 'must be of type string.' },
  ])
  t.match(english.json().error, 'Some of the input is not valid. (password: is required.)')
  t.equal(outcome(await post(app, '/user/login', [])), '400 invalid_input')
})

t.test('an address that no row can have is 404, whatever is wrong with it', async t => {
  const test = await testApp(t)
  const { bearer } = await signUp(test, 'Reader')
  for (const id of ['0', '-1', '1.5', 'abc', '9007199254740992', '99999999999999999999', '1%00', '%F0%9F%8E%A7']) {
    t.equal(outcome(await test.app.inject({ url: `/playlist/detail/${id}`, headers: bearer })).slice(0, 3), '404', id)
  }
})

t.test('nothing that is sent as text makes a 500', async t => {
  const test = await testApp(t)
  const nasty = [
    '\u0000',
    'a\u0000b',
    '\ud800',
    'e\u0301'.repeat(5),
    '\u202e\u202d',
    '🎧'.repeat(50),
    'x'.repeat(60_000),
    ' ',
    '"; drop table users --',
    '{{7*7}}',
    '\u2028',
  ]
  for (const text of nasty) {
    for (const [url, body] of [
      ['/user/otp', { email: text }],
      ['/user/otp', { email: `${text}@test.local` }],
      ['/user/otp/verify', { email: 'a@test.local', otp: text }],
      ['/user/login', { email: text, password: text }],
      ['/user/api/token/refresh', { refresh: text }],
    ] as [string, { email?: string }][]) {
      const answer = await post(test.app, url, body)
      // RFC 5321 allows braces and stars before the @.
      const isAddress = text === '{{7*7}}' && body.email === `${text}@test.local`
      t.ok((isAddress ? [200] : [400, 401, 413, 429]).includes(answer.statusCode), `${url} ${answer.body}`)
    }
    const joined = await postForm(test.app, '/user/join', [
      ['email', 'a@test.local'],
      ['password', text],
      ['name', text],
      ['about', text],
      ['signup_token', text],
      [text.slice(0, 50), text],
    ])
    t.ok([400, 413].includes(joined.statusCode), joined.body)
  }
  t.notMatch(test.logs(), '"status":500')
})

t.test('a body of nothing but brackets makes no 500, whether a body is wanted or not', async t => {
  const test = await testApp(t)
  const { bearer } = await signUp(test, 'Digger')
  for (const url of ['/accounts/logout', '/playlist/create'])
    for (const payload of [
      `${'['.repeat(30_000)}${']'.repeat(30_000)}`,
      `${'{"a":'.repeat(9_000)}1${'}'.repeat(9_000)}`,
    ]) {
      const headers = { ...bearer, 'content-type': 'application/json' }
      const answer = await test.app.inject({ method: 'POST', url, headers, payload })
      t.ok(answer.statusCode < 500, `${url} ${answer.body}`)
    }
})

t.test('a trailing slash makes no difference, without a redirect', async t => {
  const { app } = await testApp(t)
  for (const url of ['/healthz/', '/api/json/', '/readyz/']) t.equal((await app.inject(url)).statusCode, 200, url)
  t.equal(outcome(await post(app, '/user/logout/')), '401 not_signed_in')
})

t.test('a request id is taken over when it is sane and made otherwise', async t => {
  const { app, logs } = await testApp(t)
  const idFor = async (given?: string) =>
    (await app.inject({ url: '/healthz', headers: given === undefined ? {} : { 'x-request-id': given } })).headers[
      'x-request-id'
    ]
  t.equal(await idFor('web-1234.abcd_EF'), 'web-1234.abcd_EF')
  for (const odd of [undefined, 'short', 'has space in it', 'x'.repeat(65), '<script>alert(1)</script>'])
    t.match(await idFor(odd), uuid)
  t.match(logs(), '"request_id":"web-1234.abcd_EF"')
})

t.test('front ends elsewhere may call, also when the answer is an error', async t => {
  const { app } = await testApp(t, {
    NODE_ENV: 'production',
    CORS_ORIGINS: 'https://mudig.example, https://www.mudig.example',
  })
  const origin = 'https://www.mudig.example'
  const preflight = await app.inject({
    method: 'OPTIONS',
    url: '/playlist/create',
    headers: {
      origin,
      'access-control-request-method': 'DELETE',
      'access-control-request-headers': 'authorization,content-type,idempotency-key,prefer,last-event-id',
    },
  })
  t.equal(preflight.statusCode, 204)
  t.equal(preflight.headers['access-control-allow-origin'], origin)
  for (const method of ['GET', 'POST', 'PUT', 'DELETE'])
    t.match(preflight.headers['access-control-allow-methods'], method)
  for (const name of ['authorization', 'content-type', 'idempotency-key', 'prefer', 'last-event-id'])
    t.match(preflight.headers['access-control-allow-headers'], name)
  const failed = await post(app, '/user/logout', undefined, { origin })
  t.equal(failed.statusCode, 401)
  t.equal(failed.headers['access-control-allow-origin'], origin)
  for (const name of ['location', 'retry-after', 'x-request-id'])
    t.match(failed.headers['access-control-expose-headers'], name)
  for (const stranger of ['https://evil.example', 'https://www.mudig.example.evil.example', 'http://localhost:3000']) {
    t.not(
      (await app.inject({ url: '/healthz', headers: { origin: stranger } })).headers['access-control-allow-origin'],
      stranger,
    )
  }
})

t.test('development lets every local origin in', async t => {
  const { app } = await testApp(t, { NODE_ENV: 'development', LOG_PRETTY: 'false' })
  for (const origin of ['http://localhost:5173', 'http://127.0.0.1:3000', 'https://localhost']) {
    t.equal((await app.inject({ url: '/healthz', headers: { origin } })).headers['access-control-allow-origin'], origin)
  }
  t.not(
    (await app.inject({ url: '/healthz', headers: { origin: 'http://localhost.evil.example' } })).headers[
      'access-control-allow-origin'
    ],
    'http://localhost.evil.example',
  )
})

t.test('the document describes every route with its statuses, and the pages load nothing from elsewhere', async t => {
  const { app } = await testApp(t)
  const document = dereference((await app.inject('/api/json')).json())
  t.equal(document.openapi, '3.1.0')
  for (const [path, method, statuses] of [
    ['/user/otp', 'post', [200, 400, 413, 415, 429, 500, 503]],
    ['/user/otp/verify', 'post', [200, 400, 413, 415, 429, 500, 503]],
    ['/user/join', 'post', [200, 400, 413, 415, 429, 500, 503]],
    ['/user/login', 'post', [200, 400, 401, 413, 415, 429, 500, 503]],
    ['/user/logout', 'post', [200, 400, 401, 413, 415, 500, 503]],
    ['/user/api/token/refresh', 'post', [200, 400, 401, 413, 415, 429, 500, 503]],
    ['/admin/jobs/{id}/replay', 'post', [200, 400, 401, 403, 404, 409, 413, 415, 500, 503]],
  ] as const) {
    t.strictSame(Object.keys(document.paths[path][method].responses).map(Number), statuses, path)
  }
  const described = Object.values<
    Record<string, { operationId: string; tags: string[]; responses: Record<string, { description: string }> }>
  >(document.paths).flatMap(methods => Object.values(methods))
  const names = described.map(operation => operation.operationId)
  t.equal(new Set(names).size, names.length, 'every operation has a name of its own')
  t.ok(names.includes('refreshTokens') && names.includes('listFollowers'))
  t.strictSame(
    [...new Set(described.flatMap(({ tags }) => tags))].sort(),
    document.tags.map(({ name }: { name: string }) => name).sort(),
    'every group of operations is described',
  )
  for (const { operationId, responses } of described) {
    t.match(operationId, /^[a-z]+([A-Z][a-z]+)+$/, 'each route names its operation, as a program would name a function')
    for (const { description } of Object.values(responses))
      t.notMatch(description, /^(Default Response)?$/, operationId)
  }
  t.strictSame(
    document.paths['/user/join'].post.requestBody.content['multipart/form-data'].schema.properties.image.format,
    'binary',
  )
  const codes =
    document.paths['/user/join'].post.responses['400'].content['application/json'].schema.properties.code.enum
  t.ok(['name_taken', 'signup_token_invalid', 'invalid_input', 'malformed_body'].every(code => codes.includes(code)))
  t.match((await app.inject('/api/yaml')).body, /^openapi: 3\.1\.0/)

  const pages = ['/api/swagger', '/api/redoc', '/admin/login']
  for (const page of pages) {
    const answer = await app.inject(page)
    t.equal(answer.statusCode, 200, page)
    const addresses = [...answer.body.matchAll(/(?:src|href)="([^"]+)"/g)].map(match => match[1]!)
    for (const address of addresses) {
      t.notMatch(address, /^(https?:)?\/\//)
      if (address.startsWith('data:')) continue
      const asset = await app.inject(new URL(address, `http://x${page}/`).pathname)
      t.equal(asset.statusCode, 200, address)
    }
    t.match(answer.headers['content-security-policy'], "default-src 'self'")
  }
})

t.test('without Postgres or Redis the process is alive, not ready, and says so', async t => {
  const { app, logs } = await startApp(t, testConfig())
  t.equal((await app.inject('/healthz')).statusCode, 200)
  const ready = await app.inject('/readyz')
  t.equal(ready.statusCode, 503)
  t.strictSame(ready.json(), { status: 'not_ready', postgres: 'down', redis: 'down', migrations: 'unknown' })
  const answer = await post(app, '/user/login', { email: 'a@test.local', password: 'whatever it is' })
  t.equal(outcome(answer), '503 unavailable')
  t.ok(Number(answer.headers['retry-after']) > 0)
  t.notMatch(answer.body, /ECONNREFUSED|127\.0\.0\.1/)
  t.match(logs(), 'ECONNREFUSED')
})

t.test('without Redis people still sign up, and limits are kept', async t => {
  const test = await testApp(t, { REDIS_URL: 'redis://127.0.0.1:9' })
  const { user } = await signUp(test, 'Offline')
  t.ok(user.id > 0)
  t.strictSame((await test.app.inject('/readyz')).json(), {
    status: 'not_ready',
    postgres: 'ok',
    redis: 'down',
    migrations: 'ok',
  })
  const answers = []
  for (let i = 0; i < 62; i++)
    answers.push(await post(test.app, '/user/otp/verify', { email: 'nobody@test.local', otp: '123456' }))
  t.equal(
    answers.filter(answer => outcome(answer) === '429 rate_limited').length,
    3,
    'sixty a minute, one of them spent on signing up',
  )
})

t.test('limits count in Redis, for each client address', async t => {
  const test = await testApp(t)
  const other = await startApp(t, test.config)
  const payload = { email: 'nobody@test.local', otp: '123456' }
  const answers = []
  for (let i = 0; i < 31; i++) {
    answers.push(await post(test.app, '/user/otp/verify', payload), await post(other.app, '/user/otp/verify', payload))
  }
  const limited = answers.filter(answer => outcome(answer) === '429 rate_limited')
  t.equal(limited.length, 2)
  t.ok(Number(limited[0]?.headers['retry-after']) > 0)
  const elsewhere = await test.app.inject({
    method: 'POST',
    url: '/user/otp/verify',
    payload,
    remoteAddress: '192.0.2.9',
  })
  t.equal(outcome(elsewhere), '400 otp_wrong')
})

t.test('an account is counted wherever it asks from, and beside others of its network', async t => {
  const test = await testApp(t)
  const [one, other] = [await signUp(test, 'Busy'), await signUp(test, 'Neighbour')]
  const follow = ({ bearer }: typeof one, remoteAddress: string) =>
    test.app.inject({ method: 'POST', url: `/user/${one.user.id}/follow`, headers: bearer, remoteAddress })
  for (let i = 0; i < 120; i++) t.equal(outcome(await follow(one, `192.0.2.${i}`)), '400 follow_oneself')
  const limited = await follow(one, '192.0.2.250')
  t.equal(outcome(limited), '429 rate_limited')
  t.ok(Number(limited.headers['retry-after']) > 0)
  t.equal(outcome(await follow(other, '192.0.2.250')), '201')
})

t.test('the client address comes from a proxy only when the proxy is ours', async t => {
  const test = await testApp(t, { TRUST_PROXY: '10.0.0.0/8' })
  const from = (remoteAddress: string) =>
    test.app.inject({ url: '/user/nowhere', remoteAddress, headers: { 'x-forwarded-for': '203.0.113.5' } })
  await from('10.1.2.3')
  t.match(test.logs(), '"address":"203.0.113.5"')
  await from('192.0.2.1')
  t.match(test.logs(), '"address":"192.0.2.1"')
})

t.test('no address and no text of a client is too odd to be counted by', async t => {
  const test = await testApp(t, { TRUST_PROXY: '10.0.0.0/8' })
  const swelling = { email: 'İ'.repeat(254), password: 'whatever it is' }
  t.equal(outcome(await post(test.app, '/user/login', swelling)), '401 login_failed')
  const staff = {
    payload: new URLSearchParams(swelling).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  }
  t.equal((await test.app.inject({ method: 'POST', url: '/admin/login', ...staff })).statusCode, 401)

  const { user } = await signUp(test, 'Roamer')
  const payload = { email: 'roamer@test.local', password: goodPassword }
  for (const remoteAddress of ['fe80::1%eth0', '10.0.0.1']) {
    const answer = await test.app.inject({
      method: 'POST',
      url: '/user/login',
      payload,
      remoteAddress,
      headers: { 'x-forwarded-for': '203.0.113.5:4711' },
    })
    t.equal(outcome(answer), '200', remoteAddress)
  }
  const sessions = await test.db
    .selectFrom('sessions')
    .select('address')
    .where('user_id', '=', user.id)
    .orderBy('created_at')
    .execute()
  t.strictSame(
    sessions.map(({ address }) => address),
    ['127.0.0.1', 'fe80::1', '203.0.113.5'],
  )
})

t.test('what nobody expected is a bare 500, logged once with its cause', async t => {
  const test = await testApp(t)
  await test.db.schema.dropTable('attempts').execute()
  const answer = await post(test.app, '/user/login', { email: 'a@test.local', password: 'whatever it is' })
  t.equal(outcome(answer), '500 internal_error')
  t.strictSame(Object.keys(answer.json()).sort(), ['code', 'error', 'request_id'])
  t.notMatch(answer.body, 'attempts')
  const causes = test
    .logs()
    .split('\n')
    .filter(line => line.includes('relation \\"attempts\\" does not exist'))
  t.equal(causes.length, 1)
  t.match(causes[0], answer.json().request_id)
})

t.test('what is no HTTP gets the same shape', async t => {
  const { app } = await testApp(t)
  const { port, hostname } = new URL(await app.listen({ host: '127.0.0.1', port: 0 }))
  const send = async (bytes: string): Promise<string> => {
    const socket = connect(Number(port), hostname)
    socket.end(bytes)
    let answer = ''
    for await (const chunk of socket) answer += chunk
    return answer
  }
  const broken = await send('GET /\r\nHELLO\r\n\r\n')
  t.match(broken, /^HTTP\/1\.1 400 Bad Request\r\n/)
  t.match(JSON.parse(broken.split('\r\n\r\n')[1]!), { code: 'malformed_body', request_id: uuid })
  t.match(await send(`GET / HTTP/1.1\r\nhost: x\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`), /^HTTP\/1\.1 413 /)
  for (const method of ['HELLO', 'PROPFIND', 'TRACE', 'PATCH', 'QUERY']) {
    const unknown = await send(`${method} /user/login HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`)
    t.match(unknown, /^HTTP\/1\.1 404 Not Found\r\n/, method)
    t.match(JSON.parse(unknown.split('\r\n\r\n')[1]!), { code: 'not_found', request_id: uuid }, method)
  }
})

t.test('a stopping process ends what waits on it', async t => {
  const test = await testApp(t)
  const address = new URL(await test.app.listen({ host: '127.0.0.1', port: 0 }))
  const idle = connect(Number(address.port), address.hostname)
  await new Promise(connected => idle.once('connect', connected))
  const ended = new Promise(resolve => idle.once('close', resolve))
  const startedAt = performance.now()
  await test.app.close()
  await ended
  t.ok(performance.now() - startedAt < 1_000)
})
