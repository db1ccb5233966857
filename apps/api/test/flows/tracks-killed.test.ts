import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { reserve } from '@mudig/db/objects/lifecycle'
import { aUser, mayIdle, waitingForLocks } from '@mudig/db/testing/rows'
import { uploadedTrack } from '@mudig/db/testing/uploaded-track'
import { completeUpload } from '@mudig/db/tracks/upload-completion'
import { beginWriting, endWriting, keepPart, noteStoreUpload, takePart } from '@mudig/db/tracks/upload-writing'
import { createUpload } from '@mudig/db/tracks/uploads'
import { until } from '@mudig/sandbox/servers/until'
import { ffmpegForTests, makeSound, soundFolder, tone, withoutFfmpeg } from '@mudig/shared/testing/sounds'
import { newTrackKey } from '@mudig/shared/tracks/keys'
import t, { type Test } from 'tap'
import { ownRedis } from './own-redis.js'
import { type Stack, stack } from './stack.js'
import { ownStore } from './stored.js'

const skip = withoutFfmpeg
const at = soundFolder(t)
const song = at('song.flac')

t.test('something to upload, with a picture', { skip }, () =>
  makeSound(...tone(8), ...['-f', 'lavfi', '-i', 'testsrc=d=0.04:s=64x64', '-disposition:v', 'attached_pic', song]),
)

/** ffmpeg and ffprobe that stand still at a step while the test wants it. */
const heldPrograms = (t: Test) => {
  const folder = mkdtempSync(join(tmpdir(), 'mudig-held-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  const { ffmpegPath, ffprobePath } = ffmpegForTests()!
  const program = (name: string, path: string): string => {
    const script = `#!/bin/sh
step=probe
case "$*" in
  *ebur128*) step=analyse ;;
  *libopus*) step=opus ;;
  *libmp3lame*) step=mp3 ;;
  *image2pipe*) step=picture ;;
  *"-c:a aac"*) step=aac ;;
esac
: > "${folder}/begun-$step"
while [ -e "${folder}/hold-$step" ]; do sleep 0.05; done
exec "${path}" "$@"
`
    writeFileSync(join(folder, name), script, { mode: 0o755 })
    return join(folder, name)
  }
  const begun = (step: string) => existsSync(join(folder, `begun-${step}`))
  return {
    env: { FFMPEG_PATH: program('ffmpeg', ffmpegPath), FFPROBE_PATH: program('ffprobe', ffprobePath) },
    hold: (step: string) => writeFileSync(join(folder, `hold-${step}`), ''),
    release: (step: string) => rmSync(join(folder, `hold-${step}`), { force: true }),
    untilBegun: (step: string) => until(() => begun(step), { withinMs: 60_000 }),
  }
}

const uploadTo = async ({ db, storage }: Stack) => {
  const owner = await aUser(db)
  const body = await readFile(song)
  const key = newTrackKey('bin')
  await reserve(db, key, { kind: 'track', owner })
  await storage.put(key, body, 'application/octet-stream')
  const of = await db.transaction().execute(trx => uploadedTrack(trx, { owner, key, bytes: body.byteLength }))
  return { ...of, owner }
}

/** An upload in parts whose last byte has arrived, and which is to be put together. */
const completedUpload = async ({ db, storage }: Stack) => {
  const owner = await aUser(db)
  const body = await readFile(song)
  const wanted = { filename: 'song.flac', bytes: body.byteLength }
  const { id, key } = await db.transaction().execute(trx => createUpload(trx, owner, wanted, { perDay: 10 }))
  const writing = await beginWriting(db, owner, id, 0)
  const uploadId = await storage.beginUpload(key, 'application/octet-stream')
  await db.transaction().execute(trx => noteStoreUpload(trx, writing, uploadId))
  const { number } = (await takePart(db, writing))!
  const sent = await storage.sendPart(key, uploadId, number, body)
  await db.transaction().execute(trx => keepPart(trx, writing, { ...sent, bytes: body.byteLength }))
  await endWriting(db, writing)
  const cause = { request_id: 'test' }
  return db.transaction().execute(trx => completeUpload(trx, owner, id, { words: { title: 'A song' } }, cause))
}

/** Whatever was broken on the way: all of it is there, once, and the store and the tables agree. */
const isWhole = async (t: Test, { db, storage, env }: Stack, store: ReturnType<typeof ownStore>, trackId: number) => {
  t.match(await db.selectFrom('tracks').selectAll().where('id', '=', trackId).executeTakeFirst(), {
    status: 'ready',
    live_version: 1,
    picture: String,
  })
  const files = await db.selectFrom('track_files').select(['role', 'key', 'bytes']).orderBy('role').execute()
  t.strictSame(
    files.map(({ role }) => role),
    ['aac', 'mp3', 'opus', 'original', 'waveform'],
  )
  for (const { role, key, bytes } of files) t.equal(await storage.size(key), bytes, role)
  const ends = await db.selectFrom('track_events').select('type').where('type', 'in', ['done', 'failed']).execute()
  t.strictSame(ends, [{ type: 'done' }], 'said once')
  const notices = await db.selectFrom('notifications').select('kind').execute()
  t.strictSame(notices, [{ kind: 'track_ready' }], 'and told once')
  const left = await db
    .selectFrom('jobs')
    .select(['queue', 'state', 'error_code'])
    .where('state', 'in', ['queued', 'running', 'failed'])
    .execute()
  t.strictSame(left, [], 'nothing is left to do')
  const known = (await db.selectFrom('objects').select(['key', 'state']).execute()).map(({ key }) => key)
  t.strictSame(
    store.stored(env.S3_BUCKET, 'track').filter(key => !known.includes(key.replace(/\.(small|medium|large)\./, '.'))),
    [],
    'no object without a row',
  )
  const used = await db.selectFrom('objects').select('key').where('state', '=', 'used').execute()
  const shown = await db.selectFrom('tracks').select('picture').execute()
  t.strictSame(
    used.map(({ key }) => key).sort(),
    [...files.map(({ key }) => key), ...shown.flatMap(({ picture }) => picture ?? [])].sort(),
    'nothing in use that nobody shows',
  )
}

for (const step of ['probe', 'analyse', 'aac', 'picture', 'opus', 'mp3'] as const) {
  t.test(`a worker is killed at the step ${step}, and Redis emptied: the track ends ready, once`, { skip }, async t => {
    const redis = await ownRedis(t)
    const store = ownStore(t)
    const programs = heldPrograms(t)
    const s = await stack(t, { redisUrl: redis.url, storeDirectory: store.storeDirectory, env: programs.env })
    programs.hold(step)
    const victim = await s.startWorker()
    const { track_id } = await uploadTo(s)
    t.ok(await programs.untilBegun(step))
    await victim.kill()
    await redis.empty()
    programs.release(step)
    await s.startWorker()
    await s.untilIdle(60_000)
    await isWhole(t, s, store, track_id)
  })
}

t.test('the store is away while an upload is put together, and a worker is killed', { skip }, async t => {
  const redis = await ownRedis(t)
  const store = ownStore(t)
  const s = await stack(t, { redisUrl: redis.url, storeDirectory: store.storeDirectory, env: heldPrograms(t).env })
  const { track_id, job_id } = await completedUpload(s)
  const startStore = await s.stopStore()
  const victim = await s.startWorker()
  const jobOf = () => s.db.selectFrom('jobs').selectAll().where('id', '=', job_id).executeTakeFirstOrThrow()
  t.ok(await until(async () => (await jobOf()).attempt > 1, { withinMs: 30_000 }), 'it waits for the store')
  t.equal((await jobOf()).failures, 0, 'and spends no attempt on that')
  await victim.kill()
  await redis.empty()
  await startStore()
  await s.startWorker()
  await s.untilIdle(60_000)
  await isWhole(t, s, store, track_id)
})

t.test('a worker is killed between storing a rendition and saying so', { skip }, async t => {
  const redis = await ownRedis(t)
  const store = ownStore(t)
  const programs = heldPrograms(t)
  const s = await stack(t, { redisUrl: redis.url, storeDirectory: store.storeDirectory, env: programs.env })
  programs.hold('aac')
  const victim = await s.startWorker()
  const { track_id } = await uploadTo(s)
  t.ok(await programs.untilBegun('aac'))
  /** Of renditions: more than one where an attempt was taken for lost on a slow machine. */
  const reserved = async () =>
    (
      await s.db
        .selectFrom('objects')
        .select('key')
        .where('state', '=', 'reserved')
        .where('key', 'like', '%.m4a')
        .execute()
    ).map(({ key }) => key)
  let keys: string[] = []
  await s.db.transaction().execute(async trx => {
    await mayIdle(trx)
    await trx.selectFrom('tracks').select('id').where('id', '=', track_id).forUpdate().execute()
    programs.release('aac')
    const isStored = async () => {
      keys = await reserved()
      const sizes = await Promise.all(keys.map(key => s.storage.size(key)))
      return sizes.some(size => size !== undefined) && (await waitingForLocks(s.db)) > 0
    }
    t.ok(await until(isStored, { withinMs: 120_000 }), 'stored, and about to be committed')
    await victim.kill()
  })
  await redis.empty()
  await s.startWorker()
  await s.untilIdle(60_000)
  await isWhole(t, s, store, track_id)
  t.same(await reserved(), keys, 'what the dead one stored is known, and goes when its reservation ends')
})
