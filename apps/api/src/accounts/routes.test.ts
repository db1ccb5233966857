import { shownPictures } from '@mudig/db/testing/objects'
import { startStorage } from '@mudig/sandbox/servers/storage'
import sharp from 'sharp'
import t, { type Test } from 'tap'
import {
  forge,
  goodPassword,
  mailedCode,
  outcome,
  post,
  postForm,
  signUp,
  signupToken,
  startApp,
  testApp,
} from '../testing/app.js'

const expect = (answer: Parameters<typeof outcome>[0], wanted: string, t: Test) =>
  t.equal(outcome(answer), wanted, answer.body)

const joinFields = (email: string, name: string, token: string, password = goodPassword) =>
  [
    ['email', email],
    ['password', password],
    ['name', name],
    ['signup_token', token],
  ] as const

t.test('a newcomer asks for a code, redeems it, joins, signs in, refreshes and leaves', async t => {
  const test = await testApp(t)
  const { app, db } = test
  const email = 'Listener@Test.local'
  const asked = await post(app, '/user/otp/', { email })
  expect(asked, '200', t)
  const code = await mailedCode(test, 'listener@test.local')
  t.match(code, /^\d{6}$/)
  t.notMatch(asked.body, code)
  const verified = await post(app, '/user/otp/verify', { email, otp: code })
  expect(verified, '200', t)

  const joined = await postForm(app, '/user/join', [
    ...joinFields(email, '첫 사용자', verified.json().signup_token),
    ['about', ' 비 오는 날 \r\n음악 '],
    ['genre', 'K-POP,인디'],
  ])
  expect(joined, '200', t)
  const { user, token, message } = joined.json()
  t.equal(message, '회원가입 성공')
  t.strictSame(user, {
    id: user.id,
    name: '첫 사용자',
    about: '비 오는 날 \n음악',
    genre: 'K-POP,인디',
    email: 'listener@test.local',
    rep_playlist: null,
    image: 'profile/basic.png',
    is_following: null,
  })
  const row = await db.selectFrom('users').selectAll().where('id', '=', user.id).executeTakeFirstOrThrow()
  t.match(row.password_hash, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  t.same(row.created_at, row.updated_at)

  const loggedIn = await post(app, '/user/login', { email: ' LISTENER@test.local', password: goodPassword })
  expect(loggedIn, '200', t)
  t.equal(loggedIn.json().message, 'Login success')
  t.strictSame(loggedIn.json().user, user)

  const refreshed = await post(app, '/user/api/token/refresh', { refresh: token.refresh })
  expect(refreshed, '200', t)
  t.not(refreshed.json().access, token.access)
  t.not(refreshed.json().refresh, token.refresh)

  const headers = { authorization: `Bearer ${refreshed.json().access}` }
  expect(await post(app, '/user/logout', undefined, headers), '200', t)
  expect(await post(app, '/user/logout', undefined, headers), '401 token_invalid', t)
  expect(await post(app, '/user/api/token/refresh', { refresh: refreshed.json().refresh }), '401 refresh_invalid', t)
  const other = { authorization: `Bearer ${loggedIn.json().token.access}` }
  expect(await post(app, '/user/logout', undefined, other), '200', t)
})

t.test('addresses as RFC 5321 allows them, and as keyboards write them', async t => {
  const test = await testApp(t)
  const { app, db } = test
  for (const email of [
    "pat.o'neil@example.com",
    'a!#$%&*+/=?^_`{|}~-z@example.com',
    'pat&co@example.co.kr',
    `${'x'.repeat(64)}@example.com`,
    'a@b-c.example',
    '<copied@example.com>',
    'mailto:linked@example.com',
    'typed@example。com',
  ])
    expect(await post(app, '/user/otp', { email }), '200', t)
  for (const email of [
    '.pat@example.com',
    'pat.@example.com',
    'pat..neil@example.com',
    '"pat neil"@example.com',
    'pat neil@example.com',
    'Pat <pat@example.com>',
    'pat(x)@example.com',
    'pat@neil@example.com',
    'pat,neil@example.com',
    'pat;@example.com',
    'pat\\@example.com',
    'pat@[127.0.0.1]',
    'pat@localhost',
    'pat@-example.com',
    'pat@example.com.',
    '펫@example.com',
    `${'x'.repeat(65)}@example.com`,
    '@example.com',
  ])
    expect(await post(app, '/user/otp', { email }), '400 invalid_input', t)

  // The whole way, written a little differently each time.
  const email = "pat.o'neil@example.com"
  const written = (i: number) =>
    [` ${email} `, 'Ｐat.o＇neil＠example.com', `\u200e${email.toUpperCase()}\u200b`, `${email}\u00a0`][i % 4]!
  const otp = await mailedCode(test, email)
  const verified = await post(app, '/user/otp/verify', { email: written(1), otp })
  expect(verified, '200', t)
  expect(await postForm(app, '/user/join', joinFields(written(0), 'Pat', verified.json().signup_token)), '200', t)
  for (const i of [0, 1, 2, 3])
    expect(await post(app, '/user/login', { email: written(i), password: goodPassword }), '200', t)
  for (const path of ['/user/find_pw', '/user/findemail'])
    expect(await post(app, path, { email: written(2) }), '200', t)
  t.strictSame(await db.selectFrom('account_mails').select('email').distinct().execute(), [{ email }])
})

t.test('a code is read as people type it', async t => {
  const test = await testApp(t)
  const { app } = test
  const wide = (code: string) => [...code].map(digit => String.fromCodePoint(0xff10 + Number(digit))).join('')
  const ways: ((code: string) => string)[] = [
    code => `${code.slice(0, 3)} ${code.slice(3)}`,
    code => `${code.slice(0, 3)}-${code.slice(3)}`,
    code => [...code].join(' '),
    code => ` ${code}\n`,
    wide,
    code => `${wide(code.slice(0, 3))}　${wide(code.slice(3))}`,
    code => `\u200e${code.slice(0, 3)}\u2013${code.slice(3)}`,
  ]
  for (const [i, write] of ways.entries()) {
    const email = `typed${i}@test.local`
    await post(app, '/user/otp', { email })
    const otp = write(await mailedCode(test, email))
    expect(await post(app, '/user/otp/verify', { email, otp }), '200', t)
  }
  const email = 'untyped@test.local'
  await post(app, '/user/otp', { email })
  const code = await mailedCode(test, email)
  for (const otp of [`${code}0`, code.slice(1), `+${code}`, `${code.slice(0, 5)}a`, `${code}e0`, '', ' - '])
    expect(await post(app, '/user/otp/verify', { email, otp }), '400 invalid_input', t)
  expect(await post(app, '/user/otp/verify', { email, otp: code }), '200', t)
})

t.test('no secret stands in a table, a payload, an answer or a log', async t => {
  const test = await testApp(t)
  const { token } = await signUp(test, 'Secretive')
  await post(
    test.app,
    '/user/login',
    { email: 'secretive@test.local', password: 'not this one' },
    { authorization: `Bearer ${token.access}` },
  )
  const code = await mailedCode(test, 'secretive@test.local')
  const jobs = await test.db.selectFrom('jobs').select(['payload', 'subject', 'key']).execute()
  t.equal(jobs.length, 1)
  const otpRows = await test.db.selectFrom('otp_requests').selectAll().execute()
  const sessions = await test.db.selectFrom('sessions').selectAll().execute()
  for (const place of [JSON.stringify(jobs), JSON.stringify(otpRows), JSON.stringify(sessions), test.logs()]) {
    t.notMatch(place, new RegExp(`\\b${code}\\b`))
    t.notOk(
      place.includes(token.access) ||
        place.includes(token.refresh) ||
        place.includes(goodPassword) ||
        place.includes('not this one'),
    )
  }
  t.equal(
    test
      .logs()
      .split('\n')
      .filter(line => line.includes('"path":"/user/login"')).length,
    1,
    'one line per request',
  )
})

t.test(
  'asking for a code is the same for known and unknown addresses, and leaves the choice of the mail to the job',
  async t => {
    const test = await testApp(t)
    await signUp(test, 'Known')
    const before = await test.db.selectFrom('jobs').select('id').execute()
    const known = await post(test.app, '/user/otp', { email: 'known@test.local' })
    const unknown = await post(test.app, '/user/otp', { email: 'unknown@test.local' })
    t.equal(known.statusCode, 200)
    t.equal(known.body, unknown.body)
    const jobs = await test.db.selectFrom('jobs').select(['queue', 'payload', 'request_id']).orderBy('id').execute()
    t.equal(jobs.length, before.length + 2)
    t.equal(jobs.at(-1)?.request_id, unknown.headers['x-request-id'])
    t.strictSame(Object.keys(jobs.at(-1)?.payload as object).sort(), ['otp_request_id', 'v'])
  },
)

t.test('a code is good five times at most, and its mail address decides', async t => {
  const test = await testApp(t)
  const email = 'guess@test.local'
  await post(test.app, '/user/otp', { email })
  const code = await mailedCode(test, email)
  const wrong = code === '000000' ? '000001' : '000000'
  expect(await post(test.app, '/user/otp/verify', { email: 'nobody@test.local', otp: code }), '400 otp_wrong', t)
  for (let i = 0; i < 4; i++)
    expect(await post(test.app, '/user/otp/verify', { email, otp: wrong }), '400 otp_wrong', t)
  await t.test('the fifth try may be the right one', async t => {
    await post(test.app, '/user/otp', { email: 'fifth@test.local' })
    const otp = await mailedCode(test, 'fifth@test.local')
    for (let i = 0; i < 4; i++)
      await post(test.app, '/user/otp/verify', {
        email: 'fifth@test.local',
        otp: otp === '111111' ? '222222' : '111111',
      })
    expect(await post(test.app, '/user/otp/verify', { email: 'fifth@test.local', otp: ` ${otp} ` }), '200', t)
  })
  expect(await post(test.app, '/user/otp/verify', { email, otp: wrong }), '400 otp_wrong', t)
  expect(await post(test.app, '/user/otp/verify', { email, otp: code }), '400 otp_spent', t)
  await post(test.app, '/user/otp', { email })
  expect(await post(test.app, '/user/otp/verify', { email, otp: await mailedCode(test, email) }), '200', t)
})

t.test('parallel guesses get five tries in all', async t => {
  const test = await testApp(t)
  const email = 'flood@test.local'
  await post(test.app, '/user/otp', { email })
  const code = await mailedCode(test, email)
  const guesses = Array.from({ length: 30 }, (_, i) => String(i).padStart(6, '0')).filter(guess => guess !== code)
  const answers = await Promise.all(guesses.map(otp => post(test.app, '/user/otp/verify', { email, otp })))
  t.equal(answers.filter(answer => answer.json().code === 'otp_wrong').length, 5)
  const { attempts } = await test.db.selectFrom('otp_requests').select('attempts').executeTakeFirstOrThrow()
  t.equal(attempts, 5)
})

t.test('a newer code, a used one and an old one', async t => {
  const test = await testApp(t)
  const email = 'again@test.local'
  await post(test.app, '/user/otp', { email })
  const first = await mailedCode(test, email)
  await post(test.app, '/user/otp', { email })
  const second = await mailedCode(test, email)
  if (first !== second) expect(await post(test.app, '/user/otp/verify', { email, otp: first }), '400 otp_wrong', t)
  const redeemed = await Promise.all(
    Array.from({ length: 5 }, () => post(test.app, '/user/otp/verify', { email, otp: second })),
  )
  t.strictSame(
    redeemed.map(answer => answer.statusCode).sort(),
    first === second ? [200, 400, 400, 400, 400] : [200, 400, 400, 400, 400],
  )

  await post(test.app, '/user/otp', { email: 'late@test.local' })
  const otp = await mailedCode(test, 'late@test.local')
  await test.db
    .updateTable('otp_requests')
    .set({ expires_at: new Date(Date.now() - 1_000) })
    .where('email', '=', 'late@test.local')
    .execute()
  expect(await post(test.app, '/user/otp/verify', { email: 'late@test.local', otp }), '400 otp_wrong', t)
})

t.test('one address is mailed five codes in a quarter of an hour', async t => {
  const test = await testApp(t)
  for (let i = 0; i < 5; i++) expect(await post(test.app, '/user/otp', { email: 'many@test.local' }), '200', t)
  const sixth = await post(test.app, '/user/otp', { email: 'MANY@test.local' })
  expect(sixth, '429 otp_too_often', t)
  t.ok(Number(sixth.headers['retry-after']) > 0 && Number(sixth.headers['retry-after']) <= 900)
  expect(await post(test.app, '/user/otp', { email: 'other@test.local' }), '200', t)
})

t.test('nobody keeps somebody else from signing up, and nobody guesses more than five times', async t => {
  const test = await testApp(t)
  const email = 'victim@test.local'
  const at = (remoteAddress: string) => ({
    ask: () => test.app.inject({ method: 'POST', url: '/user/otp', payload: { email }, remoteAddress }),
    verify: (otp: string) =>
      test.app.inject({ method: 'POST', url: '/user/otp/verify', payload: { email, otp }, remoteAddress }),
  })
  const [victim, attacker, accomplice] = [at('192.0.2.1'), at('198.51.100.1'), at('203.0.113.1')]
  const wrongFor = (...codes: string[]) => ['111111', '222222', '333333'].find(code => !codes.includes(code))!

  expect(await victim.ask(), '200', t)
  const own = await mailedCode(test, email)
  for (let i = 0; i < 3; i++) expect(await attacker.verify(wrongFor(own)), '400 otp_wrong', t)
  for (const elsewhere of [attacker, accomplice]) expect(await elsewhere.verify(own), '400 otp_spent', t)
  for (let i = 0; i < 5; i++) expect(await attacker.ask(), '200', t)
  expect(await attacker.ask(), '429 otp_too_often', t)
  const theirs = await mailedCode(test, email)
  expect(await victim.verify(wrongFor(own, theirs)), '400 otp_wrong', t)
  expect(await victim.verify(own), '200', t)

  expect(await victim.ask(), '200', t)
  const again = await mailedCode(test, email)
  const wrong = wrongFor(again, theirs)
  for (let i = 0; i < 3; i++) expect(await accomplice.verify(wrong), '400 otp_wrong', t)
  for (let i = 0; i < 2; i++) expect(await victim.verify(wrong), '400 otp_wrong', t)
  expect(await victim.verify(again), '400 otp_spent', t)
  expect(await victim.ask(), '200', t)
  expect(await accomplice.verify(await mailedCode(test, email)), '200', t)
})

t.test('an address is mailed a bounded number of codes, however many networks ask', async t => {
  const test = await testApp(t)
  const email = 'flooded@test.local'
  const ask = (network: number) =>
    test.app.inject({ method: 'POST', url: '/user/otp', payload: { email }, remoteAddress: `192.0.2.${network}` })
  for (let i = 0; i < 15; i++) expect(await ask(i), '200', t)
  expect(await ask(15), '429 otp_too_often', t)
})

t.test('joining: what is refused, and that only success uses up the token', async t => {
  const test = await testApp(t)
  const { app, db } = test
  await signUp(test, 'Taken')
  const email = 'join@test.local'
  const token = await signupToken(test, email)
  const attempt = (name: string, password = goodPassword, address = email, signup = token) =>
    postForm(app, '/user/join', joinFields(address, name, signup, password))

  expect(await attempt('Joiner', goodPassword, email, 'no such token'), '400 signup_token_invalid', t)
  expect(await attempt('Joiner', goodPassword, 'else@test.local'), '400 signup_token_invalid', t)
  const taken = await attempt('Ｔａｋｅｎ')
  expect(taken, '400 name_taken', t)
  t.equal(taken.json().error, '이미 사용 중인 닉네임 입니다.')
  expect(await attempt('t A k e N'), '400 name_taken', t)
  expect(await attempt('a\u200bb'), '400 name_not_allowed', t)
  expect(await attempt('ㅤㅤ'), '400 invalid_input', t)
  expect(await attempt('x'), '400 invalid_input', t)
  expect(await attempt('x'.repeat(21)), '400 invalid_input', t)
  expect(await attempt('a\u0000b'), '400 invalid_input', t)
  expect(await attempt('Joiner', 'Password1'), '400 password_too_common', t)
  expect(await attempt('Joiner', 'short'), '400 invalid_input', t)
  expect(await attempt('Joiner', 'x'.repeat(129)), '400 invalid_input', t)
  expect(await attempt('שָׁלוֹם 🎧'), '200', t)
  expect(await attempt('Second'), '400 signup_token_invalid', t)

  await t.test('an address that got an account meanwhile', async t => {
    const late = await signupToken(test, 'late@test.local')
    await signUp(test, 'Quicker', 'late@test.local')
    expect(await attempt('Slower', goodPassword, 'late@test.local', late), '400 email_taken', t)
  })
  await t.test('a token that is too old', async t => {
    const old = await signupToken(test, 'old@test.local')
    await db
      .updateTable('signup_tokens')
      .set({ expires_at: new Date(Date.now() - 1_000) })
      .where('email', '=', 'old@test.local')
      .execute()
    expect(await attempt('Older', goodPassword, 'old@test.local', old), '400 signup_token_invalid', t)
  })
  await t.test('a repeated field counts as it came last; fields that nobody knows are ignored', async t => {
    const again = await signupToken(test, 'twice@test.local')
    const answer = await postForm(app, '/user/join', [
      ['name', 'Once'],
      ...joinFields('twice@test.local', 'Twice', again),
      ['is_staff', 'true'],
      ['follower_count', '1000'],
    ])
    t.equal(answer.json().user.name, 'Twice')
  })
})

t.test('of many at the same moment one wins: a token, a name', async t => {
  const test = await testApp(t)
  const token = await signupToken(test, 'race@test.local')
  const sameToken = await Promise.all(
    Array.from({ length: 6 }, (_, i) =>
      postForm(test.app, '/user/join', joinFields('race@test.local', `Racer${i}`, token)),
    ),
  )
  t.equal(sameToken.filter(answer => answer.statusCode === 200).length, 1)
  t.ok(sameToken.every(answer => ['200', '400 signup_token_invalid', '400 email_taken'].includes(outcome(answer))))

  const tokens = await Promise.all(Array.from({ length: 5 }, (_, i) => signupToken(test, `name${i}@test.local`)))
  const sameName = await Promise.all(
    tokens.map((one, i) =>
      postForm(test.app, '/user/join', joinFields(`name${i}@test.local`, i % 2 ? 'SAME name' : 'samename', one)),
    ),
  )
  t.strictSame(sameName.map(outcome).sort(), [
    '200',
    '400 name_taken',
    '400 name_taken',
    '400 name_taken',
    '400 name_taken',
  ])
  const loser = sameName.findIndex(answer => answer.statusCode === 400)
  expect(
    await postForm(test.app, '/user/join', joinFields(`name${loser}@test.local`, 'Different', tokens[loser]!)),
    '200',
    t,
  )
})

t.test('a picture is stored anew with its thumbnails job, and gone when joining fails', async t => {
  const s3 = await startStorage()
  t.teardown(() => s3.close())
  const test = await testApp(t, { S3_ENDPOINT: s3.endpoint })
  const { app, db } = test
  await signUp(test, 'Taken')
  const png = await sharp({ create: { width: 40, height: 30, channels: 3, background: 'teal' } })
    .png()
    .toBuffer()
  const email = 'pic@test.local'
  const token = await signupToken(test, email)
  const attempt = (name: string, picture: Buffer) =>
    postForm(app, '/user/join', [...joinFields(email, name, token), ['image', picture]])

  expect(
    await attempt('Painter', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')),
    '400 picture_not_usable',
    t,
  )
  expect(await attempt('Painter', Buffer.alloc(10 * 1024 * 1024 + 1)), '413 body_too_large', t)
  expect(await attempt('taken', png), '400 name_taken', t)
  t.same(await shownPictures(db).select('id').execute(), [])

  const joined = await attempt('Painter', png)
  expect(joined, '200', t)
  const { image } = joined.json().user
  t.match(image, /^profile\/[\w-]{22}\.webp$/)
  const stored = await app.inject(`/media/${image}`)
  t.equal(stored.statusCode, 200)
  t.match(await sharp(stored.rawPayload).metadata(), { format: 'webp', width: 40, height: 30 })
  const picture = await shownPictures(db).select(['id', 'key']).executeTakeFirstOrThrow()
  t.equal(picture.key, image)
  const job = await db
    .selectFrom('jobs')
    .select('payload')
    .where('queue', '=', 'media.thumbnails')
    .executeTakeFirstOrThrow()
  t.same(job.payload, { v: 1, picture_id: picture.id })
})

t.test(
  'the wrong password and the unknown address look alike, and tries are counted per account and address',
  async t => {
    const test = await testApp(t)
    await signUp(test, 'Victim')
    const logIn = (email: string, password: string) => post(test.app, '/user/login', { email, password })
    const wrong = await logIn('victim@test.local', 'wrong password')
    const unknown = await logIn('ghost@test.local', 'wrong password')
    expect(wrong, '401 login_failed', t)
    t.strictSame({ ...unknown.json(), request_id: '' }, { ...wrong.json(), request_id: '' })
    for (let i = 0; i < 9; i++) expect(await logIn('victim@test.local', 'wrong password'), '401 login_failed', t)
    const limited = await logIn('VICTIM@test.local', goodPassword)
    expect(limited, '429 login_too_often', t)
    t.ok(Number(limited.headers['retry-after']) > 0)
    const elsewhere = await test.app.inject({
      method: 'POST',
      url: '/user/login',
      payload: { email: 'victim@test.local', password: goodPassword },
      remoteAddress: '192.0.2.7',
    })
    expect(elsewhere, '200', t)
    await test.db
      .updateTable('attempts')
      .set({ ends_at: new Date(Date.now() - 1_000) })
      .execute()
    expect(await logIn('victim@test.local', goodPassword), '200', t)
  },
)

t.test('a refresh token: one rotation, the same successor for ten seconds, then the end of the session', async t => {
  const test = await testApp(t)
  const refresh = (token: string) => post(test.app, '/user/api/token/refresh', { refresh: token })
  const { token } = await signUp(test, 'Rotator')

  const together = await Promise.all(Array.from({ length: 8 }, () => refresh(token.refresh)))
  t.ok(together.every(answer => answer.statusCode === 200))
  t.equal(new Set(together.map(answer => answer.json().refresh)).size, 1, 'one successor')
  t.equal(new Set(together.map(answer => answer.json().access)).size, 8, 'fresh access tokens')
  const successor = together[0]!.json().refresh
  const third = (await refresh(successor)).json()
  t.equal((await refresh(token.refresh)).json().refresh, successor, 'also after the successor was used')

  await test.db
    .updateTable('refresh_uses')
    .set({ used_at: new Date(Date.now() - 11_000) })
    .execute()
  expect(await refresh(successor), '401 refresh_invalid', t)
  expect(await refresh(third.refresh), '401 refresh_invalid', t)
  expect(
    await post(test.app, '/user/logout', undefined, { authorization: `Bearer ${third.access}` }),
    '401 token_invalid',
    t,
  )
  const { revoked_because } = await test.db.selectFrom('sessions').select('revoked_because').executeTakeFirstOrThrow()
  t.equal(revoked_because, 'reuse')
})

t.test('a refresh token is worthless when forged, cut, out of time or of somebody who left', async t => {
  const test = await testApp(t)
  const refresh = (token: string) => post(test.app, '/user/api/token/refresh', { refresh: token })
  const { token, user } = await signUp(test, 'Forger')
  const other = await signUp(test, 'Other')
  const [sid, generation, mac] = token.refresh.split('.')
  const [otherSid] = other.token.refresh.split('.')
  for (const forged of [
    `${sid}.2.${mac}`,
    `${sid}.${generation}.${Buffer.alloc(32).toString('base64url')}`,
    `${otherSid}.${generation}.${mac}`,
    `${sid}.0${generation}.${mac}`,
    `00000000-0000-4000-8000-000000000000.1.${mac}`,
    token.access,
    'x',
  ]) {
    expect(await refresh(forged), '401 refresh_invalid', t)
  }
  expect(await refresh('x'.repeat(2_001)), '400 invalid_input', t)
  await test.db
    .updateTable('sessions')
    .set({ expires_at: new Date(Date.now() - 1_000) })
    .where('id', '=', otherSid!)
    .execute()
  expect(await refresh(other.token.refresh), '401 refresh_invalid', t)
  await test.db.updateTable('users').set({ is_active: false }).where('id', '=', user.id).execute()
  expect(await refresh(token.refresh), '401 refresh_invalid', t)
})

t.test('an access token is refused unless everything about it is right', async t => {
  const test = await testApp(t)
  const { token, user } = await signUp(test, 'Bearer')
  const { jwtSecret } = test.config
  const sid = token.refresh.split('.')[0]
  const now = Math.floor(Date.now() / 1_000)
  const claims = {
    sub: String(user.id),
    sid,
    typ: 'access',
    jti: 'x',
    iss: 'mudig',
    aud: 'mudig-api',
    iat: now,
    exp: now + 60,
  }
  const header = { alg: 'HS256', typ: 'JWT' }
  const use = (authorization: string) => post(test.app, '/user/logout', undefined, { authorization })
  const unsigned = forge('', { alg: 'none', typ: 'JWT' }, claims)

  for (const [what, forged] of Object.entries({
    'another key': forge('another key of at least 32 characters', header, claims),
    'no signature': `${unsigned.slice(0, unsigned.lastIndexOf('.'))}.`,
    'alg none': unsigned,
    'HS512 in the header': forge(jwtSecret, { alg: 'HS512', typ: 'JWT' }, claims),
    expired: forge(jwtSecret, header, { ...claims, iat: now - 900, exp: now - 1 }),
    'without expiry': forge(jwtSecret, header, { ...claims, exp: undefined }),
    'another type': forge(jwtSecret, header, { ...claims, typ: 'reset' }),
    'another issuer': forge(jwtSecret, header, { ...claims, iss: 'somebody' }),
    'another audience': forge(jwtSecret, header, { ...claims, aud: 'elsewhere' }),
    'no session': forge(jwtSecret, header, { ...claims, sid: undefined }),
    'a subject that is no id': forge(jwtSecret, header, { ...claims, sub: '1 or 1=1' }),
    'a refresh token': token.refresh,
    garbage: 'a.b.c',
  })) {
    t.equal(outcome(await use(`Bearer ${forged}`)), '401 token_invalid', what)
  }
  expect(await use(''), '401 not_signed_in', t)
  expect(await use('Basic YTpi'), '401 token_invalid', t)
  expect(await use(`bearer ${forge(jwtSecret, header, claims)}`), '200', t)
})

t.test('a logout at one process is known at another within two seconds, and at once while it cannot poll', async t => {
  const test = await testApp(t)
  const other = await startApp(t, test.config)
  const { bearer } = await signUp(test, 'Leaver')
  const stillIn = async () =>
    (await other.app.inject({ method: 'DELETE', url: '/playlist/jobs/1', headers: bearer })).statusCode !== 401
  t.ok(await stillIn())
  const startedAt = performance.now()
  expect(await post(test.app, '/user/logout', undefined, bearer), '200', t)
  while (await stillIn()) {
    if (performance.now() - startedAt > 2_000) return t.fail('the token lived for more than two seconds')
  }
  t.pass(`dead after ${Math.round(performance.now() - startedAt)} ms`)
})

t.test('a bad token on an open route is nobody', async t => {
  const test = await testApp(t)
  expect(
    await post(test.app, '/user/otp', { email: 'open@test.local' }, { authorization: 'Bearer stale.token.here' }),
    '200',
    t,
  )
})
