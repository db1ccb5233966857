import type { Db } from '@mudig/db/core/client'
import { addJob } from '@mudig/db/ledger/add'
import { lockActiveJobs } from '@mudig/db/ledger/cancel'
import { findJob } from '@mudig/db/ledger/history'
import { subjectOf } from '@mudig/db/playlists/steps'
import { testDatabase } from '@mudig/db/testing/database'
import { aPlaylist } from '@mudig/db/testing/playlists'
import { aUser, inTransaction, waitingForLocks } from '@mudig/db/testing/rows'
import { matchMusic } from '@mudig/shared/music/queues'
import { composePlaylist, drawCover } from '@mudig/shared/playlists/queues'
import t from 'tap'
import { cancelJob } from './cancel-job.js'

const aDig = async (db: Db) => {
  const playlist_id = await aPlaylist(db, await aUser(db), { status: 'composing' })
  const about = { subject: subjectOf(playlist_id) }
  return inTransaction(db, async trx => ({
    playlist_id,
    compose: (await addJob(trx, composePlaylist, { v: 1, playlist_id }, about)).id,
    draw: (await addJob(trx, drawCover, { v: 1, playlist_id }, about)).id,
  }))
}

const cancelled = async (db: Db, id: number) => {
  const job = await findJob(db, id)
  return inTransaction(db, trx => cancelJob(trx, job!, undefined))
}

const somebodyWaits = async (db: Db) => {
  for (const deadline = Date.now() + 10_000; (await waitingForLocks(db)) === 0; ) {
    if (Date.now() > deadline) throw new Error('nobody waits for a lock')
  }
}

t.test('cancelling a later step of a dig waits for the composer instead of deadlocking with it', async t => {
  const { db } = await testDatabase(t)
  const { playlist_id, compose, draw } = await aDig(db)
  const cancelling = await inTransaction(db, async trx => {
    await lockActiveJobs(trx, { id: compose })
    const cancelling = cancelled(db, draw)
    cancelling.catch(() => {})
    await somebodyWaits(db)
    await trx.updateTable('playlists').set({ title: '비' }).where('id', '=', playlist_id).execute()
    return { outcome: cancelling }
  })
  t.equal(await cancelling.outcome, true)
  for (const id of [compose, draw]) t.equal((await findJob(db, id))?.state, 'cancelled')
  t.equal((await db.selectFrom('playlists').select('status').executeTakeFirstOrThrow()).status, 'cancelled')
})

t.test('cancelling a search does not deadlock with who names the song once more', async t => {
  const { db } = await testDatabase(t)
  const song = { singer: 'a', singer_key: 'a', song: 'b', song_key: 'b' }
  const { id: music_id } = await db.insertInto('music').values(song).returning('id').executeTakeFirstOrThrow()
  const search = await inTransaction(db, trx => addJob(trx, matchMusic, { v: 1, music_id }))
  const { cancelling, again } = await inTransaction(db, async trx => {
    await trx.selectFrom('music').select('id').where('id', '=', music_id).forNoKeyUpdate().execute()
    const outcome = cancelled(db, search.id)
    outcome.catch(() => {})
    await somebodyWaits(db)
    return { cancelling: { outcome }, again: await addJob(trx, matchMusic, { v: 1, music_id }) }
  })
  t.equal(again.id, search.id)
  t.equal(await cancelling.outcome, true)
  t.equal((await findJob(db, search.id))?.state, 'cancelled')
})

t.test('a step that is left after a dig has ended is cancelled alone, and only once', async t => {
  const { db } = await testDatabase(t)
  const { playlist_id, compose, draw } = await aDig(db)
  await db.updateTable('playlists').set({ status: 'ready' }).where('id', '=', playlist_id).execute()
  t.equal(await cancelled(db, draw), true)
  t.equal((await findJob(db, compose))?.state, 'queued')
  t.equal(await cancelled(db, draw), false)
})
