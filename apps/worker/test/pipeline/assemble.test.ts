import { createHash, randomBytes } from 'node:crypto'
import { addJob } from '@mudig/db/ledger/add'
import { replayEndedJobs } from '@mudig/db/ledger/replay'
import { findJob } from '@mudig/db/testing/jobs'
import { completeUpload } from '@mudig/db/tracks/upload-completion'
import { beginWriting, endWriting, keepPart, noteStoreUpload, takePart } from '@mudig/db/tracks/upload-writing'
import { createUpload } from '@mudig/db/tracks/uploads'
import type { Storage } from '@mudig/shared/clients/s3/storage'
import { PermanentError, RetryableError } from '@mudig/shared/core/errors'
import { assembleTrack, probeTrack } from '@mudig/shared/tracks/queues'
import t from 'tap'
import { type Pipeline, type PipelineOptions, pipeline } from './harness.js'

const mebibyte = 1024 * 1024
const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest()

/** A store that behaves as a test says. */
const withStorage = (change: (made: Storage) => Partial<Storage>): PipelineOptions => ({
  vendors: made => ({ storage: { ...made.storage, ...change(made.storage) } }),
})

/** An upload of parts whose last byte has arrived, as the API leaves it. */
const uploaded = async (p: Pipeline, parts: readonly Buffer[], { sha256 }: { sha256?: Buffer } = {}) => {
  const { db, ledger, writer: owner } = p
  const { storage } = p.vendors
  const bytes = parts.reduce((sum, part) => sum + part.length, 0)
  const upload = await ledger.transaction(trx =>
    createUpload(trx, owner, { filename: 'a song.mp3', bytes, ...(sha256 && { sha256 }) }, { perDay: 100 }),
  )
  const writing = await beginWriting(db, owner, upload.id, 0)
  const uploadId = await storage.beginUpload(upload.key, 'application/octet-stream')
  await ledger.transaction(trx => noteStoreUpload(trx, writing, uploadId))
  for (const part of parts) {
    // A number that was taken and never used is left out.
    await takePart(db, writing)
    const { number } = (await takePart(db, writing))!
    const sent = await storage.sendPart(upload.key, uploadId, number, part)
    await ledger.transaction(trx => keepPart(trx, writing, { ...sent, bytes: part.length }))
  }
  await endWriting(db, writing)
  return { ...upload, uploadId }
}

const finish = ({ ledger, writer }: Pipeline, id: string) =>
  ledger.transaction(trx => completeUpload(trx, writer, id, { words: { title: 'a song' } }, { request_id: 'test' }))

const probesOf = ({ db }: Pipeline, trackId: number) =>
  db
    .selectFrom('jobs')
    .select(['payload', 'user_id', 'subject', 'request_id'])
    .where('queue', '=', probeTrack.name)
    .where('subject', '=', `track/${trackId}`)
    .execute()

const objectOf = ({ db }: Pipeline, key: string) =>
  db.selectFrom('objects').selectAll().where('key', '=', key).executeTakeFirstOrThrow()

const versionOf = ({ db }: Pipeline, track_id: number) =>
  db.selectFrom('track_versions').selectAll().where('track_id', '=', track_id).executeTakeFirstOrThrow()

const stored = async ({ vendors }: Pipeline, key: string) => {
  const object = await vendors.storage.get(key)
  return object && Buffer.concat(await object.body.toArray())
}

t.test('parts become an object that is used, and looked into, once', async t => {
  const p = await pipeline(t)
  const parts = [randomBytes(8 * mebibyte), randomBytes(8 * mebibyte), randomBytes(5)]
  const whole = Buffer.concat(parts)
  const { id, key } = await uploaded(p, parts, { sha256: hashOf(whole) })
  const { track_id, version, job_id } = await finish(p, id)
  await p.untilJob(job_id, ({ state }) => state === 'done')
  t.ok((await stored(p, key))?.equals(whole))
  t.match(await objectOf(p, key), {
    state: 'used',
    kind: 'track',
    is_public: false,
    owner: p.writer,
    bytes: whole.length,
    sha256: hashOf(whole),
    subject: `track/${track_id}`,
    upload_id: null,
  })
  t.match(await probesOf(p, track_id), [
    { payload: { v: 1, track_id, version }, user_id: p.writer, subject: `track/${track_id}`, request_id: 'test' },
  ])

  const again = await p.ledger.transaction(trx =>
    addJob(trx, assembleTrack, { v: 1, track_id, version, upload_id: id }, { subject: `track/${track_id}` }),
  )
  await p.untilJob(again.id, ({ state }) => state === 'done')
  t.equal((await probesOf(p, track_id)).length, 1, 'a second delivery finds nothing to do')
})

t.test('an attempt that ended when the store had put it together is gone on with', async t => {
  let calls = 0
  const p = await pipeline(
    t,
    withStorage(made => ({
      completeUpload: async (...given) => {
        calls += 1
        await made.completeUpload(...given)
        if (calls === 1) throw new RetryableError('storage_unavailable', 'nobody heard that it was done')
      },
    })),
  )
  const part = randomBytes(100)
  const { id, key } = await uploaded(p, [part])
  const { track_id, job_id } = await finish(p, id)
  await p.untilJob(job_id, ({ state }) => state === 'done')
  t.match(await findJob(p.db, job_id), { state: 'done', failures: 1 })
  t.equal(calls, 1)
  t.match(await objectOf(p, key), { state: 'used', sha256: null })
  t.equal((await probesOf(p, track_id)).length, 1)
})

t.test('what arrived otherwise than announced becomes no track', async t => {
  const p = await pipeline(t)
  const { id, key } = await uploaded(p, [randomBytes(1_000)], { sha256: hashOf(Buffer.from('something else')) })
  const { track_id, job_id } = await finish(p, id)
  await p.untilJob(job_id, ({ state }) => state === 'failed')
  t.match(await findJob(p.db, job_id), { error_code: 'wrong_hash', failures: 1 })
  t.match(await versionOf(p, track_id), { state: 'failed', error_code: 'wrong_hash' })
  t.equal((await objectOf(p, key)).state, 'reserved', 'never used')
  t.strictSame(await probesOf(p, track_id), [])
})

t.test('an object of another size, or none at all, becomes no track', async t => {
  const p = await pipeline(
    t,
    withStorage(made => ({ size: async key => (await made.size(key)) && 5 })),
  )
  const wrong = await uploaded(p, [randomBytes(1_000)])
  const first = await finish(p, wrong.id)
  await p.untilIdle([assembleTrack.name])
  t.match(await versionOf(p, first.track_id), { state: 'failed', error_code: 'wrong_size' })

  const lost = await uploaded(p, [randomBytes(1_000)])
  await p.vendors.storage.endUpload(lost.key, lost.uploadId)
  const second = await finish(p, lost.id)
  await p.untilIdle([assembleTrack.name])
  t.match(await versionOf(p, second.track_id), { state: 'failed', error_code: 'upload_lost' })
})

t.test('while the store is away an assembly waits, and nothing is asked of it', async t => {
  const asked: string[] = []
  const p = await pipeline(
    t,
    withStorage(made => ({
      check: async () => {
        asked.push('check')
        if (asked.length === 1) throw new Error('away')
        return made.check()
      },
      completeUpload: async (...given) => {
        asked.push('complete')
        return made.completeUpload(...given)
      },
    })),
  )
  const { id } = await uploaded(p, [randomBytes(1_000)])
  const { job_id } = await finish(p, id)
  await p.untilJob(job_id, ({ state }) => state === 'done')
  t.strictSame(asked.slice(0, 3), ['check', 'check', 'complete'])
})

t.test('an assembly that failed for good is replayed', async t => {
  let breaks = true
  const p = await pipeline(
    t,
    withStorage(made => ({
      completeUpload: async (...given) => {
        if (breaks) throw new PermanentError('denied', 'the store takes nothing')
        return made.completeUpload(...given)
      },
    })),
  )
  const { id, key } = await uploaded(p, [randomBytes(1_000)])
  const { track_id, job_id } = await finish(p, id)
  await p.untilJob(job_id, ({ state }) => state === 'failed')
  t.match(await versionOf(p, track_id), { state: 'failed', failed_step: 'assemble' })
  breaks = false
  await p.ledger.transaction(trx => replayEndedJobs(trx, [job_id]))
  await p.untilJob(job_id, ({ state }) => state === 'done')
  t.match(await versionOf(p, track_id), { error_code: null, failed_step: null, discard_at: null })
  t.equal((await objectOf(p, key)).state, 'used')
  t.equal((await probesOf(p, track_id)).length, 1)
})

t.test('what the store has given up while no worker was there ends as lost', async t => {
  const p = await pipeline(
    t,
    withStorage(() => ({ check: async () => Promise.reject(new Error('away')) })),
  )
  const { id, key } = await uploaded(p, [randomBytes(1_000)])
  const { track_id, job_id } = await finish(p, id)
  await p.db.updateTable('objects').set({ state: 'gone', gone_at: new Date() }).where('key', '=', key).execute()
  await p.db.deleteFrom('track_uploads').where('id', '=', id).execute()
  await p.untilJob(job_id, ({ state }) => state === 'failed')
  t.match(await versionOf(p, track_id), { state: 'failed', error_code: 'upload_lost' })
})

t.test('a track that was removed meanwhile stays removed', async t => {
  let go = () => {}
  const held = new Promise<void>(resolve => {
    go = resolve
  })
  const p = await pipeline(
    t,
    withStorage(made => ({
      completeUpload: async (...given) => {
        await held
        return made.completeUpload(...given)
      },
    })),
  )
  const { id, key } = await uploaded(p, [randomBytes(1_000)])
  const { track_id, job_id } = await finish(p, id)
  await p.untilJob(job_id, ({ state }) => state === 'running')
  await p.db.transaction().execute(async trx => {
    await trx.deleteFrom('subjects').where('id', '=', track_id).execute()
    await trx
      .updateTable('objects')
      .set({ state: 'gone', gone_at: new Date(), owner: null })
      .where('key', '=', key)
      .execute()
  })
  go()
  await p.untilJob(job_id, ({ state }) => state === 'done')
  t.equal((await objectOf(p, key)).state, 'gone')
  t.strictSame(await probesOf(p, track_id), [])
})
