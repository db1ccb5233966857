import { lift, suspend } from '@mudig/db/moderation/suspensions'
import { reserve } from '@mudig/db/objects/lifecycle'
import { findJob } from '@mudig/db/testing/jobs'
import { aUser } from '@mudig/db/testing/rows'
import { uploadedTrack } from '@mudig/db/testing/uploaded-track'
import { newTrackKey } from '@mudig/shared/tracks/keys'
import t, { type Test } from 'tap'
import { trackPipeline } from './tracks.js'

/** Files that wait for a program that is not here, so that they are under way for as long as the test wants. */
const waiting = async (t: Test) => {
  const p = await trackPipeline(t, { env: { FFMPEG_PATH: '/none', FFPROBE_PATH: '/none' } })
  const upload = async (owner: number) => {
    const key = newTrackKey('bin')
    await reserve(p.db, key, { kind: 'track', owner })
    return p.ledger.transaction(trx => uploadedTrack(trx, { owner, key, bytes: 1 }))
  }
  const stopped = async () => {
    const { id } = await p.db
      .selectFrom('jobs')
      .select('id')
      .where('queue', '=', 'accounts.stop-digs')
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow()
    await p.untilJob(id, ({ state }) => state === 'done')
  }
  return { ...p, upload, stopped }
}

t.test('what is made for somebody who is suspended is cancelled; of others it is not', async t => {
  const p = await waiting(t)
  const other = await aUser(p.db)
  await p.sandbox.hold({ vendor: 'chat', after_songs: 3 })
  const dig = await p.dig('비 오는 밤')
  await p.sandbox.untilHeld('chat')
  const [mine, theirs] = [await p.upload(p.writer), await p.upload(other)]

  await p.ledger.transaction(trx => suspend(trx, p.writer, null))
  await p.stopped()
  t.equal((await p.playlistOf(dig.id)).status, 'cancelled')
  t.match(await findJob(p.db, mine.job), { state: 'cancelled' })
  t.match(await p.versionOf(mine.track_id), { state: 'failed', error_code: 'cancelled' })
  t.match(await findJob(p.db, theirs.job), { state: 'queued' })
  t.match(await p.versionOf(theirs.track_id), { state: 'processing' })
})

t.test('whoever is let in before the job runs keeps theirs', async t => {
  const p = await waiting(t)
  const mine = await p.upload(p.writer)
  await p.ledger.transaction(async trx => {
    await suspend(trx, p.writer, null)
    await lift(trx, p.writer)
  })
  await p.stopped()
  t.match(await findJob(p.db, mine.job), { state: 'queued' })
  t.match(await p.versionOf(mine.track_id), { state: 'processing' })
})
