import { randomUUID } from 'node:crypto'
import { addJob } from '@mudig/db/ledger/add'
import { subjectOf } from '@mudig/db/playlists/steps'
import { aLike, aPlaylist } from '@mudig/db/testing/playlists'
import { startIdsAt } from '@mudig/db/testing/rows'
import { aSet, type TestSet } from '@mudig/db/testing/sets'
import { aTrack, aTrackFile, type TestTrack } from '@mudig/db/testing/tracks'
import { countTrackTags, writeCharts } from '@mudig/db/tracks/charts'
import { jobSubjectOf } from '@mudig/db/tracks/subject'
import { composePlaylist } from '@mudig/shared/playlists/queues'
import { probeTrack } from '@mudig/shared/tracks/queues'
import t from 'tap'
import { testApp } from './testing/app.js'
import { deliver } from './testing/deliver.js'
import { aListener, hide, type Listener } from './testing/listeners.js'

/** These would end the walk: they end the walker's own session. */
const endings = [
  'POST /accounts/logout',
  'POST /api/v1/accounts/signout',
  'DELETE /api/v1/accounts',
  'POST /user/logout',
  'DELETE /user/sessions',
  'DELETE /user/withdrawal',
]

const play_id = randomUUID()

const aProduct = {
  name: 'mine now',
  price: 1,
  product_image_link: 'https://shop.example/1.png',
  product_link: 'https://shop.example/1',
}

/**
 * What is sent where an id cannot stand in the path. A new route below these paths says here how it is asked about a
 * playlist.
 */
const bodies: Record<string, (id: number) => object> = {
  'POST /api/v1/movies/import': () => ({}),
  'POST /api/v1/movies/{movie_pk}': () => ({}),
  'POST /api/v1/movies/{movie_pk}/score': () => ({}),
  'PUT /api/v1/movies/{movie_pk}/score': () => ({}),
  'POST /playlist/create': () => ({}),
  'POST /playlist/event': () => ({}),
  'POST /playlist/random-mv': () => ({ already_musiclist: '' }),
  'POST /playlist/like': id => ({ playlist_id: id }),
  'PUT /playlist/add': id => ({ playlist_id: id, music: '1' }),
  'PUT /playlist/detail/{id}/edit': () => ({ title: 'mine now' }),
  'POST /playlist/comment/write': id => ({ playlist_id: id, content: 'let me in' }),
  'POST /playlist/recomment/write': id => ({ playlist_id: id, parent_id: id, content: 'let me in' }),
  'PUT /playlist/comment/edit': id => ({ comment_id: id, content: 'let me in' }),
  'POST /song/upload': () => ({}),
  'POST /song/uploads': () => ({ filename: 'mine.mp3', bytes: 1_000 }),
  'POST /song/uploads/{id}/complete': () => ({}),
  'POST /song/{id}/file': () => ({ upload_id: 'A'.repeat(22) }),
  'PUT /song/{id}': () => ({ name: 'mine now' }),
  'POST /song/sets': id => ({ name: 'mine', song_ids: [id] }),
  'PUT /song/sets/{id}': id => ({ name: 'mine now', song_ids: [id] }),
  'POST /song/sets/{id}/songs': id => ({ song_id: id }),
  'POST /song/sets/{id}/like': () => ({}),
  'POST /song/sets/{id}/comments': () => ({ content: 'let me in' }),
  'PUT /song/sets/comments/{id}': () => ({ content: 'let me in' }),
  'POST /song/{id}/like': () => ({}),
  'POST /song/{id}/repost': () => ({}),
  'POST /song/{id}/share': () => ({}),
  'PUT /song/{id}/now': () => ({}),
  'POST /song/{id}/plays': () => ({ play_id, ms_played: 60_000 }),
  'PUT /products/{uuid}': () => aProduct,
  'POST /products/{uuid}/like': () => ({ liked: true }),
  'POST /comments': () => ({ content: 'let me in', post: randomUUID() }),
  'PATCH /comments/{uuid}': () => ({ content: 'let me in' }),
  'POST /comments/{uuid}/replies': () => ({ content: 'let me in' }),
  'POST /comment/{id}': () => ({ content: 'let me in', position: 0 }),
  'PUT /comment/{id}': () => ({ content: 'let me in' }),
  'PUT /notification/read': id => ({ ids: [id] }),
  'PUT /notification/settings': () => ({}),
  'POST /user/follow': id => ({ to_follow_id: id }),
  'POST /user/message': id => ({ to_user_id: id, content: 'let me in', playlist_id: id }),
  'POST /user/search': () => ({ name: 'leftforever' }),
}
const needsBody = /^\/(playlist|song|comment|notification)/

/** Streams that do not end by themselves for whoever may have them. */
const streams = {
  everybody: 'GET /notification/events',
  writer: ['GET /playlist/jobs/{id}/events', 'GET /song/jobs/{id}/events'],
}

/** Parts of an address that name nothing of anybody's. */
const plainParts: Record<string, string> = { '{n}': '1', '{offset}': '0', '{seconds}': '0' }

interface Operation {
  name: string
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  path: string
  query: readonly string[]
}

t.test('what others may not see appears nowhere, whatever a stranger asks', async t => {
  const test = await testApp(t)
  const { app, db } = test
  // Numbers that occur nowhere by chance.
  for (const [table, first] of Object.entries({ subjects: 7_700_001, jobs: 8_800_001 }))
    await startIdsAt(db, table, first)
  const writer = await aListener(test, 'hermit')
  const left = await aListener(test, 'leftforever')
  const stranger = await aListener(test, 'stranger')
  const { id: song } = await db
    .insertInto('music')
    .values({ singer: 'Band', song: 'Tune', singer_key: 'band', song_key: 'tune', state: 'missing' })
    .returning('id')
    .executeTakeFirstOrThrow()

  const secrets: { id: number; job: number; slug: string; word: string; isTrack?: boolean }[] = []
  const aSecret = async (word: string, by: Listener, fields: Parameters<typeof aPlaylist>[2] = {}) => {
    const text = `xqz${word}`
    const thumbnail = `karlo/${text.padEnd(22, '0')}.webp`
    const own = { title: text, situations: text, content: text, genre: 'K-POP', thumbnail, song_count: 1, ...fields }
    const id = await aPlaylist(db, by.id, own)
    await db.insertInto('playlist_songs').values({ playlist_id: id, music_id: song, position: 0 }).execute()
    const job = await db
      .transaction()
      .execute(trx =>
        addJob(trx, composePlaylist, { v: 1, playlist_id: id }, { user_id: by.id, subject: subjectOf(id) }),
      )
    const { slug } = await db.selectFrom('playlists').select('slug').where('id', '=', id).executeTakeFirstOrThrow()
    secrets.push({ id, job: job.id, slug, word: text })
    return id
  }
  const aSecretTrack = async (word: string, by: Listener, given: TestTrack = {}) => {
    const text = `xqztrack${word}`
    const id = await aTrack(db, by.id, { title: text, description: text, tags: [text], ...given })
    await aTrackFile(db, id, 'aac', { bytes: 9, content_type: 'audio/mp4' })
    const job = await db
      .transaction()
      .execute(trx =>
        addJob(trx, probeTrack, { v: 1, track_id: id, version: 1 }, { user_id: by.id, subject: jobSubjectOf(id) }),
      )
    const { slug } = await db.selectFrom('tracks').select('slug').where('id', '=', id).executeTakeFirstOrThrow()
    secrets.push({ id, job: job.id, slug, word: text, isTrack: true })
    return id
  }
  const aSecretSet = async (word: string, by: Listener, tracks: readonly number[], given: TestSet = {}) => {
    const text = `xqzset${word}`
    const { id, slug } = await aSet(db, by.id, tracks, { name: text, description: text, ...given })
    secrets.push({ id, job: id, slug, word: text, isTrack: true })
    return id
  }
  const forgetLimits = async () => {
    const keys = await app.redis.keys(`${test.config.redis.prefix}:limit:*`)
    if (keys.length > 0) await app.redis.del(keys)
  }
  const ask = (who: Listener, method: Operation['method'], url: string, payload?: object) =>
    app.inject({ method, url, headers: who.bearer, ...(payload && { payload }) })
  const well = async (...request: Parameters<typeof ask>) => {
    const answer = await ask(...request)
    t.ok(
      answer.statusCode < 300,
      `${request[1]} ${request[2]}: ${answer.statusCode} ${answer.statusCode < 300 ? '' : answer.body}`,
    )
  }

  // One that everybody saw and liked, and that was its writer's main one, before it was made private.
  const once = await aSecret('once-public', writer)
  const mine = await aPlaylist(db, stranger.id, { title: 'of the stranger' })
  for (const who of [stranger, left]) {
    await well(who, 'POST', '/playlist/like', { playlist_id: once })
    await well(who, 'POST', '/playlist/comment/write', {
      playlist_id: once,
      content: `xqz said by ${who.name}`.slice(0, 50),
    })
  }
  const onceTrack = await aSecretTrack('once-public', writer)
  for (const who of [stranger, left]) {
    await well(who, 'POST', `/song/${onceTrack}/like`)
    await well(who, 'POST', `/song/${onceTrack}/repost`)
    await well(who, 'POST', `/comment/${onceTrack}`, { content: `xqz said of a track by ${who.name}` })
  }
  const said = () =>
    db.selectFrom('subject_comments').select('id').where('subject_id', '=', once).orderBy('id').execute()
  await well(writer, 'POST', '/playlist/recomment/write', {
    playlist_id: once,
    parent_id: (await said())[0]!.id,
    content: 'xqz said by the writer',
  })
  await well(stranger, 'POST', `/user/${writer.id}/follow`)
  await well(left, 'POST', `/user/${stranger.id}/follow`)
  await well(left, 'POST', '/playlist/like', { playlist_id: mine })
  await well(left, 'POST', '/playlist/comment/write', { playlist_id: mine, content: 'words that stay' })
  await deliver(test)
  const told = (await ask(stranger, 'GET', '/notification')).body
  t.match(told, 'xqzonce-public', 'the stranger was told of the reply while that could be seen')
  t.match(told, 'leftforever', 'and of who followed')
  await db.updateTable('users').set({ rep_playlist: once }).where('id', '=', writer.id).execute()
  await well(writer, 'PUT', `/playlist/detail/${once}/edit`, { is_public: false })
  await well(writer, 'PUT', `/song/${onceTrack}`, { is_public: false })

  await aSecret('always-private', writer, { is_public: false })
  await aSecret('hidden', writer, { is_active: false })
  for (const status of ['queued', 'composing', 'matching', 'failed', 'cancelled'] as const)
    await aSecret(status, writer, { status })
  await aSecret('of-one-who-left', left)
  await aSecretTrack('always-private', writer, { visibility: 'private' })
  await aSecretTrack('taken-down', writer)
  await db.updateTable('subjects').set({ hidden_at: new Date() }).where('id', '=', secrets.at(-1)!.id).execute()
  for (const state of ['draft', 'failed', 'removed'] as const) await aSecretTrack(state, writer, { state })
  await aSecretTrack('of-one-who-left', left)
  // Secret tracks of the writer in a set that everybody sees, and sets that nobody else does.
  const secretTracks = secrets.filter(({ isTrack }) => isTrack).map(({ id }) => id)
  const { id: openSet, slug: openSlug } = await aSet(db, writer.id, secretTracks, { name: 'open' })
  await aSecretSet('private', writer, [onceTrack], { visibility: 'private' })
  await aSecretSet('removed', writer, [], { state: 'removed' })
  await aSecretSet('of-one-who-left', left, [])
  for (const { id, isTrack } of secrets)
    if (id !== once && id !== onceTrack && !isTrack) await aLike(db, stranger.id, id)
  await writeCharts(db)
  await countTrackTags(db)
  await hide(test, left)
  const detail = await ask(stranger, 'GET', `/playlist/detail/${mine}`)
  t.match(detail.body, 'words that stay', 'comments of somebody who left stay')

  const document: { paths: Record<string, Record<string, { parameters?: { in: string; name: string }[] }>> } = (
    await app.inject('/api/json')
  ).json()
  const operations: Operation[] = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [] }]) => ({
      name: `${method.toUpperCase()} ${path}`,
      method: method.toUpperCase() as Operation['method'],
      path,
      query: parameters.filter(parameter => parameter.in === 'query').map(({ name }) => name),
    })),
  )

  /** Every way to ask for something with what the secrets are known by. */
  const requestsFor = ({
    name,
    method,
    path,
    query,
  }: Operation): { method: Operation['method']; url: string; payload?: object }[] => {
    const ids = [
      ...secrets.flatMap(({ id, job }) => [id, job]),
      writer.id,
      left.id,
      stranger.id,
      mine,
      openSet,
      ...comments,
    ]
    const words = ['xqz', 'leftforever', 'hermit', 'Band', ...secrets.map(({ word }) => word)]
    // Most of them say the same whatever is asked about.
    const payloads = bodies[name] && [
      ...new Map(ids.map(bodies[name]).map(body => [JSON.stringify(body), body])).values(),
    ]
    const paths = [
      ...new Set(
        (path.includes('{slug}') ? [...secrets.map(({ slug }) => slug), openSlug] : ids).map(value =>
          path.replace(/\{\w+\}/g, part => plainParts[part] ?? `${value}`),
        ),
      ),
    ]
    const searched = ['query', 'search'].find(name => query.includes(name))
    const searches = searched
      ? words.map(word => `?${searched}=${encodeURIComponent(word)}`)
      : [
          '',
          ...(query.includes('comment') ? comments.map(id => `?comment=${id}`) : []),
          ...['user_id', 'song_id'].flatMap(name => (query.includes(name) ? ids.map(id => `?${name}=${id}`) : [])),
          ...(query.includes('tag') ? secrets.map(({ word }) => `?tag=${word}`) : []),
          ...(query.includes('url')
            ? secrets.flatMap(({ id, slug }) => [`?url=http://x/song/${id}`, `?url=http://x/song/shared/${slug}`])
            : []),
        ]
    return paths.flatMap(url =>
      searches.flatMap(search =>
        (payloads ?? [undefined]).map(payload => ({ method, url: url + search, ...(payload && { payload }) })),
      ),
    )
  }

  const comments = (
    await db
      .selectFrom('subject_comments')
      .select('id')
      .where('subject_id', 'in', [once, onceTrack])
      .orderBy('id')
      .execute()
  ).map(({ id }) => id)
  const secretWords = [...secrets.flatMap(({ id, job, slug }) => [`${id}`, `${job}`, slug]), 'xqz', 'leftforever']
  const leaks = (body: string) => secretWords.filter(secret => body.includes(secret))
  let asked = 0
  const shownToWriter = new Set<string>()
  for (const operation of operations) {
    if (endings.includes(operation.name) || operation.name === streams.everybody) continue
    if (needsBody.test(operation.path) && ['POST', 'PUT'].includes(operation.method))
      t.ok(bodies[operation.name], `${operation.name} is asked about playlists`)
    for (const { method, url, payload } of requestsFor(operation)) {
      await forgetLimits()
      const answer = await ask(stranger, method, url, payload)
      asked += 1
      t.not(answer.statusCode, 429, `${method} ${url}`)
      t.not(answer.statusCode, 500, `${method} ${url}`)
      // A search repeats nothing of what it was asked for, except where it found it.
      const leaked = leaks(answer.body)
      if (leaked.length > 0)
        t.fail(
          `${method} ${url} ${JSON.stringify(payload ?? '')} tells ${leaked.join(', ')}: ${answer.body.slice(0, 300)}`,
        )
      if (
        method === 'GET' &&
        !streams.writer.includes(operation.name) &&
        leaks((await ask(writer, method, url)).body).length > 0
      )
        shownToWriter.add(operation.name)
    }
  }
  t.ok(asked > 500, `${asked} requests`)
  // The walk can find what it looks for: the writer is shown it at each of these.
  for (const name of [
    'GET /playlist',
    'GET /playlist/detail/{id}',
    'GET /user/profile',
    'GET /playlist/jobs/{id}',
    'GET /playlist/comments/{id}',
    'GET /playlist/detail/{id}/export',
    'GET /user/profile/{id}',
    'GET /notification',
    'GET /song',
    'GET /song/play/{id}',
    'GET /song/jobs/{id}',
    'GET /song/sets',
    'GET /song/sets/{id}',
    'GET /comment',
    'GET /comment/{id}',
  ])
    t.ok(shownToWriter.has(name), `${name} shows its writer what is private`)

  const untouched = await db.selectFrom('playlists').select(['id']).where('title', 'like', 'xqz%').execute()
  const tracks = await db.selectFrom('tracks').select('id').where('title', 'like', 'xqz%').execute()
  const sets = await db.selectFrom('sets').select('id').where('name', 'like', 'xqz%').execute()
  t.equal(untouched.length + tracks.length + sets.length, secrets.length, 'nothing was changed or removed')
  const inSet = await db.selectFrom('set_tracks').select('track_id').where('set_id', '=', openSet).execute()
  t.equal(inSet.length, secretTracks.length, 'and taken out of nothing')
  const heard = await db.selectFrom('plays').select('play_id').execute()
  t.equal(heard.length, 0, 'and nothing was counted')
})
