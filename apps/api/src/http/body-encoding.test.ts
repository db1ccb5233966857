import { connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import { aPlaylist } from '@mudig/db/testing/playlists'
import t, { type Test } from 'tap'
import { goodPassword, outcome, postForm, signUp, signupToken, type TestApp, testApp } from '../testing/app.js'
import { aListener } from '../testing/listeners.js'

const json = 'application/json'
/** 가나 in EUC-KR. */
const eucKr = Buffer.from([0xb0, 0xa1, 0xb3, 0xaa])
const around = (before: string, bytes: Buffer, after: string) =>
  Buffer.concat([Buffer.from(before), bytes, Buffer.from(after)])

const setUp = async (t: Test) => {
  const test = await testApp(t)
  const me = await aListener(test, '밤의작가')
  const playlist_id = await aPlaylist(test.db, me.id)
  const comment = (payload: Buffer | string, headers: Record<string, string>) =>
    test.app.inject({ method: 'POST', url: '/playlist/comment/write', headers: { ...me.bearer, ...headers }, payload })
  const comments = async () =>
    (await test.db.selectFrom('comments').select('content').orderBy('id').execute()).map(({ content }) => content)
  return { ...test, test, me, playlist_id, comment, comments }
}

t.test('JSON in another charset, or in bytes that are no UTF-8: nothing is stored', async t => {
  const { comment, comments, playlist_id } = await setUp(t)
  const body = (content: Buffer) => around(`{"playlist_id":${playlist_id},"content":"`, content, '"}')
  for (const charset of [
    'euc-kr',
    'EUC-KR',
    '"euc-kr"',
    'iso-8859-1',
    'utf-16',
    'utf-16le',
    'windows-949',
    'shift_jis',
    'x',
  ])
    for (const content of [eucKr, Buffer.from('비')])
      t.equal(
        outcome(await comment(body(content), { 'content-type': `${json}; charset=${charset}` })),
        '415 unsupported_media_type',
        charset,
      )
  for (const bytes of [
    eucKr,
    Buffer.from([0xff]),
    Buffer.from([0xc0, 0xaf]),
    Buffer.from([0xed, 0xa0, 0x80]),
    Buffer.from([0xe2, 0x82]),
  ])
    t.equal(outcome(await comment(body(bytes), { 'content-type': json })), '400 malformed_body', bytes.toString('hex'))
  t.equal(
    outcome(await comment(Buffer.from('{"content":"비"}', 'utf16le'), { 'content-type': json })),
    '400 malformed_body',
  )
  t.strictSame(await comments(), [])

  for (const type of [json, `${json}; charset=utf-8`, `${json};charset="UTF-8"`, `${json}; charset=utf8`])
    t.equal(
      (await comment(body(Buffer.from(`비 ${type}`.replaceAll('"', ''))), { 'content-type': type })).statusCode,
      201,
      type,
    )
  t.equal((await comment(around('\ufeff', body(Buffer.from('BOM')), ''), { 'content-type': json })).statusCode, 201)
  t.equal((await comments()).length, 5)
})

t.test('a body that is compressed or only a part of one', async t => {
  const { comment, comments, playlist_id, app } = await setUp(t)
  const plain = JSON.stringify({ playlist_id, content: '비' })
  for (const coding of ['gzip', 'GZIP', 'br', 'deflate', 'identity, gzip', 'aes128gcm']) {
    const answer = await comment(gzipSync(plain), { 'content-type': json, 'content-encoding': coding })
    t.equal(outcome(answer), '415 unsupported_media_type', coding)
    t.equal(answer.headers['accept-encoding'], 'identity')
  }
  const form = await postForm(app, '/user/join', [['name', 'x']], { 'content-encoding': 'gzip' })
  t.match([outcome(form), form.headers['accept-encoding']], ['415 unsupported_media_type', 'identity'])
  t.equal(
    outcome(await comment(plain, { 'content-type': json, 'content-range': 'bytes 0-9/20' })),
    '400 malformed_body',
  )
  t.strictSame(await comments(), [])
  for (const coding of ['identity', ''])
    t.equal((await comment(plain, { 'content-type': json, 'content-encoding': coding })).statusCode, 201, coding)
  const bodiless = await app.inject({ url: '/healthz', headers: { 'content-encoding': 'gzip' } })
  t.equal(bodiless.statusCode, 200)
})

/** A form whose parts are written byte by byte, names of files included. */
const sendForm = async (
  { app }: TestApp,
  method: 'PUT' | 'POST',
  url: string,
  parts: [head: string, value: Buffer][],
  headers: Record<string, string>,
) => {
  const payload = Buffer.concat([
    ...parts.map(([head, value]) =>
      Buffer.concat([Buffer.from(`--b\r\n${head}\r\n\r\n`, 'latin1'), value, Buffer.from('\r\n')]),
    ),
    Buffer.from('--b--\r\n'),
  ])
  return app.inject({
    method,
    url,
    payload,
    headers: { 'content-type': 'multipart/form-data; boundary=b', ...headers },
  })
}

const edit = (test: TestApp, parts: [head: string, value: Buffer][], headers: Record<string, string>) =>
  sendForm(test, 'PUT', '/user/profile/edit', parts, headers)

t.test('forms: fields and names of files in another charset', async t => {
  const { test, me, db } = await setUp(t)
  const field = (name: string) => `Content-Disposition: form-data; name="${name}"`
  const text = (value: string) => Buffer.from(value)
  const sent = (...parts: [string, Buffer][]) => edit(test, parts, me.bearer)
  const refused: [string, Buffer][][] = [
    [[field('about'), eucKr]],
    [[`${field('about')}\r\nContent-Type: text/plain; charset=euc-kr`, eucKr]],
    [[`${field('about')}\r\nContent-Type: text/plain; charset=iso-8859-1`, Buffer.from([0xe9])]],
    [[`${field('about')}\r\nContent-Type: text/plain; charset=utf-16le`, Buffer.from('비', 'utf16le')]],
    [
      [field('about'), text('first')],
      [field('unknown'), eucKr],
    ],
    [
      [field('about'), text('first')],
      [`${field('image')}; filename="${eucKr.toString('latin1')}.png"`, text('x')],
    ],
  ]
  for (const parts of refused) {
    t.match(
      outcome(await sent(...parts)),
      /^400 (malformed_body|invalid_input)$/,
      parts.map(([head]) => head).join(' '),
    )
  }
  for (const encoding of ['base64', 'quoted-printable'])
    t.equal(
      outcome(await sent([`${field('about')}\r\nContent-Transfer-Encoding: ${encoding}`, text('67mE')])),
      '415 unsupported_media_type',
      encoding,
    )
  t.equal(
    outcome(await sent([field('_charset_'), text('euc-kr')], [field('about'), text('a')])),
    '415 unsupported_media_type',
  )
  const stored = await db.selectFrom('users').select('about').where('id', '=', me.id).executeTakeFirstOrThrow()
  t.equal(stored.about, '')

  for (const [head, value, about] of [
    [field('about'), '비', '비'],
    [`${field('about')}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit`, '오는', '오는'],
    [`${field('about')}\r\nContent-Type: application/json`, '"밤"', '밤'],
  ] as const) {
    t.equal((await sent([field('_charset_'), text('UTF-8')], [head, text(value)])).statusCode, 200, head)
    t.match(await db.selectFrom('users').select('about').where('id', '=', me.id).executeTakeFirst(), { about })
  }
})

t.test(
  "forms: what a part's own headers say of its charset and coding is heeded, also where the bytes would pass",
  async t => {
    const { test, me, db } = await setUp(t)
    const field = 'Content-Disposition: form-data; name="about"'
    const file = 'Content-Disposition: form-data; name="image"; filename="a.png"\r\nContent-Type: image/png'
    const escaped = Buffer.from('\x1b$)C\x0e:q\x0f', 'latin1')
    for (const [head, value] of [
      [`${field}\r\nContent-Type: text/plain; charset=utf-16`, 'abc'],
      [`${field}\r\nContent-Type: text/plain;charset="UTF-16LE"`, 'abc'],
      [`${field}\r\nContent-Type: text/plain; charset=euc-kr`, 'abc'],
      [`${field}\r\ncontent-type: TEXT/PLAIN; format=flowed; CHARSET=iso-2022-kr`, escaped],
      [`${field}\r\nContent-Encoding: gzip`, 'abc'],
      [`${field}\r\nContent-Encoding: identity, br`, 'abc'],
      [`${file}\r\nContent-Encoding: gzip`, 'abc'],
    ] as const) {
      const parts: [string, Buffer][] = [
        ['Content-Disposition: form-data; name="genre"', Buffer.from('K-POP')],
        [head, Buffer.from(value)],
      ]
      for (const order of [parts, [...parts].reverse()])
        t.equal(outcome(await edit(test, order, me.bearer)), '415 unsupported_media_type', head)
    }
    t.equal(
      outcome(await edit(test, [[field, escaped]], me.bearer)),
      '400 invalid_input',
      'the same bytes without a word',
    )
    t.match(await db.selectFrom('users').select(['about', 'genre']).where('id', '=', me.id).executeTakeFirst(), {
      about: '',
      genre: '',
    })
    const charsets = ['', '; charset=utf-8', '; charset="UTF-8"', ';charset=us-ascii', '; format=flowed']
    for (const charset of charsets)
      t.equal(
        (await edit(test, [[`${field}\r\nContent-Type: text/plain${charset}`, Buffer.from(`a${charset}`)]], me.bearer))
          .statusCode,
        200,
      )
    t.equal(
      outcome(await edit(test, [[`${field}\r\nContent-Encoding: identity`, Buffer.from('b')]], { ...me.bearer })),
      '200',
      'which is none',
    )
  },
)

t.test('forms and JSON: a new password has no control characters, and no other charset', async t => {
  const test = await testApp(t)
  const { bearer } = await signUp(test, 'Controls')
  const join = async (head: string, password: Buffer) => {
    const token = await signupToken(test, 'other@test.local')
    const texts = { email: 'other@test.local', name: 'Other', signup_token: token }
    const parts: [string, Buffer][] = Object.entries(texts).map(([name, value]) => [
      `Content-Disposition: form-data; name="${name}"`,
      Buffer.from(value),
    ])
    return sendForm(
      test,
      'POST',
      '/user/join',
      [...parts, [`Content-Disposition: form-data; name="password"${head}`, password]],
      {},
    )
  }
  const escaped = Buffer.from('\x1b$)C\x0e:q:q:q:q\x0f', 'latin1')
  t.equal(outcome(await join('', escaped)), '400 invalid_input')
  t.equal(
    outcome(await join('\r\nContent-Type: text/plain; charset=iso-2022-kr', escaped)),
    '415 unsupported_media_type',
  )
  t.equal(
    outcome(await join('\r\nContent-Type: text/plain; charset=utf-16', Buffer.from(goodPassword))),
    '415 unsupported_media_type',
  )
  for (const control of ['\t', '\n', '\u001b', '\u007f', '\u0085']) {
    const fields = { old_password: goodPassword, new_password: `another good${control} passphrase` }
    const answer = await test.app.inject({
      method: 'PUT',
      url: '/user/changepassword',
      headers: bearer,
      payload: fields,
    })
    t.match(
      [outcome(answer), answer.json().details],
      ['400 invalid_input', [{ field: 'new_password', rule: 'pattern' }]],
    )
  }
  t.equal(outcome(await join('', Buffer.from('비밀번호 🎧 é ñ passphrase'))), '200')
})

t.test('a password in other bytes is none', async t => {
  const test = await testApp(t)
  const { bearer } = await signUp(test, 'Bytes')
  const put = (old: Buffer, fresh: Buffer) =>
    test.app.inject({
      method: 'PUT',
      url: '/user/changepassword',
      headers: { ...bearer, 'content-type': json },
      payload: Buffer.concat([around('{"old_password":"', old, '","new_password":"'), fresh, Buffer.from('"}')]),
    })
  const long = Buffer.concat(Array.from({ length: 6 }, () => eucKr))
  t.equal(outcome(await put(Buffer.from(goodPassword), long)), '400 malformed_body')
  t.equal(outcome(await put(long, Buffer.from('another good passphrase'))), '400 malformed_body')
  const login = await test.app.inject({
    method: 'POST',
    url: '/user/login',
    headers: { 'content-type': json },
    payload: JSON.stringify({ email: 'bytes@test.local', password: goodPassword }),
  })
  t.equal(login.statusCode, 200, 'it is what it was')
  const staff = (body: string) =>
    test.app.inject({
      method: 'POST',
      url: '/admin/login',
      headers: { 'content-type': 'application/x-www-form-urlencoded', host: 'localhost', origin: 'http://localhost' },
      payload: body,
    })
  t.equal(outcome(await staff('email=a@b.c&password=%B0%A1')), '400 invalid_input')
  t.equal((await staff('email=a@b.c&password=%EA%B0%80+%2B')).statusCode, 401)
})

t.test('addresses that are no UTF-8, on the wire', async t => {
  const { app, me } = await setUp(t)
  const address = new URL(await app.listen({ host: '127.0.0.1', port: 0 }))
  const get = (path: string) =>
    new Promise<string>((resolve, reject) => {
      const socket = connect(Number(address.port), '127.0.0.1', () =>
        socket.write(
          Buffer.from(
            `GET ${path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\nauthorization: ${me.bearer.authorization}\r\n\r\n`,
            'latin1',
          ),
        ),
      )
      const chunks: Buffer[] = []
      socket.on('data', chunk => chunks.push(chunk))
      socket.on('end', () =>
        resolve(
          Buffer.concat(chunks)
            .toString()
            .replace(/^HTTP\/1\.1 (\d+)[\s\S]*?\r\n\r\n/, '$1 '),
        ),
      )
      socket.on('error', reject)
    })
  for (const query of ['%B0%A1', '%', '%zz', '100%', '%E2%82', '%ED%A0%80']) {
    t.match(await get(`/playlist/search?query=${query}`), /^400 .*"invalid_input"/, query)
    t.match(await get(`/playlist/searchmusic?query=a&other=${query}`), /^400 .*"invalid_input"/, query)
  }
  for (const path of ['/playlist/detail/%B0%A1', '/playlist/shared/%E2%82', '/media/karlo/%ff'])
    t.match(await get(path), /^404 .*"not_found"/, path)
  // Node refuses what is not encoded at all.
  for (const bytes of [eucKr, Buffer.from('비')]) {
    for (const path of ['/playlist/search?query=', '/user/profile/'])
      t.match(await get(path + bytes.toString('latin1')), /^400 .*"malformed_body"/, path)
  }
  for (const query of ['%EB%B0%A4', '%eb%b0%a4', 'a+b', 'a%20b', '100%25'])
    t.match(await get(`/playlist/search?query=${query}`), /^200 /, query)
  t.match(await get('/healthz?x=%B0'), /^200 /, 'where nothing reads it')
})
