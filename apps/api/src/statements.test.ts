import { existsSync, readdirSync } from 'node:fs'
import { open } from '@mudig/db/accounts/sessions'
import { send } from '@mudig/db/messages/send'
import { aLike, aPlaylist } from '@mudig/db/testing/playlists'
import { aSet } from '@mudig/db/testing/sets'
import { isBracket, statementsOf } from '@mudig/db/testing/statements'
import { aTrack, aTrackFile } from '@mudig/db/testing/tracks'
import { countTrackTags, writeCharts } from '@mudig/db/tracks/charts'
import t from 'tap'
import { type TestApp, testApp } from './testing/app.js'
import { aListener, type Listener } from './testing/listeners.js'

interface Cast {
  me: Listener
  other: Listener
  /** Of the other, for everybody to see, and its link. */
  playlist: { id: number; slug: string }
  /** Of mine. */
  job: { id: number }
  /** Of the other, with a file that is not in the store. */
  track: { id: number; slug: string }
  /** Of the other, with that track. */
  set: { id: number; slug: string }
  /** Of mine. */
  trackJob: { id: number }
}

/**
 * How each documented route is asked. A domain may say so beside its routes, in `testing/reads.ts`: `reads` is of the
 * same form, and waits for rows that the test does not know.
 */
const paths: Record<string, (cast: Cast) => string> = {
  '/blocks': () => '/blocks',
  '/notification': () => '/notification',
  '/notification/settings': () => '/notification/settings',
  '/playlist': () => '/playlist',
  '/playlist/comments/{id}': ({ playlist }) => `/playlist/comments/${playlist.id}`,
  '/playlist/detail/{id}': ({ playlist }) => `/playlist/detail/${playlist.id}`,
  '/playlist/detail/{id}/export': ({ playlist }) => `/playlist/detail/${playlist.id}/export?format=csv`,
  '/playlist/jobs/{id}': ({ job }) => `/playlist/jobs/${job.id}`,
  '/playlist/music': () => '/playlist/music',
  '/playlist/myplaylist': () => '/playlist/myplaylist',
  '/playlist/search': () => `/playlist/search?query=${encodeURIComponent('비 오는')}`,
  '/playlist/searchmusic': () => '/playlist/searchmusic?query=song',
  '/playlist/shared/{slug}': ({ playlist }) => `/playlist/shared/${playlist.slug}`,
  '/comment': ({ track }) => `/comment?song_id=${track.id}`,
  '/comment/{id}': ({ track }) => `/comment/${track.id}?around=5000`,
  '/oembed': ({ track }) => `/oembed?url=http://x/song/${track.id}`,
  '/song': ({ other }) => `/song?user_id=${other.id}&tag=tag`,
  '/song/charts': () => '/song/charts?tag=tag',
  '/song/feed': () => '/song/feed',
  '/song/now': () => '/song/now',
  '/song/home/{n}': () => '/song/home/1',
  '/song/jobs/{id}': ({ trackJob }) => `/song/jobs/${trackJob.id}`,
  '/song/play/{id}': ({ track }) => `/song/play/${track.id}`,
  '/song/search': () => '/song/search?query=song',
  '/song/sets': ({ other }) => `/song/sets?user_id=${other.id}`,
  '/song/sets/shared/{slug}': ({ set }) => `/song/sets/shared/${set.slug}`,
  '/song/sets/{id}': ({ set }) => `/song/sets/${set.id}`,
  '/song/sets/{id}/comments': ({ set }) => `/song/sets/${set.id}/comments`,
  '/song/shared/{slug}': ({ track }) => `/song/shared/${track.slug}`,
  '/song/stats': () => '/song/stats',
  '/song/streams/{offset}': () => '/song/streams/0',
  '/song/{id}': ({ track }) => `/song/${track.id}`,
  '/song/{id}/hls.m3u8': ({ track }) => `/song/${track.id}/hls.m3u8`,
  '/tags': () => '/tags',

  '/user': () => '/user',
  '/user/export': () => '/user/export',
  '/user/follow': () => '/user/follow?limit=50',
  '/user/identities': () => '/user/identities',
  '/user/latest-message': () => '/user/latest-message',
  '/user/message': ({ other }) => `/user/message?to_user=${other.id}`,
  '/user/notification': () => '/user/notification',
  '/user/profile': () => '/user/profile',
  '/user/profile/{id}': ({ other }) => `/user/profile/${other.id}`,
  '/user/recommendation': () => '/user/recommendation?limit=20',
  '/user/sessions': () => '/user/sessions',
  '/user/status': () => '/user/status',
  '/user/{id}/followers': ({ other }) => `/user/${other.id}/followers`,
  '/user/{id}/following': ({ other }) => `/user/${other.id}/following`,
}

type Reads = Readonly<Record<string, (test: TestApp, me: Listener) => Promise<string>>>

const readsOfDomains = async (): Promise<Reads> => {
  const files = readdirSync(new URL('.', import.meta.url)).map(
    domain => new URL(`${domain}/testing/reads.js`, import.meta.url),
  )
  const modules: { reads: Reads }[] = await Promise.all(files.filter(existsSync).map(file => import(file.href)))
  return Object.assign({}, ...modules.map(({ reads }) => reads))
}

/** Streams ask again and again for as long as somebody listens; an own picture comes from the store, which is not here. */
const streams = [
  '/images/sent/upload/{file}',
  '/images/uploads/{key}/picture',
  '/notification/events',
  '/playlist/jobs/{id}/events',
  '/song/jobs/{id}/events',
]

/** Beside what brackets a transaction, where a search limits its time. */
const atMost = 2

/** Asked once the memory of ended sessions is older than 2 s, as on a machine that is busy with other tests. */
const sessionCheck = /^select "id" from "sessions" where "id" = \$1 and "revoked_at" is null$/
/** Likewise once what is known of the model of vectors is older than 3 s. */
const modelCheck = /^select .* from "vector_models" order by/

const aSong = async ({ db }: TestApp, n: number): Promise<number> => {
  const names = { singer: `singer ${n}`, song: `song ${n}`, singer_key: `singer${n}`, song_key: `song${n}` }
  const { id } = await db.insertInto('music').values(names).returning('id').executeTakeFirstOrThrow()
  return id
}

/** Adds one of everything that a read could repeat a statement for. */
const growByOne = async (test: TestApp, { me, other, playlist, track, set }: Cast, n: number): Promise<void> => {
  const { db } = test
  const somebody = await aListener(test)
  const music_id = await aSong(test, n)
  const [mine, others] = [
    await aPlaylist(db, me.id, { thumbnail: `karlo/mine${n}.webp` }),
    await aPlaylist(db, other.id),
  ]
  await db
    .insertInto('playlist_songs')
    .values([playlist.id, mine, others].map(playlist_id => ({ playlist_id, music_id, position: n })))
    .execute()
  for (const liked of [mine, others, playlist.id]) await aLike(db, somebody.id, liked)
  await aLike(db, me.id, others)
  await aLike(db, other.id, mine)
  const made: number[] = []
  for (const person of [me, other, somebody])
    made.push(await aTrack(db, person.id, { title: `song ${n}`, tags: ['tag', `tag ${n}`] }))
  await aSet(db, other.id, made)
  await db
    .insertInto('set_tracks')
    .values({ set_id: set.id, track_id: made[0]!, position: n + 2 })
    .execute()
  await db
    .insertInto('subject_comments')
    .values({ subject_id: set.id, writer: somebody.id, content: `comment ${n}` })
    .execute()
  await db.insertInto('reposts').values({ user_id: somebody.id, track_id: track.id }).execute()
  await db
    .insertInto('subject_comments')
    .values({ subject_id: track.id, writer: somebody.id, content: `comment ${n}`, position_ms: n * 1_000 })
    .execute()
  await db
    .insertInto('comments')
    .values({ playlist: playlist.id, writer: somebody.id, content: `comment ${n}` })
    .execute()
  for (const person of [me, other]) {
    await db
      .insertInto('follows')
      .values([
        { follower: somebody.id, followee: person.id },
        { follower: person.id, followee: somebody.id },
      ])
      .execute()
  }
  for (const [sender, recipient] of [
    [other.id, me.id],
    [somebody.id, me.id],
  ] as const)
    await db.transaction().execute(trx => send(trx, { sender, recipient, content: `message ${n}` }))
  await db.insertInto('blocks').values({ blocker: me.id, blocked: somebody.id }).execute()
  await open(db, { user_id: me.id, seed: Buffer.alloc(32, n), user_agent: null, address: '192.0.2.1' })
  await db
    .insertInto('notification_boxes')
    .values({ user_id: me.id, seq: n })
    .onConflict(conflict => conflict.column('user_id').doUpdateSet({ seq: n }))
    .execute()
  const told = await db
    .insertInto('notifications')
    .values({ recipient: me.id, kind: 'liked', subject: mine, playlist_id: mine, seq: n, actor_count: 1 })
    .returning('id')
    .executeTakeFirstOrThrow()
  await db
    .insertInto('notification_actors')
    .values({ notification_id: told.id, actor: somebody.id, acted_seq: n })
    .execute()
}

t.test('each read sends Postgres two statements at most, as many for one row as for fifty', async t => {
  const test = await testApp(t)
  const { app, db } = test
  const [me, other] = [await aListener(test), await aListener(test)]
  const id = await aPlaylist(db, other.id)
  const { slug } = await db.selectFrom('playlists').select('slug').where('id', '=', id).executeTakeFirstOrThrow()
  const dug = await aPlaylist(db, me.id)
  const job = await db
    .insertInto('jobs')
    .values({
      queue: 'playlists.compose',
      payload: JSON.stringify({ v: 1, playlist_id: dug }),
      state: 'done',
      user_id: me.id,
      failures_allowed: 1,
      finished_at: new Date(),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const track = await aTrack(db, other.id, { tags: ['tag'] })
  await aTrackFile(db, track, 'aac', {
    bytes: 9,
    content_type: 'audio/mp4',
    segments: { init: 1, segments: [[1, 8, 6_000]] },
  })
  const { slug: trackSlug } = await db
    .selectFrom('tracks')
    .select('slug')
    .where('id', '=', track)
    .executeTakeFirstOrThrow()
  const draft = await aTrack(db, me.id, { state: 'draft' })
  const trackJob = await db
    .insertInto('jobs')
    .values({
      queue: 'tracks.probe',
      payload: JSON.stringify({ v: 1, track_id: draft, version: 1 }),
      state: 'done',
      user_id: me.id,
      failures_allowed: 1,
      finished_at: new Date(),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const set = await aSet(db, other.id, [track])
  await writeCharts(db)
  await countTrackTags(db)
  const cast: Cast = { me, other, playlist: { id, slug }, job, track: { id: track, slug: trackSlug }, set, trackJob }
  const urls: Record<string, string> = {}
  for (const [path, urlOf] of Object.entries(paths)) urls[path] = urlOf(cast)
  for (const [path, urlOf] of Object.entries(await readsOfDomains())) urls[path] = await urlOf(test, me)
  const document: { paths: Record<string, { get?: { security?: Record<string, []>[] } }> } = (
    await app.inject('/api/json')
  ).json()
  const reads = Object.entries(document.paths).flatMap(([path, { get }]) =>
    get && !streams.includes(path) && (path in urls || get.security?.some(scheme => 'bearer' in scheme)) ? [path] : [],
  )

  const count = async (path: string): Promise<number | string> => {
    const url = urls[path]
    if (url === undefined) return 'nobody has said how to ask it'
    const { result, statements } = await statementsOf(async () => app.inject({ url, headers: me.bearer }))
    if (result.statusCode !== 200) return `answered ${result.statusCode}`
    return statements.filter(
      statement => !isBracket(statement) && ![sessionCheck, modelCheck].some(check => check.test(statement.text)),
    ).length
  }
  const countAll = async () => {
    const counts: Record<string, number | string> = {}
    for (const path of reads) counts[path] = await count(path)
    return counts
  }

  await growByOne(test, cast, 1)
  const withOne = await countAll()
  for (const [path, statements] of Object.entries(withOne)) t.ok(Number(statements) <= atMost, `${path}: ${statements}`)
  for (let n = 2; n <= 50; n++) await growByOne(test, cast, n)
  t.strictSame(await countAll(), withOne, 'with fifty rows of everything')
})
