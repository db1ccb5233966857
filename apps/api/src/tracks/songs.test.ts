import { addJob } from '@mudig/db/ledger/add'
import { aTrack, aTrackFile } from '@mudig/db/testing/tracks'
import { append } from '@mudig/db/tracks/events'
import { jobSubjectOf } from '@mudig/db/tracks/subject'
import { probeTrack } from '@mudig/shared/tracks/queues'
import t from 'tap'
import { outcome, testApp } from '../testing/app.js'
import { deliver } from '../testing/deliver.js'
import { aListener, type Listener } from '../testing/listeners.js'

const test = await testApp(t)
const { app, db } = test
t.jobs = 1

const ask = (who: Listener | undefined, method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object) =>
  app.inject({ method, url, ...(who && { headers: who.bearer }), ...(payload && { payload }) })

t.test('a track in a list of one, as the first clients read it', async t => {
  const [owner, fan] = [await aListener(test), await aListener(test)]
  const id = await aTrack(db, owner.id, { tags: ['재즈', 'night'], description: '비 오는 날' })
  const answer = await ask(undefined, 'GET', `/song/play/${id}/`)
  t.equal(answer.statusCode, 200)
  const { created_at, slug, ...song } = answer.json().song[0]
  t.match(created_at, /^\d{4}-/)
  t.match(slug, /^[0-9a-f]{32}$/)
  t.strictSame(song, {
    song_id: id,
    song_name: '새벽 세 시',
    description: '비 오는 날',
    song_path: `/song/${id}/stream?v=1`,
    artist_name: owner.name,
    artist_img: 'profile/basic.png',
    user_id: owner.id,
    sample_rate: 44_100,
    small_img_url: null,
    big_img_url: null,
    song_tag: ['night', '재즈'],
    duration_ms: 240_000,
    wave_data: Array.from({ length: 270 }, (_, bar) => bar),
    status: 'ready',
    error_code: null,
    warning: null,
    like_count: 0,
    is_liked: false,
    play_count: 0,
    repost_count: 0,
    is_reposted: false,
    comment_count: 0,
    is_public: true,
    is_downloadable: false,
    loudness_lufs: -14.5,
    gain_db: -3.5,
    chapters: [],
  })
  const failed = await aTrack(db, owner.id, { state: 'failed' })
  t.match((await ask(owner, 'GET', `/song/play/${failed}`)).json().song[0], {
    status: 'failed',
    error_code: 'not_audio',
    wave_data: [],
    duration_ms: null,
  })
  const none = await ask(fan, 'GET', `/song/play/${failed}`)
  t.equal(outcome(none), '404 track_not_found')
  t.equal(none.json().message, 'TRACK_NOT_FOUND', 'in capitals for the first clients')
  const bare = await app.inject({
    url: `/song/play/${failed}`,
    headers: { authorization: owner.bearer.authorization.replace('Bearer ', '') },
  })
  t.equal(bare.statusCode, 200, 'who send their token bare')
})

t.test('its owner changes what is said of it, and removes it', async t => {
  const [owner, stranger] = [await aListener(test), await aListener(test)]
  const id = await aTrack(db, owner.id, { tags: ['old'] })
  await aTrackFile(db, id, 'aac', { bytes: 5, content_type: 'audio/mp4' })
  const change = { name: '  새 이름 ', tags: ['lo-fi', 'Lo-Fi'], is_public: false, is_downloadable: true }
  t.equal(outcome(await ask(stranger, 'PUT', `/song/${id}`, change)), '404 track_not_found')
  t.equal(outcome(await ask(undefined, 'PUT', `/song/${id}`, change)), '401 not_signed_in')
  for (const wrong of [
    {},
    { name: '' },
    { name: 'x'.repeat(101) },
    { tags: [''] },
    { tags: Array(11).fill('a') },
    { is_public: 'maybe' },
  ])
    t.equal(outcome(await ask(owner, 'PUT', `/song/${id}`, wrong)), '400 invalid_input', JSON.stringify(wrong))
  const changed = await ask(owner, 'PUT', `/song/${id}`, change)
  t.match(changed.json().song, {
    song_name: '새 이름',
    song_tag: ['lo-fi'],
    is_public: false,
    is_downloadable: true,
    song_path: /&t=/,
  })
  t.equal(outcome(await ask(stranger, 'GET', `/song/play/${id}`)), '404 track_not_found')
  t.equal(outcome(await ask(stranger, 'DELETE', `/song/${id}`)), '404 track_not_found')
  t.equal((await ask(owner, 'DELETE', `/song/${id}`)).statusCode, 204)
  t.equal(outcome(await ask(owner, 'DELETE', `/song/${id}`)), '404 track_not_found')
  t.equal(outcome(await ask(owner, 'GET', `/song/play/${id}`)), '404 track_not_found')
  t.strictSame(await db.selectFrom('track_files').selectAll().where('track_id', '=', id).execute(), [])
  const object = await db.selectFrom('objects').select('state').where('kind', '=', 'track').execute()
  t.strictSame(object, [{ state: 'gone' }])
})

t.test('lists, their cursors and their bounds', async t => {
  // Of the tests before.
  await db.updateTable('subjects').set({ visibility: 'private' }).execute()
  const owner = await aListener(test)
  const made: number[] = []
  for (let n = 0; n < 3; n += 1) made.unshift(await aTrack(db, owner.id, { title: `list ${n}`, tags: ['lists'] }))
  const ids = async (url: string, who?: Listener) => {
    const answer = await ask(who, 'GET', url)
    t.equal(answer.statusCode, 200, `${url} ${answer.statusCode === 200 ? '' : answer.body}`)
    return answer.json().song.map((song: { song_id: number }) => song.song_id)
  }
  t.strictSame(await ids('/song/streams/0'), made)
  t.strictSame(await ids('/song/streams/2'), made.slice(2))
  t.strictSame(await ids('/song?tag=LISTS&limit=2'), made.slice(0, 2))
  const { next_cursor } = (await ask(undefined, 'GET', '/song?tag=LISTS&limit=2')).json()
  t.strictSame(await ids(`/song?tag=LISTS&limit=2&cursor=${next_cursor}`), made.slice(2))
  t.strictSame(await ids(`/song?user_id=${owner.id}`), made)
  const home = (await ask(undefined, 'GET', '/song/home/1')).json().song as Record<string, { song_id: number }[]>[]
  t.strictSame(
    home.map(one => Object.entries(one).map(([tag, songs]) => [tag, songs.map(song => song.song_id)])),
    [[['lists', made]]],
    'one object for each tag, whose only key it is',
  )
  t.strictSame(await ids('/song/charts'), [])
  t.strictSame(await ids('/song/charts?tag=lists&days=30'), [])
  t.strictSame((await ask(undefined, 'GET', '/tags')).json(), { tags: [] })
  t.equal(outcome(await ask(undefined, 'GET', '/song/feed')), '401 not_signed_in')
  t.strictSame(await ids('/song/feed', owner), [])
  t.equal(outcome(await ask(undefined, 'GET', '/song/streams/10001')), '404 not_found')
  t.equal(outcome(await ask(undefined, 'GET', '/song/charts?days=2')), '400 invalid_input')
  t.equal(outcome(await ask(undefined, 'GET', '/song?cursor=007')), '400 invalid_input')
})

t.test('titles are found by any part, by initial consonants, and best first', async t => {
  const owner = await aListener(test)
  const exact = await aTrack(db, owner.id, { title: '밤편지' })
  const begins = await aTrack(db, owner.id, { title: '밤편지 (Live)' })
  const secret = await aTrack(db, owner.id, { title: '밤편지', visibility: 'private' })
  const draft = await aTrack(db, owner.id, { title: '밤편지', state: 'draft' })
  const find = async (query: string) => {
    const answer = await ask(undefined, 'GET', `/song/search?query=${encodeURIComponent(query)}`)
    t.equal(answer.statusCode, 200)
    return answer.json().song.map((song: { song_id: number }) => song.song_id)
  }
  t.strictSame(await find('밤편지'), [exact, begins])
  t.strictSame(await find('ㅂㅍㅈ'), [begins, exact])
  const { next_cursor } = (await ask(owner, 'GET', `/song/search?limit=1&query=${encodeURIComponent('편지')}`)).json()
  const second = await ask(
    owner,
    'GET',
    `/song/search?limit=1&query=${encodeURIComponent('편지')}&cursor=${next_cursor}`,
  )
  t.match(second.json(), { song: [{ song_id: exact }], song_count: 2, next_cursor: null })
  t.equal(outcome(await ask(undefined, 'GET', '/song/search?query=%20')), '400 query_empty')
  await ask(owner, 'PUT', `/song/${secret}`, { is_public: true })
  t.strictSame(await find('밤편지'), [secret, exact, begins], 'once it is public')
  await ask(owner, 'PUT', `/song/${exact}`, { name: '다른 이름' })
  t.strictSame(await find('밤편지'), [secret, begins], 'under its new name')
  await ask(owner, 'DELETE', `/song/${begins}`)
  t.strictSame(await find('밤편지'), [secret])
  t.ok(draft)
})

t.test('likes and reposts turn around, or are what is wanted', async t => {
  const [owner, fan] = [await aListener(test), await aListener(test)]
  const id = await aTrack(db, owner.id)
  const secret = await aTrack(db, owner.id, { visibility: 'private' })
  for (const [what, is, count] of [
    ['like', 'is_liked', 'like_count'],
    ['repost', 'is_reposted', 'repost_count'],
  ] as const) {
    const wanted = what === 'like' ? 'liked' : 'reposted'
    const on = await ask(fan, 'POST', `/song/${id}/${what}`)
    t.equal(on.statusCode, 201, what)
    t.match(on.json(), { message: /./, [is]: true, [count]: 1 })
    t.match((await ask(fan, 'GET', `/song/play/${id}`)).json().song[0], { [is]: true, [count]: 1 })
    t.equal((await ask(fan, 'POST', `/song/${id}/${what}?${wanted}=true`)).statusCode, 201, 'it stays')
    t.equal((await ask(fan, 'POST', `/song/${id}/${what}`)).statusCode, 200)
    t.equal((await ask(fan, 'POST', `/song/${id}/${what}?${wanted}=false`)).statusCode, 200)
    t.match((await ask(fan, 'DELETE', `/song/${id}/${what}`)).json(), { [is]: false, [count]: 0 })
    const headers = { ...fan.bearer, 'idempotency-key': `once-${what}` }
    for (let n = 0; n < 2; n += 1)
      t.equal((await app.inject({ method: 'POST', url: `/song/${id}/${what}`, headers })).statusCode, 201, 'by its key')
    t.equal(outcome(await ask(fan, 'POST', `/song/${secret}/${what}`)), '404 track_not_found')
    t.equal(outcome(await ask(undefined, 'POST', `/song/${id}/${what}`)), '401 not_signed_in')
  }
})

t.test('comments at moments, and who is told of what', async t => {
  const [owner, fan, other] = [await aListener(test), await aListener(test), await aListener(test)]
  const id = await aTrack(db, owner.id, { title: '제목' })
  const written = await ask(fan, 'POST', `/comment/${id}`, { content: ' 좋아요 ', position: 61 })
  t.equal(written.statusCode, 200)
  const { comment } = written.json()
  t.match(comment, {
    user_id: fan.id,
    user_name: fan.name,
    content: '좋아요',
    position: 61,
    position_ms: 61_000,
    song_id: id,
    parent: null,
  })
  t.equal(
    (await ask(fan, 'POST', `/comment/${id}`, { content: '좋아요', position: 61 })).json().comment.id,
    comment.id,
    'a second click',
  )
  const exact = (await ask(fan, 'POST', `/comment/${id}`, { content: 'here', position: 3, position_ms: 1_234 })).json()
  t.match(exact.comment, { position: 1, position_ms: 1_234 })
  const reply = (await ask(other, 'POST', `/comment/${id}`, { content: 'me too', parent_id: comment.id })).json()
  t.match(reply.comment, { parent: comment.id, position_ms: 61_000 })
  const list = (await ask(undefined, 'GET', `/comment/${id}`)).json()
  t.match(list, {
    data: {
      comment_count: 3,
      comment_info: [{ id: exact.comment.id }, { id: comment.id }, { id: reply.comment.id }],
      next_cursor: null,
    },
  })
  t.strictSame((await ask(undefined, 'GET', `/comment?song_id=${id}`)).json(), list)
  const page = (await ask(undefined, 'GET', `/comment/${id}?limit=1&around=60000`)).json()
  t.match(page.data, { comment_info: [{ id: comment.id }], next_cursor: `61000.${comment.id}` })
  const made = await ask(undefined, 'GET', `/comment/${id}?cursor=3000000000.1`)
  t.match(made.json(), { data: { comment_info: [], next_cursor: null } }, 'a cursor that nobody gave out')
  t.match((await ask(undefined, 'GET', `/comment/${id}?cursor=${page.data.next_cursor}`)).json().data.comment_info, [
    { id: reply.comment.id },
  ])
  for (const [body, said] of [
    [{ content: 'x', position: 241 }, '400 wrong_position'],
    [{ content: 'x', position: -1 }, '400 invalid_input'],
    [{ content: 'x', position: 1.5 }, '400 invalid_input'],
    [{ content: '' }, '400 invalid_input'],
    [{ content: 'x'.repeat(501) }, '400 invalid_input'],
    [{ position: 3 }, '400 invalid_input'],
    [{ content: 'x', parent_id: id }, '404 comment_not_found'],
  ] as const)
    t.equal(outcome(await ask(fan, 'POST', `/comment/${id}`, body)), said, JSON.stringify(body).slice(0, 60))
  t.equal((await ask(fan, 'POST', `/comment/${id}`, { content: '가'.repeat(500), position: 240 })).statusCode, 200)

  await ask(fan, 'POST', `/song/${id}/like`)
  await ask(fan, 'POST', `/song/${id}/repost`)
  await deliver(test)
  const told = async (who: Listener) =>
    (await ask(who, 'GET', '/notification')).json().notifications as { kind: string; text: string; track: object }[]
  const toOwner = await told(owner)
  t.strictSame(toOwner.map(({ kind }) => kind).sort(), ['commented_track', 'liked_track', 'reposted'])
  for (const one of toOwner) {
    t.match(one, { playlist: null, track: { id, title: '제목', picture: null } })
    t.match(one.text, '제목')
  }
  t.match(await told(fan), [{ kind: 'replied_track', track: { id }, playlist: null, comment_id: reply.comment.id }])

  t.equal(outcome(await ask(other, 'PUT', `/comment/${comment.id}`, { content: 'not mine' })), '404 comment_not_found')
  t.match((await ask(fan, 'PUT', `/comment/${comment.id}`, { content: 'mine' })).json().comment, { content: 'mine' })
  t.equal(outcome(await ask(other, 'DELETE', `/comment/${comment.id}`)), '404 comment_not_found')
  t.equal((await ask(owner, 'DELETE', `/comment/${comment.id}`)).statusCode, 204, 'on my track')
  t.equal((await ask(other, 'DELETE', `/comment/${reply.comment.id}`)).statusCode, 204, 'my own')
  await ask(fan, 'DELETE', `/song/${id}/like`)
  await deliver(test)
  t.strictSame((await told(owner)).map(({ kind }) => kind).sort(), ['commented_track', 'reposted'])
  t.strictSame(await told(fan), [])
})

t.test('plays', async t => {
  const [owner, fan] = [await aListener(test), await aListener(test)]
  const id = await aTrack(db, owner.id)
  const secret = await aTrack(db, owner.id, { visibility: 'private' })
  const play = { play_id: '4f0c2b3a-0d6e-4a8e-9a7e-1d2c3b4a5f60', ms_played: 31_000, position: 12.5 }
  const say = async (body: object, who?: Listener, track = id) => {
    const answer = await ask(who, 'POST', `/song/${track}/plays`, body)
    return `${outcome(answer)} ${answer.json().counted ?? ''}`.trim()
  }
  t.equal(await say({ ...play, ms_played: 5_000 }), '202 false')
  t.equal(await say(play), '202 true')
  t.equal(await say(play), '202 true')
  t.equal(
    await say({ ...play, play_id: play.play_id.replace('4f', '5f') }),
    '202 false',
    'the same network and browser',
  )
  t.equal(await say({ ...play, play_id: play.play_id.replace('4f', '6f') }, fan), '202 true')
  t.equal(await say({ ...play, play_id: 'x' }), '400 invalid_input')
  t.equal(await say({ ms_played: 1 }), '400 invalid_input')
  t.equal(await say({ ...play, play_id: play.play_id.replace('4f', '7f') }, fan, secret), '404 track_not_found')
  const rows = await db.selectFrom('plays').select(['user_id']).where('track_id', '=', id).orderBy('user_id').execute()
  t.strictSame(rows, [{ user_id: fan.id }, { user_id: null }])
})

t.test('an upload is watched, and stopped', async t => {
  const [owner, stranger] = [await aListener(test), await aListener(test)]
  const id = await aTrack(db, owner.id, { state: 'draft' })
  const { id: job } = await db
    .transaction()
    .execute(trx =>
      addJob(trx, probeTrack, { v: 1, track_id: id, version: 1 }, { user_id: owner.id, subject: jobSubjectOf(id) }),
    )
  await db.transaction().execute(async trx => {
    await append(trx, id, 'probed', { version: 1, progress: 10, codec: 'flac' })
    await append(trx, id, 'progress', { version: 1, progress: 40 })
  })
  for (const url of [`/song/jobs/${job}`, `/song/jobs/${job}/events`])
    t.equal(outcome(await ask(stranger, 'GET', url)), '404 job_not_found')
  t.equal(outcome(await ask(stranger, 'DELETE', `/song/jobs/${job}`)), '404 job_not_found')
  t.match((await ask(owner, 'GET', `/song/jobs/${job}`)).json(), {
    id: job,
    song_id: id,
    version: 1,
    status: 'processing',
    stage: 'progress',
    progress: 40,
    error: null,
  })
  const stopped = (await ask(owner, 'DELETE', `/song/jobs/${job}`)).json()
  t.match(stopped, { status: 'failed', error: { code: 'cancelled', message: '처리를 취소했습니다.' } })
  t.match((await ask(owner, 'DELETE', `/song/jobs/${job}`)).json(), { status: 'failed' }, 'again')
  t.match((await ask(owner, 'GET', `/song/play/${id}`)).json().song[0], { status: 'failed', error_code: 'cancelled' })
  const { state } = await db.selectFrom('jobs').select('state').where('id', '=', job).executeTakeFirstOrThrow()
  t.equal(state, 'cancelled')
  const events = await ask(owner, 'GET', `/song/jobs/${job}/events`)
  t.match(events.headers['content-type'], 'text/event-stream')
  t.strictSame(
    [...events.body.matchAll(/^id: (\d+)\nevent: (\w+)$/gm)].map(([, id, event]) => `${id} ${event}`),
    ['1 probed', '2 progress', '3 failed'],
  )
  t.match(events.body, '처리를 취소했습니다.')
  const rest = await app.inject({ url: `/song/jobs/${job}/events`, headers: { ...owner.bearer, 'last-event-id': '3' } })
  t.match(rest.body, 'event: failed', 'whoever saw the end is told how it stands')
})

t.test('a public link, for programs, for people and for whoever embeds it', async t => {
  const owner = await aListener(test)
  const id = await aTrack(db, owner.id, { title: '<b>제목</b>', description: '설명', tags: ['재즈'] })
  const secret = await aTrack(db, owner.id, { visibility: 'private' })
  const slugOf = async (track: number) =>
    (await db.selectFrom('tracks').select('slug').where('id', '=', track).executeTakeFirstOrThrow()).slug
  const url = `/song/shared/${await slugOf(id)}`
  const json = await ask(owner, 'GET', url)
  t.match(json.json(), { song: { song_id: id, song_path: `/song/${id}/stream?v=1` } })
  t.equal(json.headers['cache-control'], 'public, max-age=60')
  const page = await app.inject({ url, headers: { accept: 'text/html', 'accept-language': 'en' } })
  t.match(page.headers['content-type'], 'text/html')
  for (const part of [
    'og:type" content="music.song"',
    'music:duration" content="240"',
    '&#60;b&#62;제목',
    '#재즈',
    'json+oembed',
  ])
    t.match(page.body, part)
  t.notMatch(page.body, '<b>제목')
  const gone = `/song/shared/${await slugOf(secret)}`
  t.equal(outcome(await ask(owner, 'GET', gone)), '404 track_not_found', 'a link shows what everybody may see')
  t.match((await app.inject({ url: gone, headers: { accept: 'text/html' } })).body, '곡을 찾을 수 없어요')

  const byId = `/song/${id}`
  t.match((await ask(undefined, 'GET', byId)).json(), { song: [{ song_id: id, song_path: `/song/${id}/stream?v=1` }] })
  const player = await app.inject({ url: byId, headers: { accept: 'text/html' } })
  t.match(player.headers['content-type'], 'text/html')
  t.match(player.body, `<audio controls preload="metadata" src="/song/${id}/stream?v=1">`)
  t.match(player.headers['content-security-policy'], /^default-src 'none'; .*script-src 'self';.*frame-ancestors \*$/)
  t.notOk(player.headers['x-frame-options'], 'it may stand in other pages')
  t.equal(player.headers.vary, 'Origin, Accept, Accept-Language')
  for (const path of [`/song/${secret}`, '/song/0', '/song/nothing', '/song/99999999999999999999']) {
    t.equal((await ask(owner, 'GET', path)).statusCode, 404, path)
    t.match((await app.inject({ url: path, headers: { accept: 'text/html' } })).body, '곡을 찾을 수 없어요', path)
  }
  for (const file of ['player.js', 'player.css', 'wavesurfer.js'])
    t.equal((await app.inject(`/player/${file}`)).statusCode, 200, file)

  const embed = (address: string, more = '') =>
    ask(undefined, 'GET', `/oembed?url=${encodeURIComponent(address)}${more}`)
  for (const address of [`http://localhost${url}`, `http://localhost/song/${id}`])
    t.match((await embed(address, '&maxwidth=300')).json(), {
      version: '1.0',
      type: 'rich',
      width: 300,
      height: 166,
      author_name: owner.name,
      html: new RegExp(`^<iframe src="http://[^"]+/song/${id}" width="300"`),
    })
  for (const address of [
    'nothing',
    'http://localhost/other',
    `http://localhost${gone}`,
    `http://localhost/song/${secret}`,
  ])
    t.equal(outcome(await embed(address)), '404 track_not_found', address)
  t.equal(outcome(await embed(`http://localhost${url}`, '&format=xml')), '400 invalid_input')
})

t.test('a gain only where a loudness was measured', async t => {
  const owner = await aListener(test)
  const id = await aTrack(db, owner.id)
  await db.updateTable('track_versions').set({ loudness_lufs: -23.456 }).where('track_id', '=', id).execute()
  t.equal((await ask(undefined, 'GET', `/song/play/${id}`)).json().song[0].gain_db, 5.46)
  await db.updateTable('track_versions').set({ loudness_lufs: null }).where('track_id', '=', id).execute()
  t.equal((await ask(undefined, 'GET', `/song/play/${id}`)).json().song[0].gain_db, null, 'silence')
})

t.test('chapters of a track', async t => {
  const [owner, stranger] = [await aListener(test), await aListener(test)]
  const id = await aTrack(db, owner.id, { duration_ms: 60_000 })
  const put = (chapters: unknown, who = owner) => ask(who, 'PUT', `/song/${id}`, { chapters })
  const shown = async () => (await ask(undefined, 'GET', `/song/play/${id}`)).json().song[0].chapters
  const chapters = [
    { start_ms: 0, title: '도입' },
    { start_ms: 59_999, title: '<b>끝</b>' },
  ]
  t.strictSame((await put(chapters)).json().song.chapters, chapters)
  t.strictSame(await shown(), chapters)
  t.strictSame((await ask(undefined, 'GET', `/song/${id}`)).json().song[0].chapters, chapters)
  const list = (await ask(undefined, 'GET', `/song?user_id=${owner.id}`)).json()
  t.notOk('chapters' in list.song[0], 'lists leave them out')
  for (const wrong of [
    [{ start_ms: 60_000, title: 'behind the end' }],
    [
      { start_ms: 5, title: 'a' },
      { start_ms: 5, title: 'b' },
    ],
    [
      { start_ms: 6, title: 'a' },
      { start_ms: 5, title: 'b' },
    ],
  ])
    t.equal(outcome(await put(wrong)), '400 wrong_chapters')
  for (const wrong of [
    'x',
    [{ start_ms: -1, title: 'a' }],
    [{ start_ms: 0, title: '' }],
    [{ start_ms: 0 }],
    [{ start_ms: 0, title: 'x'.repeat(101) }],
    Array.from({ length: 201 }, (_, start_ms) => ({ start_ms, title: 'a' })),
  ])
    t.equal(outcome(await put(wrong)), '400 invalid_input')
  t.equal(outcome(await put(chapters, stranger)), '404 track_not_found')
  t.strictSame(await shown(), chapters, 'nothing of that changed them')
  await db.updateTable('track_versions').set({ duration_ms: 30_000 }).where('track_id', '=', id).execute()
  t.strictSame(await shown(), chapters.slice(0, 1), 'a shorter file has fewer')
  t.strictSame((await put([])).json().song.chapters, [])
  const many = Array.from({ length: 200 }, (_, n) => ({ start_ms: n, title: '가'.repeat(100) }))
  t.equal((await put(many)).json().song.chapters.length, 200)
  t.equal((await ask(owner, 'DELETE', `/song/${id}`)).statusCode, 204)
})
