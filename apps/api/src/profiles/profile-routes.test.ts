import { insertShown } from '@mudig/db/testing/objects'
import { aLike, aPlaylist } from '@mudig/db/testing/playlists'
import { newPictureKey, thumbnailKeys } from '@mudig/shared/objects/keys'
import t, { type Test } from 'tap'
import { forge, outcome, type TestApp, testApp } from '../testing/app.js'
import { aListener, hide, type Listener } from '../testing/listeners.js'

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

const ask = ({ app }: TestApp, method: Method, url: string, who?: Listener) =>
  app.inject({ method, url, ...(who && { headers: who.bearer }) })

const expect = (answer: Awaited<ReturnType<typeof ask>>, wanted: string, t: Test) =>
  t.equal(answer.body === '' ? `${answer.statusCode}` : outcome(answer), wanted, answer.body)

const routes: readonly (readonly [Method, string])[] = [
  ['GET', '/user/profile'],
  ['GET', '/user/profile/1'],
  ['PUT', '/user/profile/edit'],
  ['POST', '/user/1/follow'],
  ['DELETE', '/user/1/unfollow'],
  ['GET', '/user/1/followers'],
  ['GET', '/user/1/following'],
]

t.test('nobody comes in without a token, with a forged one or after logging out', async t => {
  const test = await testApp(t)
  const someone = await aListener(test)
  const gone = await aListener(test)
  expect(await ask(test, 'POST', '/user/logout', gone), '200', t)
  const now = Math.floor(Date.now() / 1_000)
  const sid = '00000000-0000-4000-8000-000000000000'
  const claims = {
    sub: String(someone.id),
    sid,
    typ: 'access',
    jti: 'x',
    iss: 'mudig',
    aud: 'mudig-api',
    iat: now,
    exp: now + 60,
  }
  const forged = [
    forge('another key of at least 32 characters', { alg: 'HS256', typ: 'JWT' }, claims),
    forge('', { alg: 'none', typ: 'JWT' }, claims),
    forge(test.config.jwtSecret, { alg: 'HS256', typ: 'JWT' }, { ...claims, exp: now - 1 }),
    forge(test.config.jwtSecret, { alg: 'HS256', typ: 'JWT' }, { ...claims, typ: 'reset' }),
  ]
  for (const [method, url] of routes) {
    t.equal(outcome(await ask(test, method, url)), '401 not_signed_in', `${method} ${url}`)
    t.equal(outcome(await ask(test, method, url, gone)), '401 token_invalid', `${method} ${url}`)
    for (const token of forged) {
      const answer = await test.app.inject({ method, url, headers: { authorization: `Bearer ${token}` } })
      t.equal(outcome(answer), '401 token_invalid', `${method} ${url}`)
    }
  }
})

t.test('who has left can do nothing, even while the token still lives, and is nowhere to be found', async t => {
  const test = await testApp(t)
  const [one, gone] = [await aListener(test), await aListener(test)]
  expect(await ask(test, 'POST', `/user/${gone.id}/follow`, one), '201', t)
  expect(await ask(test, 'POST', `/user/${one.id}/follow`, gone), '201', t)
  await hide(test, gone)
  expect(await ask(test, 'GET', '/user/profile', gone), '401 token_invalid', t)
  expect(await ask(test, 'POST', `/user/${one.id}/follow`, gone), '401 token_invalid', t)
  expect(await ask(test, 'DELETE', `/user/${one.id}/unfollow`, gone), '401 token_invalid', t)
  for (const [method, url] of [
    ['GET', `/user/profile/${gone.id}`],
    ['GET', `/user/${gone.id}/followers`],
    ['GET', `/user/${gone.id}/following`],
    ['POST', `/user/${gone.id}/follow`],
    ['DELETE', `/user/${gone.id}/unfollow`],
  ] as const) {
    t.equal(outcome(await ask(test, method, url, one)), '404 user_not_found', `${method} ${url}`)
  }
  t.strictSame((await ask(test, 'GET', `/user/${one.id}/followers`, one)).json(), {
    follower_list: [],
    next_cursor: null,
  })
  t.strictSame((await ask(test, 'GET', `/user/${one.id}/following`, one)).json(), {
    following_list: [],
    next_cursor: null,
  })
})

t.test('a profile in the shape of the contract, for its owner and for a stranger', async t => {
  const test = await testApp(t)
  const { db } = test
  const [writer, stranger] = [await aListener(test, 'writer'), await aListener(test)]
  const thumbnail = newPictureKey('karlo')
  await insertShown(db, [thumbnail], { hasThumbnails: true })
  const created_at = new Date('2026-11-20T01:02:03.456Z')
  const shown = await aPlaylist(db, writer.id, {
    thumbnail,
    like_count: 1,
    content: '우산은 두고',
    created_at,
    updated_at: created_at,
  })
  const digging = await aPlaylist(db, writer.id, { status: 'matching' })
  const secret = await aPlaylist(db, writer.id, { is_public: false })
  const song = await db
    .insertInto('music')
    .values({ singer: 'IU', song: '밤편지', singer_key: 'iu', song_key: '밤편지' })
    .returning('id')
    .executeTakeFirstOrThrow()
  await db.insertInto('playlist_songs').values({ playlist_id: shown, music_id: song.id, position: 0 }).execute()
  await aLike(db, stranger.id, shown)

  const own = await ask(test, 'GET', '/user/profile/', writer)
  expect(own, '200', t)
  const person = {
    id: writer.id,
    name: 'writer',
    about: '',
    genre: '',
    email: 'writer@test.local',
    rep_playlist: null,
    image: 'profile/basic.png',
  }
  const body = own.json()
  t.strictSame(Object.keys(body).sort(), ['liked_playlists', 'next_cursor', 'playlist', 'profile'])
  t.strictSame(body.profile, { ...person, is_following: null })
  t.strictSame(
    body.playlist.map((one: { id: number }) => one.id),
    [secret, digging, shown],
  )
  const { created_at: made, updated_at, slug, ...rest } = body.playlist[2]
  t.match(slug, /^[\w-]{22}$/)
  t.equal(new Date(made).getTime(), created_at.getTime())
  t.equal(updated_at, made)
  t.match(made, /(Z|[+-]\d\d:\d\d)$/)
  t.strictSame(rest, {
    id: shown,
    like_count: 1,
    like_playlist: false,
    title: '비 오는 밤',
    content: '우산은 두고',
    thumbnail,
    thumbnails: thumbnailKeys(thumbnail),
    genre: 'K-POP',
    is_active: true,
    is_public: true,
    status: 'ready',
    writer: person.id,
    writer_profile: person,
    music: [song.id],
  })
  t.match(body.playlist[1], { thumbnail: 'karlo/placeholder.webp', thumbnails: null, status: 'matching' })
  t.strictSame([body.liked_playlists, body.next_cursor], [[], null])

  const seen = await ask(test, 'GET', `/user/profile/${writer.id}`, stranger)
  expect(seen, '200', t)
  t.strictSame(seen.json().profile, { ...person, email: null, is_following: false })
  t.strictSame(seen.json().playlist, [
    { ...rest, slug, created_at: made, updated_at, like_playlist: true, writer_profile: { ...person, email: null } },
  ])
  t.strictSame((await ask(test, 'GET', '/user/profile', stranger)).json().liked_playlists, seen.json().playlist)
  t.strictSame((await ask(test, 'GET', `/user/profile/${writer.id}`, writer)).json(), body)
})

t.test('a profile goes on page by page, and its cursor is one of ours', async t => {
  const test = await testApp(t)
  const one = await aListener(test)
  const ids: number[] = []
  for (let i = 0; i < 5; i++) {
    ids.unshift(await aPlaylist(test.db, one.id))
    await aLike(test.db, one.id, ids[0]!, new Date(1_000 * i))
  }
  const pages: { playlist: { id: number }[]; liked_playlists: { id: number }[] }[] = []
  for (let cursor: string | null = ''; cursor !== null && pages.length < 9; ) {
    const answer = await ask(test, 'GET', `/user/profile?limit=2${cursor && `&cursor=${cursor}`}`, one)
    expect(answer, '200', t)
    pages.push(answer.json())
    cursor = answer.json().next_cursor
  }
  t.equal(pages.length, 3)
  for (const list of ['playlist', 'liked_playlists'] as const)
    t.strictSame(
      pages.flatMap(page => page[list].map(({ id }) => id)),
      ids,
    )
  for (const query of [
    'limit=0',
    'limit=201',
    'limit=x',
    'cursor=1',
    'cursor=1.2',
    'cursor=-1.2.3',
    `cursor=${'9'.repeat(16)}.1.1`,
    'cursor=',
  ])
    for (const whose of ['profile', `profile/${one.id}`])
      t.equal(outcome(await ask(test, 'GET', `/user/${whose}?${query}`, one)), '400 invalid_input', query)
  const far = `${'9'.repeat(15)}.${'9'.repeat(16)}.${'9'.repeat(15)}`
  t.equal((await ask(test, 'GET', `/user/profile?cursor=${far}`, one)).json().playlist.length, 5)
})

t.test('following, its refusals, and its end', async t => {
  const test = await testApp(t)
  const [one, other, third] = [await aListener(test), await aListener(test), await aListener(test)]
  const follow = (id: number | string, who = one) => ask(test, 'POST', `/user/${id}/follow`, who)
  const unfollow = (id: number | string, who = one) => ask(test, 'DELETE', `/user/${id}/unfollow`, who)

  expect(await unfollow(other.id), '404 not_following', t)
  const followed = await follow(other.id)
  expect(followed, '201', t)
  t.match(followed.json(), { message: String })
  expect(await follow(other.id), '400 already_following', t)
  expect(await follow(one.id), '400 follow_oneself', t)
  expect(await unfollow(one.id), '404 not_following', t)
  for (const id of [987_654, 0, -1, 'x', '1.5', '9'.repeat(30)]) {
    t.equal((await follow(id)).statusCode, 404, `follow ${id}`)
    t.equal((await unfollow(id)).statusCode, 404, `unfollow ${id}`)
    t.equal((await ask(test, 'GET', `/user/${id}/followers`, one)).statusCode, 404, `followers ${id}`)
    t.equal((await ask(test, 'GET', `/user/${id}/following`, one)).statusCode, 404, `following ${id}`)
    t.equal((await ask(test, 'GET', `/user/profile/${id}`, one)).statusCode, 404, `profile ${id}`)
  }

  const followers = await ask(test, 'GET', `/user/${other.id}/followers`, third)
  const entry = ({ id, name }: Listener, is_following: boolean | null) => ({
    id,
    profile_image: 'profile/basic.png',
    nickname: name,
    is_following,
  })
  t.strictSame(followers.json(), { follower_list: [entry(one, false)], next_cursor: null })
  const following = await ask(test, 'GET', `/user/${one.id}/following/`, one)
  t.strictSame(following.json(), { following_list: [entry(other, true)], next_cursor: null })
  t.strictSame((await ask(test, 'GET', `/user/${one.id}/following`, other)).json().following_list, [entry(other, null)])
  t.equal((await ask(test, 'GET', `/user/profile/${other.id}`, one)).json().profile.is_following, true)

  expect(await unfollow(other.id, third), '404 not_following', t)
  expect(await unfollow(other.id), '204', t)
  expect(await unfollow(other.id), '404 not_following', t)
  t.strictSame((await ask(test, 'GET', `/user/${one.id}/following`, one)).json().following_list, [])
  t.equal((await ask(test, 'GET', `/user/profile/${other.id}`, one)).json().profile.is_following, false)
})

t.test('followers go on page by page', async t => {
  const test = await testApp(t)
  const star = await aListener(test)
  const ids: number[] = []
  for (let i = 0; i < 5; i++) {
    const fan = await aListener(test)
    ids.unshift(fan.id)
    expect(await ask(test, 'POST', `/user/${star.id}/follow`, fan), '201', t)
  }
  const seen: number[] = []
  let pages = 0
  for (let cursor: number | null | undefined; cursor !== null && pages < 9; pages++) {
    const answer = await ask(
      test,
      'GET',
      `/user/${star.id}/followers?limit=2${cursor ? `&cursor=${cursor}` : ''}`,
      star,
    )
    seen.push(...answer.json().follower_list.map(({ id }: { id: number }) => id))
    cursor = answer.json().next_cursor
  }
  t.strictSame([seen, pages], [ids, 3])
  for (const query of ['limit=0', 'limit=201', 'cursor=0', 'cursor=x'])
    for (const list of ['followers', 'following'])
      t.equal(outcome(await ask(test, 'GET', `/user/${star.id}/${list}?${query}`, star)), '400 invalid_input', query)
})
