import { aSet } from '@mudig/db/testing/sets'
import { aTrack } from '@mudig/db/testing/tracks'
import t from 'tap'
import { outcome, testApp } from '../testing/app.js'
import { deliver } from '../testing/deliver.js'
import { aListener, type Listener } from '../testing/listeners.js'

const test = await testApp(t)
const { app, db } = test
t.jobs = 1

const ask = (
  who: Listener | undefined,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  url: string,
  payload?: object,
  headers: object = {},
) => app.inject({ method, url, headers: { ...who?.bearer, ...headers }, ...(payload && { payload }) })

/** Ready and public ones. */
const aTracks = async (owner: Listener, count: number): Promise<number[]> => {
  const ids: number[] = []
  while (ids.length < count) ids.push(await aTrack(db, owner.id))
  return ids
}

t.test('a set is made, changed and deleted by its owner alone', async t => {
  const [owner, stranger] = [await aListener(test), await aListener(test)]
  const [first, second, secret] = [
    await aTrack(db, owner.id),
    await aTrack(db, stranger.id),
    await aTrack(db, stranger.id, { visibility: 'private' }),
  ]
  const wanted = { name: ' 밤의 기록 ', description: '첫 줄\n둘째 줄', song_ids: [second, first] }
  t.equal(outcome(await ask(undefined, 'POST', '/song/sets', wanted)), '401 not_signed_in')
  for (const wrong of [
    { name: 'x' },
    { ...wanted, name: '' },
    { ...wanted, name: 'x'.repeat(101) },
    { ...wanted, description: 'x'.repeat(2_001) },
    { ...wanted, song_ids: [first, first] },
    { ...wanted, song_ids: Array.from({ length: 501 }, (_, n) => n + 1) },
    { ...wanted, song_ids: [0] },
    { ...wanted, is_public: 'maybe' },
  ])
    t.equal(
      outcome(await ask(owner, 'POST', '/song/sets', wrong)),
      '400 invalid_input',
      JSON.stringify(wrong).slice(0, 80),
    )
  for (const song of [secret, 999_999_999])
    t.equal(outcome(await ask(owner, 'POST', '/song/sets', { ...wanted, song_ids: [song] })), '404 track_not_found')

  const key = { 'idempotency-key': 'once' }
  const made = await ask(owner, 'POST', '/song/sets', wanted, key)
  t.equal(made.statusCode, 201, made.body)
  const { set } = made.json()
  const { song, created_at, updated_at, slug, ...rest } = set
  t.match(slug, /^[0-9a-f]{32}$/)
  t.match([created_at, updated_at, song[0].created_at], [/^\d{4}-/, /^\d{4}-/, /^\d{4}-.*Z$/])
  const id = rest.set_id
  t.strictSame(rest, {
    set_id: id,
    name: '밤의 기록',
    description: '첫 줄\n둘째 줄',
    user_id: owner.id,
    artist_name: owner.name,
    artist_img: 'profile/basic.png',
    small_img_url: null,
    big_img_url: null,
    is_public: true,
    like_count: 0,
    is_liked: false,
    comment_count: 0,
    song_count: 2,
    song_ids: [second, first],
    next_cursor: null,
  })
  const { chapters, ...single } = (await ask(owner, 'GET', `/song/play/${second}`)).json().song[0]
  t.strictSame(song[0], single, 'a track is what it is in any list')
  t.strictSame(chapters, [])
  t.equal((await ask(owner, 'POST', '/song/sets', wanted, key)).json().set.set_id, id, 'once for a key')
  t.equal(
    outcome(await ask(owner, 'POST', '/song/sets', { ...wanted, name: 'other' }, key)),
    '409 idempotency_key_reused',
  )
  t.equal((await ask(owner, 'GET', `/song/sets?user_id=${owner.id}`)).json().sets.length, 1)

  const path = `/song/sets/${id}`
  for (const [method, url, body, error] of [
    ['PUT', path, { name: 'mine' }, 'set_not_found'],
    ['POST', `${path}/songs`, { song_id: second }, 'set_not_found'],
    ['DELETE', `${path}/songs/${first}`, undefined, 'set_not_found'],
    ['DELETE', path, undefined, 'set_not_found'],
  ] as const) {
    t.equal(outcome(await ask(stranger, method, url, body)), `404 ${error}`, `${method} ${url}`)
    t.equal(outcome(await ask(undefined, method, url, body)), '401 not_signed_in', `${method} ${url}`)
  }
  t.equal(outcome(await ask(owner, 'PUT', path, {})), '400 invalid_input')
  t.equal(outcome(await ask(owner, 'PUT', path, { song_ids: [secret] })), '404 track_not_found')
  const changed = await ask(owner, 'PUT', path, { song_ids: [first, second], is_public: false, description: '' })
  t.match(changed.json().set, { song_ids: [first, second], is_public: false, description: '', name: '밤의 기록' })
  t.equal(outcome(await ask(stranger, 'GET', path)), '404 set_not_found')
  t.equal(outcome(await ask(undefined, 'GET', path)), '404 set_not_found')
  t.equal(outcome(await ask(undefined, 'GET', `/song/sets/shared/${slug}`)), '404 set_not_found')
  t.equal((await ask(owner, 'GET', path)).statusCode, 200)
  await ask(owner, 'PUT', path, { is_public: true })
  const shared = await ask(owner, 'GET', `/song/sets/shared/${slug}`)
  t.match(shared.json().set, { set_id: id, song_ids: [first, second] })
  t.equal(shared.headers['cache-control'], 'public, max-age=60')

  t.equal(outcome(await ask(owner, 'DELETE', `${path}/songs/999999999`)), '404 track_not_found')
  t.equal((await ask(owner, 'DELETE', `${path}/songs/${first}`)).statusCode, 204)
  const added = await ask(owner, 'POST', `${path}/songs`, { song_id: first })
  t.strictSame(added.json().set.song_ids, [second, first])
  t.equal(outcome(await ask(owner, 'POST', `${path}/songs`, { song_id: secret })), '404 track_not_found')
  const page = (await ask(stranger, 'GET', `${path}?limit=1`)).json().set
  t.strictSame([page.song.length, page.song_count], [1, 2])
  const second_page = (await ask(stranger, 'GET', `${path}?limit=1&cursor=${page.next_cursor}`)).json().set
  t.strictSame([second_page.song[0].song_id, second_page.next_cursor], [first, null])
  const beyond = await ask(stranger, 'GET', `${path}?cursor=${Number.MAX_SAFE_INTEGER}`)
  t.strictSame([beyond.statusCode, beyond.json().set.song], [200, []], 'beyond what a position can be there is nothing')

  t.equal((await ask(owner, 'DELETE', path)).statusCode, 204)
  t.equal(outcome(await ask(owner, 'GET', path)), '404 set_not_found')
  t.equal(outcome(await ask(owner, 'DELETE', path)), '404 set_not_found')
  t.equal((await ask(owner, 'GET', `/song/play/${first}`)).statusCode, 200, 'its tracks stay')
})

t.test('a full set takes no more, and nobody makes sets without end', async t => {
  const owner = await aListener(test)
  const [full, more] = [await aTracks(owner, 500), await aTracks(owner, 1)]
  const { id } = await aSet(db, owner.id, full)
  t.equal(outcome(await ask(owner, 'POST', `/song/sets/${id}/songs`, { song_id: more[0] })), '409 set_full')
  t.equal((await ask(owner, 'POST', `/song/sets/${id}/songs`, { song_id: full[7] })).statusCode, 200)
  const sets = Array.from({ length: 999 }, () => ({ kind: 'set', owner: owner.id, state: 'ready' }))
  const made = await db.insertInto('subjects').values(sets).returning('id').execute()
  await db
    .insertInto('sets')
    .values(made.map(one => ({ id: one.id, owner: owner.id, name: 'x' })))
    .execute()
  t.equal(outcome(await ask(owner, 'POST', '/song/sets', { name: 'x', song_ids: [] })), '409 too_many_sets')
})

t.test('sets are liked and talked about, and their owner is told', async t => {
  const [owner, fan, stranger] = [await aListener(test), await aListener(test), await aListener(test)]
  const { id } = await aSet(db, owner.id, [], { name: '앨범' })
  const { id: secret } = await aSet(db, owner.id, [], { visibility: 'private' })
  const liked = await ask(fan, 'POST', `/song/sets/${id}/like`)
  t.strictSame([liked.statusCode, liked.json().is_liked, liked.json().like_count], [201, true, 1])
  t.equal((await ask(fan, 'POST', `/song/sets/${id}/like?liked=true`)).json().like_count, 1)
  t.equal((await ask(fan, 'DELETE', `/song/sets/${id}/like`)).json().like_count, 0)
  t.equal((await ask(fan, 'POST', `/song/sets/${id}/like`)).statusCode, 201)
  const written = await ask(fan, 'POST', `/song/sets/${id}/comments`, { content: '좋아요' })
  t.equal(written.statusCode, 201, written.body)
  const { comment } = written.json()
  t.match(comment, { set_id: id, content: '좋아요', parent: null, writer: fan.id })
  const reply = await ask(owner, 'POST', `/song/sets/${id}/comments`, { content: '고마워요', parent_id: comment.id })
  t.equal(reply.json().comment.parent, comment.id)
  t.equal(
    outcome(await ask(fan, 'POST', `/song/sets/${id}/comments`, { content: 'x', parent_id: 999_999_999 })),
    '404 comment_not_found',
  )
  t.equal(outcome(await ask(fan, 'POST', `/song/sets/${id}/comments`, { content: '' })), '400 invalid_input')
  await deliver(test)
  const told = (await ask(owner, 'GET', '/notification')).json().notifications
  t.strictSame(
    told.map(({ kind, set, playlist, track }: Record<string, unknown>) => [kind, set, playlist, track]),
    [
      ['commented_set', { id, name: '앨범' }, null, null],
      ['liked_set', { id, name: '앨범' }, null, null],
    ],
  )
  t.match(told[0].text, '앨범')
  t.equal((await ask(fan, 'GET', '/notification')).json().notifications[0].kind, 'replied_set')

  const list = (await ask(undefined, 'GET', `/song/sets/${id}/comments`)).json()
  t.strictSame(
    list.comments.map(({ content }: { content: string }) => content),
    ['좋아요', '고마워요'],
  )
  const one = (await ask(stranger, 'GET', `/song/sets/${id}/comments?limit=1`)).json()
  t.match(one.next_cursor, /^\d+\.\d+$/)
  t.equal((await ask(stranger, 'GET', `/song/sets/${id}/comments?limit=1&cursor=${one.next_cursor}`)).statusCode, 200)
  const own = `/song/sets/comments/${comment.id}`
  t.equal(outcome(await ask(stranger, 'PUT', own, { content: 'mine' })), '404 comment_not_found')
  t.equal(outcome(await ask(stranger, 'DELETE', own)), '404 comment_not_found')
  t.equal((await ask(fan, 'PUT', own, { content: '최고' })).json().comment.content, '최고')
  t.equal((await ask(owner, 'DELETE', own)).statusCode, 204)
  t.equal((await ask(fan, 'GET', `/song/sets/${id}`)).json().set.comment_count, 1)

  for (const [method, url, body] of [
    ['POST', `/song/sets/${secret}/like`, undefined],
    ['DELETE', `/song/sets/${secret}/like`, undefined],
    ['GET', `/song/sets/${secret}/comments`, undefined],
    ['POST', `/song/sets/${secret}/comments`, { content: 'x' }],
  ] as const)
    t.equal(outcome(await ask(stranger, method, url, body)), '404 set_not_found', `${method} ${url}`)
  t.equal(outcome(await ask(undefined, 'POST', `/song/sets/${id}/like`)), '401 not_signed_in')
  t.equal(outcome(await ask(stranger, 'POST', '/playlist/like', { playlist_id: id })), '404 playlist_not_found')
  t.equal(outcome(await ask(stranger, 'GET', `/playlist/detail/${id}`)), '404 playlist_not_found')
})
