import { addJob } from '@mudig/db/ledger/add'
import { subjectOf } from '@mudig/db/playlists/steps'
import { insertShown, shownPictures } from '@mudig/db/testing/objects'
import { until } from '@mudig/sandbox/servers/until'
import { mostSongs } from '@mudig/shared/playlists/arrange'
import { paintCover } from '@mudig/shared/playlists/queues'
import sharp from 'sharp'
import t from 'tap'
import { form, outcome, type TestApp } from '../testing/app.js'
import { aListener, hide, type Listener } from '../testing/listeners.js'
import { appWithStorage } from '../testing/pictures.js'
import { aPlaylistOf, someSongs } from '../testing/songs.js'

const picture = (background: string) =>
  sharp({ create: { width: 40, height: 40, channels: 3, background } })
    .png()
    .toBuffer()

const setUp = async (t: Parameters<typeof appWithStorage>[0]) => {
  const test = await appWithStorage(t)
  const me = await aListener(test)
  const songs = (await someSongs(test.db, Array(6).fill({}))) as [number, number, number, number, number, number]
  const call = (method: 'PUT' | 'DELETE' | 'GET', url: string, payload?: object, who: Listener | undefined = me) =>
    test.app.inject({ method, url, headers: who.bearer, ...(payload && { payload }) })
  return {
    ...test,
    test,
    me,
    songs,
    call,
    edit: (id: number | string, payload: object, who = me) => call('PUT', `/playlist/detail/${id}/edit`, payload, who),
    editForm: (id: number, fields: Parameters<typeof form>[0], who = me) => {
      const { payload, headers } = form(fields)
      return test.app.inject({
        method: 'PUT',
        url: `/playlist/detail/${id}/edit/`,
        payload,
        headers: { ...headers, ...who.bearer },
      })
    },
    add: (payload: object, who = me) => call('PUT', '/playlist/add', payload, who),
    remove: (id: number | string, who = me) => call('DELETE', `/playlist/delete/${id}`, undefined, who),
    detail: (id: number, who = me) => call('GET', `/playlist/detail/${id}`, undefined, who),
  }
}

const jobsOf = ({ db }: TestApp, queue: string) =>
  db.selectFrom('jobs').select(['payload', 'subject', 'user_id']).where('queue', '=', queue).orderBy('id').execute()

t.test('everything at once, as JSON; the answer is the playlist', async t => {
  const { db, me, songs, edit, detail } = await setUp(t)
  const [a, b, c, d] = songs
  const id = await aPlaylistOf(db, me.id, [a, b, c])
  const before = (await detail(id)).json().playlist
  const answer = await edit(id, {
    title: '  새 제목 ',
    content: '첫 줄\r\n둘째 줄',
    is_public: true,
    del_music_list: `${b}`,
    add_music_list: ` ${d} `,
    move_music: `${d}, ${a},${c}`,
  })
  t.equal(answer.statusCode, 200, answer.body)
  const { message } = answer.json()
  t.strictSame(Object.keys(answer.json()), ['message'])
  t.match(message, {
    id,
    title: '새 제목',
    content: '첫 줄\n둘째 줄',
    is_public: true,
    music: [d, a, c],
    writer: me.id,
    writer_profile: { id: me.id },
    slug: before.slug,
  })
  t.strictSame(Object.keys(message).sort(), Object.keys(before).sort(), 'the shape of a playlist')
  t.ok(message.updated_at > before.updated_at && message.created_at === before.created_at)
  const after = (await detail(id)).json()
  t.strictSame(after.playlist, message)
  t.strictSame(
    after.music.map((song: { id: number }) => song.id),
    [d, a, c],
  )
  t.match((await edit(id, { content: '' })).json().message, { title: '새 제목', content: '' }, 'what is left out stays')
  t.strictSame((await edit(id, {})).json().message.content, '')
})

t.test('a form: the cover becomes one’s own, the one before goes by a job, empty lists say nothing', async t => {
  const { test, db, me, songs, editForm, objects, detail } = await setUp(t)
  const [a, b] = songs
  const painted = `karlo/${'A'.repeat(22)}.webp`
  const id = await aPlaylistOf(db, me.id, [a, b], { thumbnail: painted, cover: 'painted' })
  await insertShown(db, [painted])
  await db.updateTable('users').set({ rep_playlist: id }).where('id', '=', me.id).execute()
  const answer = await editForm(id, [
    ['title', 'first'],
    ['title', '폼으로'],
    ['is_public', 'false'],
    ['del_music_list', ''],
    ['add_music_list', ''],
    ['move_music', ''],
    ['image', await picture('teal')],
  ])
  t.equal(answer.statusCode, 200, answer.body)
  const { message } = answer.json()
  t.match(message, {
    title: '폼으로',
    is_public: false,
    music: [a, b],
    thumbnail: /^playlist\/[\w-]{22}\.webp$/,
    thumbnails: null,
  })
  t.equal(message.writer_profile.rep_playlist, null, 'private, it is nobody’s main playlist')
  t.match(await db.selectFrom('playlists').select('cover').where('id', '=', id).executeTakeFirstOrThrow(), {
    cover: 'own',
  })
  t.strictSame(objects(), [message.thumbnail])
  const row = await shownPictures(db).select('id').where('key', '=', message.thumbnail).executeTakeFirstOrThrow()
  const subject = subjectOf(id)
  t.strictSame(await jobsOf(test, 'media.thumbnails'), [
    { payload: { v: 1, picture_id: row.id }, subject, user_id: me.id },
  ])
  t.strictSame(await jobsOf(test, 'media.remove'), [{ payload: { v: 1, keys: [painted] }, subject, user_id: me.id }])
  const stored = await test.app.inject(`/media/${message.thumbnail}`)
  t.match(await sharp(stored.rawPayload).metadata(), { format: 'webp', width: 40, height: 40 })

  const again = await editForm(id, [['image', await picture('red')]])
  t.strictSame(
    (await jobsOf(test, 'media.remove'))[1]?.payload,
    { v: 1, keys: [message.thumbnail] },
    'one’s own goes as well',
  )
  t.strictSame((await detail(id)).json().playlist.thumbnail, again.json().message.thumbnail)

  const bare = await aPlaylistOf(db, me.id, [])
  t.equal((await editForm(bare, [['image', await picture('blue')]])).statusCode, 200)
  t.equal((await jobsOf(test, 'media.remove')).length, 2, 'what is shipped stays')
})

t.test('whatever is wrong with one field, nothing is changed and no picture is left', async t => {
  const { test, db, me, songs, edit, editForm, objects } = await setUp(t)
  const [a, b, c, d] = songs
  const id = await aPlaylistOf(db, me.id, [a, b, c])
  const all = async () => [
    await db.selectFrom('playlists').selectAll().where('id', '=', id).execute(),
    await db.selectFrom('playlist_songs').selectAll().where('playlist_id', '=', id).orderBy('position').execute(),
    await db.selectFrom('jobs').select('id').execute(),
    await shownPictures(db).select('id').execute(),
    objects(),
  ]
  const before = await all()
  const image = await picture('teal')
  for (const [field, value, rule] of [
    ['title', '', 'minLength'],
    ['title', '가'.repeat(51), 'maxLength'],
    ['title', 'two\nlines', 'x-text'],
    ['content', 'x'.repeat(151), 'maxLength'],
    ['is_public', 'perhaps', 'type'],
    ['del_music_list', '1;2', 'pattern'],
    ['del_music_list', '-1', 'pattern'],
    ['del_music_list', `${a},${a}`, 'uniqueItems'],
    ['del_music_list', '987654', 'x-song'],
    ['add_music_list', '0', 'x-song'],
    ['add_music_list', `${d},987654`, 'x-song'],
    ['add_music_list', `${d},${d}`, 'uniqueItems'],
    ['add_music_list', Array.from({ length: mostSongs + 1 }, (_, n) => n + 1).join(), 'maxItems'],
    ['add_music_list', ' '.repeat(9_000), 'maxLength'],
    ['move_music', `${a},${b}`, 'x-order'],
    ['move_music', `${a},${b},${d}`, 'x-order'],
    ['move_music', `${a},${b},${c},${c}`, 'uniqueItems'],
    ['move_music', 'c,b,a', 'pattern'],
  ] as const) {
    const asForm = await editForm(id, [
      ['content', 'changed'],
      ['image', image],
      [field, value],
    ])
    const asJson = await edit(id, { content: 'changed', [field]: value })
    for (const answer of [asForm, asJson]) {
      t.equal(outcome(answer), '400 invalid_input', `${field} ${value.slice(0, 20)}`)
      t.match(answer.json().details, [{ field, rule, message: /./ }], answer.body.slice(0, 300))
      t.match(answer.json().error, field)
    }
  }
  t.equal(
    outcome(
      await editForm(id, [
        ['content', 'changed'],
        ['image', Buffer.from('no picture')],
      ]),
    ),
    '400 picture_not_usable',
  )
  t.equal(outcome(await edit(id, { content: 'changed', image: 'playlist/x.webp' })), '400 invalid_input')
  for (const wrong of [{ title: 5 }, { del_music_list: [1] }, { is_public: null }])
    t.equal(outcome(await edit(id, wrong)), '400 invalid_input')
  t.strictSame(await all(), before)
  const english = await test.app.inject({
    method: 'PUT',
    url: `/playlist/detail/${id}/edit`,
    headers: { ...me.bearer, 'accept-language': 'en' },
    payload: { move_music: `${a}` },
  })
  t.match(english.json(), { details: [{ message: 'must name every song of the playlist once.' }] })
  // Nothing but what is declared can be set.
  t.equal((await edit(id, { like_count: 99, writer: 1, status: 'failed', slug: 'x' })).statusCode, 200)
  t.strictSame(await all(), before)
})

t.test('strangers, the withdrawn and nobody', async t => {
  const { test, app, db, me, songs, edit, editForm, add, remove } = await setUp(t)
  const stranger = await aListener(test)
  const [a, b] = songs
  const id = await aPlaylistOf(db, me.id, [a])
  const secret = await aPlaylistOf(db, me.id, [a], { is_public: false })
  const before = await db.selectFrom('playlists').selectAll().orderBy('id').execute()
  for (const target of [id, secret, 987_654]) {
    t.equal(outcome(await edit(target, { title: 'mine' }, stranger)), '404 playlist_not_found')
    t.equal(outcome(await edit(target, { add_music_list: '987654' }, stranger)), '404 playlist_not_found')
    t.equal(outcome(await editForm(target, [['image', await picture('teal')]], stranger)), '404 playlist_not_found')
    t.equal(outcome(await add({ playlist_id: target, music: `${b}` }, stranger)), '404 playlist_not_found')
    t.equal(outcome(await remove(target, stranger)), '404 playlist_not_found')
  }
  for (const wrong of ['0', 'x', '1.5', '9'.repeat(20)]) {
    t.equal(outcome(await edit(wrong, { title: 'x' })), '404 not_found')
    t.equal(outcome(await remove(wrong)), '404 not_found')
    t.equal(outcome(await add({ playlist_id: wrong, music: '1' })), '400 invalid_input')
  }
  await hide(test, me)
  t.equal(outcome(await edit(id, { title: 'x' })), '404 playlist_not_found')
  t.equal(outcome(await add({ playlist_id: id, music: `${b}` })), '404 playlist_not_found')
  t.strictSame(await db.selectFrom('playlists').selectAll().orderBy('id').execute(), before)
  t.strictSame(test.objects(), [])
  for (const [method, url] of [
    ['PUT', `/playlist/detail/${id}/edit`],
    ['PUT', '/playlist/add'],
    ['DELETE', `/playlist/delete/${id}`],
  ] as const)
    t.equal(outcome(await app.inject({ method, url })), '401 not_signed_in')
})

t.test('adding: at the end, each once', async t => {
  const { db, me, songs, add, detail } = await setUp(t)
  const [a, b, c, d, e] = songs
  const id = await aPlaylistOf(db, me.id, [a, b, c])
  const order = async () => (await detail(id)).json().playlist.music
  const before = (await detail(id)).json().playlist.updated_at
  const nothing = await add({ playlist_id: id, music: `${b},${a}` })
  t.equal(nothing.statusCode, 200)
  t.match(nothing.json(), { message: String })
  t.strictSame([await order(), (await detail(id)).json().playlist.updated_at], [[a, b, c], before])
  t.equal((await add({ playlist_id: `${id}`, music: `${e},${b},${d},${e}` })).statusCode, 200)
  t.strictSame(await order(), [a, b, c, e, d])
  for (const [music, rule] of [
    ['', 'minLength'],
    ['x', 'pattern'],
    ['987654', 'x-song'],
    [Array.from({ length: mostSongs + 1 }, (_, n) => n + 1).join(), 'maxItems'],
  ] as const) {
    const answer = await add({ playlist_id: id, music })
    t.equal(outcome(answer), '400 invalid_input')
    t.match(answer.json().details, [{ field: 'music', rule }])
  }
  const many = await someSongs(db, Array(mostSongs).fill({}))
  t.match((await add({ playlist_id: id, music: many.join() })).json().details, [{ field: 'music', rule: 'maxItems' }])
  t.strictSame(await order(), [a, b, c, e, d])
  const rows = await db
    .selectFrom('playlist_songs')
    .select('position')
    .where('playlist_id', '=', id)
    .orderBy('position')
    .execute()
  t.strictSame(
    rows.map(row => row.position),
    [0, 1, 2, 3, 4],
  )
})

t.test('one that is in the making: its privacy can be changed, nothing else', async t => {
  const { db, me, songs, edit, add } = await setUp(t)
  for (const status of ['queued', 'composing', 'matching', 'failed']) {
    const id = await aPlaylistOf(db, me.id, [], { status })
    t.equal(outcome(await edit(id, { title: 'x', is_public: false })), '409 playlist_unfinished')
    t.equal(outcome(await add({ playlist_id: id, music: `${songs[0]}` })), '409 playlist_unfinished')
    t.match((await edit(id, { is_public: false })).json(), { message: { id, is_public: false, status } })
  }
})

t.test('deleting: everywhere gone, its cover by a job, its late painting ended', async t => {
  const { test, db, me, songs, remove, detail, call } = await setUp(t)
  const own = `playlist/${'B'.repeat(22)}.webp`
  const id = await aPlaylistOf(db, me.id, songs, { thumbnail: own, cover: 'drawn' })
  await db.updateTable('users').set({ rep_playlist: id }).where('id', '=', me.id).execute()
  await test.app.ledger.transaction(trx =>
    addJob(trx, paintCover, { v: 1, playlist_id: id }, { subject: subjectOf(id) }),
  )
  const answer = await remove(`${id}/`)
  t.equal(answer.statusCode, 200)
  t.match(answer.json(), { message: String })
  t.equal(outcome(await detail(id)), '404 playlist_not_found')
  t.equal(outcome(await remove(id)), '404 playlist_not_found')
  t.match((await call('GET', '/user/profile')).json(), { profile: { rep_playlist: null }, playlist: [] })
  t.match(await jobsOf(test, 'media.remove'), [{ payload: { v: 1, keys: [own] }, user_id: me.id }])
  const painting = await db
    .selectFrom('jobs')
    .select('state')
    .where('queue', '=', paintCover.name)
    .executeTakeFirstOrThrow()
  t.equal(painting.state, 'cancelled')
  const [shown, alsoShown] = [
    await aPlaylistOf(db, me.id, [], { thumbnail: own }),
    await aPlaylistOf(db, me.id, [], { thumbnail: own }),
  ]
  await remove(shown)
  t.equal((await jobsOf(test, 'media.remove')).length, 1, 'another one shows it')
  await remove(alsoShown)
  t.equal((await jobsOf(test, 'media.remove')).length, 2)
})

t.test('deleting a dig: whoever waits for it or watches it is told, and its key leads nowhere', async t => {
  const { app, db, me, call, remove } = await setUp(t)
  const key = { 'idempotency-key': 'one' }
  const dig = (prefer: string) =>
    app.inject({
      method: 'POST',
      url: '/playlist/create',
      headers: { ...me.bearer, ...key, prefer },
      payload: { situations: 's', genre: 'g', year: 'y' },
    })
  const accepted = (await dig('respond-async')).json()
  const waiting = dig('wait=20')
  const watching = call('GET', `/playlist/jobs/${accepted.job.id}/events`)
  // Both are under way when nothing can be said about the dig that was not said before.
  await until(async () => (await call('GET', `/playlist/jobs/${accepted.job.id}`)).json().status === 'queued', {
    withinMs: 5_000,
  })
  t.equal((await remove(accepted.playlist.id)).statusCode, 200)
  const waited = await waiting
  t.match(outcome(waited), /^(502 dig_failed|404 job_not_found)$/)
  const watched = await watching
  t.ok(
    /event: failed\ndata: .*"cancelled"/.test(watched.body) || outcome(watched) === '404 job_not_found',
    watched.body,
  )
  t.equal(outcome(await dig('respond-async')), '404 job_not_found')
  t.equal(outcome(await call('GET', `/playlist/jobs/${accepted.job.id}`)), '404 job_not_found')
  const jobs = await db
    .selectFrom('jobs')
    .select('state')
    .where('subject', '=', subjectOf(accepted.playlist.id))
    .execute()
  t.ok(jobs.length >= 2 && jobs.every(job => job.state === 'cancelled'))
})

t.test('two editors through two requests at once: one order, whole', async t => {
  const { db, me, songs, edit, add, detail } = await setUp(t)
  const [a, b, c, d, e, f] = songs
  const id = await aPlaylistOf(db, me.id, [a, b, c])
  const answers = await Promise.all([
    edit(id, { move_music: `${c},${b},${a}` }),
    edit(id, { del_music_list: `${b}` }),
    edit(id, { add_music_list: `${d},${e}` }),
    add({ playlist_id: id, music: `${e},${f}` }),
    edit(id, { title: 'meanwhile' }),
  ])
  t.ok(answers.slice(1).every(answer => answer.statusCode === 200))
  t.match(outcome(answers[0]!), /^(200|400 invalid_input)$/)
  const { playlist } = (await detail(id)).json()
  t.equal(playlist.title, 'meanwhile')
  t.strictSame([...playlist.music].sort(), [a, c, d, e, f].sort())
})
