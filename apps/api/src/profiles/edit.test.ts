import { shownPictures } from '@mudig/db/testing/objects'
import { aPlaylist } from '@mudig/db/testing/playlists'
import sharp from 'sharp'
import t, { type Test } from 'tap'
import { form, outcome, testApp } from '../testing/app.js'
import { aListener, hide } from '../testing/listeners.js'
import { appWithStorage, edit, rowOf } from '../testing/pictures.js'

const expect = (answer: Parameters<typeof outcome>[0], wanted: string, t: Test) =>
  t.equal(outcome(answer), wanted, answer.body)

const picture = (background: string) =>
  sharp({ create: { width: 40, height: 30, channels: 3, background } })
    .png()
    .toBuffer()

t.test('what is sent is changed, what is left out stays', async t => {
  const test = await testApp(t)
  const one = await aListener(test, 'before')
  const playlist = await aPlaylist(test.db, one.id)
  const answer = await edit(test, one, [
    ['name', ' Ａｆｔｅｒ  all '],
    ['about', '두 줄\r\n소개'],
    ['genre', 'K-POP,인디'],
    ['rep_playlist', `${playlist}`],
  ])
  expect(answer, '200', t)
  t.match(answer.json(), { message: String })
  const after = {
    name: 'After all',
    about: '두 줄\n소개',
    genre: 'K-POP,인디',
    rep_playlist: playlist,
    image: 'profile/basic.png',
  }
  t.match(await rowOf(test, one), after)
  expect(await edit(test, one, [['about', '']]), '200', t)
  t.match(await rowOf(test, one), { ...after, about: '' })
  expect(await edit(test, one, []), '200', t)
  expect(await edit(test, one, [['rep_playlist', '']]), '200', t)
  t.match(await rowOf(test, one), { ...after, about: '', rep_playlist: null })
  const asJson = await test.app.inject({
    method: 'PUT',
    url: '/user/profile/edit/',
    payload: { about: 'JSON', rep_playlist: playlist },
    headers: one.bearer,
  })
  expect(asJson, '200', t)
  t.match(await rowOf(test, one), { about: 'JSON', rep_playlist: playlist })
})

t.test('a repeated field counts as it came last; nothing else of a user can be set', async t => {
  const test = await testApp(t)
  const one = await aListener(test, 'massive')
  const answer = await edit(test, one, [
    ['genre', 'POP'],
    ['genre', 'OST'],
    ['id', '987'],
    ['email', 'evil@test.local'],
    ['follower_count', '1000'],
    ['is_active', 'false'],
    ['password_hash', 'x'],
    ['name_key', 'x'],
  ])
  expect(answer, '200', t)
  t.match(await rowOf(test, one), {
    genre: 'OST',
    email: 'massive@test.local',
    follower_count: 0,
    is_active: true,
    name: 'massive',
  })
})

t.test('names: the rules of joining', async t => {
  const test = await testApp(t)
  const [one] = [await aListener(test, 'mine'), await aListener(test, 'taken')]
  const rename = (name: string) => edit(test, one, [['name', name]])
  for (const name of ['Taken', 'ＴＡＫＥＮ', 't a k e n']) expect(await rename(name), '400 name_taken', t)
  t.equal((await rename('taken')).json().error, '이미 사용 중인 닉네임 입니다.')
  for (const name of ['a\u200bb', 'a\u2800b']) expect(await rename(name), '400 name_not_allowed', t)
  expect(await rename('ㅤㅤ'), '400 invalid_input', t)
  for (const name of ['', 'x', 'x'.repeat(21), 'a\u0000b', 'a\nb']) expect(await rename(name), '400 invalid_input', t)
  expect(await rename('MINE'), '200', t)
  t.match(await rowOf(test, one), { name: 'MINE' })
})

t.test('of many who want a name at the same moment one gets it, and the pictures of the others are gone', async t => {
  const test = await appWithStorage(t)
  const people = await Promise.all(Array.from({ length: 5 }, () => aListener(test)))
  const png = await picture('teal')
  const answers = await Promise.all(
    people.map((one, i) =>
      edit(test, one, [
        ['name', i % 2 ? 'SAME name' : 'samename'],
        ['image', png],
      ]),
    ),
  )
  t.strictSame(answers.map(outcome).sort(), [
    '200',
    '400 name_taken',
    '400 name_taken',
    '400 name_taken',
    '400 name_taken',
  ])
  const winner = people[answers.findIndex(answer => answer.statusCode === 200)]!
  t.strictSame(test.objects(), [(await rowOf(test, winner)).image])
})

t.test('the main playlist is a finished public one of one’s own', async t => {
  const test = await testApp(t)
  const { db } = test
  const [one, other] = [await aListener(test), await aListener(test)]
  const choose = (id: number | string) => edit(test, one, [['rep_playlist', `${id}`]])
  expect(await choose(await aPlaylist(db, other.id)), '404 playlist_not_found', t)
  expect(await choose(await aPlaylist(db, other.id, { is_public: false })), '404 playlist_not_found', t)
  expect(await choose(await aPlaylist(db, one.id, { is_active: false })), '404 playlist_not_found', t)
  expect(await choose(987_654), '404 playlist_not_found', t)
  expect(await choose(await aPlaylist(db, one.id, { is_public: false })), '400 rep_playlist_not_shown', t)
  for (const status of ['matching', 'failed'])
    expect(await choose(await aPlaylist(db, one.id, { status })), '400 rep_playlist_not_shown', t)
  for (const id of ['x', '0', '-1', '1.5', '9'.repeat(20), '1 or 1=1']) {
    const answer = await choose(id)
    expect(answer, '400 invalid_input', t)
    t.match(answer.json().details, [{ field: 'rep_playlist' }], id)
  }
  t.match(await rowOf(test, one), { rep_playlist: null })
})

t.test(
  'a new picture is stored with its thumbnails job, the one before goes by a job, the shipped one stays',
  async t => {
    const test = await appWithStorage(t)
    const one = await aListener(test)
    const jobsOf = (queue: string) =>
      test.db
        .selectFrom('jobs')
        .select(['payload', 'user_id', 'request_id'])
        .where('queue', '=', queue)
        .orderBy('id')
        .execute()

    const first = await edit(test, one, [['image', await picture('teal')]])
    expect(first, '200', t)
    const { image } = await rowOf(test, one)
    t.match(image, /^profile\/[\w-]{22}\.webp$/)
    const row = await shownPictures(test.db).select('id').where('key', '=', image).executeTakeFirstOrThrow()
    t.match(await jobsOf('media.thumbnails'), [
      { payload: { v: 1, picture_id: row.id }, user_id: one.id, request_id: first.headers['x-request-id'] },
    ])
    t.strictSame(await jobsOf('media.remove'), [])
    const stored = await test.app.inject(`/media/${image}`)
    t.match(await sharp(stored.rawPayload).metadata(), { format: 'webp', width: 40, height: 30 })

    const twice = await edit(test, one, [
      ['image', await picture('red')],
      ['image', await picture('blue')],
    ])
    expect(twice, '200', t)
    const second = (await rowOf(test, one)).image
    const [red, , blue] = await sharp((await test.app.inject(`/media/${second}`)).rawPayload)
      .raw()
      .toBuffer()
    t.ok(red! < 60 && blue! > 200, 'the last of two pictures')
    t.strictSame(test.objects().sort(), [image, second].sort(), 'the first of the two was never stored')
    t.match(await jobsOf('media.remove'), [{ payload: { v: 1, keys: [image] }, user_id: one.id }])
    t.equal((await jobsOf('media.thumbnails')).length, 2)
  },
)

t.test('of pictures that are set at the same moment one stays, and each of the others is removed once', async t => {
  const test = await appWithStorage(t)
  const one = await aListener(test)
  const png = await picture('teal')
  const answers = await Promise.all(Array.from({ length: 6 }, () => edit(test, one, [['image', png]])))
  t.ok(answers.every(answer => answer.statusCode === 200))
  const removals = await test.db.selectFrom('jobs').select('payload').where('queue', '=', 'media.remove').execute()
  const removed = removals.flatMap(({ payload }) => (payload as { keys: string[] }).keys)
  t.strictSame([...removed, (await rowOf(test, one)).image].sort(), test.objects().sort())
})

t.test(
  'all or nothing: where one field is refused no other is changed, and no picture is left in the store',
  async t => {
    const test = await appWithStorage(t)
    const one = await aListener(test, 'steady')
    await aListener(test, 'other')
    const secret = await aPlaylist(test.db, one.id, { is_public: false })
    const before = await rowOf(test, one)
    const fine = [
      ['about', 'changed'],
      ['genre', 'OST'],
      ['image', await picture('teal')],
    ] as const
    for (const [field, wanted] of [
      [['name', 'other'], '400 name_taken'],
      [['name', 'a\u200bb'], '400 name_not_allowed'],
      [['rep_playlist', `${secret}`], '400 rep_playlist_not_shown'],
      [['rep_playlist', '987654'], '404 playlist_not_found'],
      [['about', 'x'.repeat(501)], '400 invalid_input'],
      [['genre', 'x'.repeat(201)], '400 invalid_input'],
      [['image', Buffer.from('no picture')], '400 picture_not_usable'],
    ] as const) {
      expect(await edit(test, one, [...fine, field]), wanted, t)
      t.strictSame(await rowOf(test, one), before, field[0])
      t.strictSame(test.objects(), [], field[0])
    }
    await hide(test, one)
    expect(await edit(test, one, fine), '401 token_invalid', t)
    t.strictSame(test.objects(), [])
    t.strictSame(await shownPictures(test.db).select('id').execute(), [])
    t.strictSame(await test.db.selectFrom('jobs').select('id').execute(), [])
  },
)

t.test('while the store is away nothing is changed', async t => {
  const test = await testApp(t)
  const one = await aListener(test, 'waiting')
  const before = await rowOf(test, one)
  const answer = await edit(test, one, [
    ['about', 'changed'],
    ['image', await picture('teal')],
  ])
  expect(answer, '503 unavailable', t)
  t.ok(Number(answer.headers['retry-after']) > 0)
  t.strictSame(await rowOf(test, one), before)
})

t.test('bodies that are none', async t => {
  const test = await testApp(t)
  const one = await aListener(test)
  const put = (payload: string | Buffer | undefined, type?: string) =>
    test.app.inject({
      method: 'PUT',
      url: '/user/profile/edit',
      headers: { ...one.bearer, ...(type && { 'content-type': type }) },
      ...(payload !== undefined && { payload }),
    })
  expect(await put('about=x', 'text/plain'), '415 unsupported_media_type', t)
  expect(await put('<about/>', 'application/xml'), '415 unsupported_media_type', t)
  expect(await put('about=x', 'application/x-www-form-urlencoded'), '415 unsupported_media_type', t)
  expect(await put('{', 'application/json'), '400 malformed_body', t)
  expect(await put('[]', 'application/json'), '400 invalid_input', t)
  expect(await put(undefined), '400 invalid_input', t)
  expect(await put('no parts', 'multipart/form-data; boundary=x'), '400 malformed_body', t)
  expect(await put('no parts', 'multipart/form-data'), '400 malformed_body', t)
  const { payload, headers } = form([['about', 'cut off']])
  expect(await put(payload.subarray(0, -20), headers['content-type']), '400 malformed_body', t)
  t.equal((await edit(test, one, [['image', '']])).statusCode, 200, 'nothing was chosen')
  const asText = await edit(test, one, [['image', 'profile/basic.png']])
  expect(asText, '400 invalid_input', t)
  t.match(asText.json().details, [{ field: 'image', rule: 'x-upload' }])
  const long = await edit(test, one, [['about', 'x'.repeat(501)]])
  t.match(long.json().details, [{ field: 'about', rule: 'maxLength' }])
  expect(await edit(test, one, [['about', 'x'.repeat(64 * 1024 + 1)]]), '413 body_too_large', t)
  expect(await put(JSON.stringify({ about: 'x'.repeat(64 * 1024) }), 'application/json'), '413 body_too_large', t)
})

t.test('editing too often is refused for a while', async t => {
  const test = await testApp(t)
  const one = await aListener(test)
  for (let i = 0; i < 60; i++) expect(await edit(test, one, [['genre', `${i}`]]), '200', t)
  const answer = await edit(test, one, [['genre', 'one more']])
  expect(answer, '429 rate_limited', t)
  t.ok(Number(answer.headers['retry-after']) > 0)
  t.match(await rowOf(test, one), { genre: '59' })
})
