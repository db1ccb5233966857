import { abandonOld } from '@mudig/db/objects/lifecycle'
import { ageReservations, shownPictures } from '@mudig/db/testing/objects'
import { inTransaction, waitingForLocks } from '@mudig/db/testing/rows'
import { until } from '@mudig/sandbox/servers/until'
import { thumbnailKeys } from '@mudig/shared/objects/keys'
import t from 'tap'
import { stack } from './stack.js'
import { ownStore } from './stored.js'

t.test('a worker that is killed between storing a cover and showing it leaves nothing for ever', async t => {
  const store = ownStore(t)
  const s = await stack(t, { storeDirectory: store.storeDirectory })
  const stored = () => store.stored(s.env.S3_BUCKET)
  const reserved = async () =>
    (await s.db.selectFrom('objects').select('key').where('state', '=', 'reserved').execute()).map(({ key }) => key)
  const family = (key: string) => [key, ...Object.values(thumbnailKeys(key))].sort()

  const api = await s.startApi()
  const worker = await s.startWorker()
  const listener = await s.listener(api.url)
  await s.vendors.hold({ vendor: 'karlo' })
  const { body } = await listener.dig('비 오는 밤')
  await s.vendors.untilHeld('karlo')
  const { id } = body.playlist

  // Whoever hangs the cover waits for the playlist, with the picture in the store and nothing committed.
  const [dead] = await inTransaction(s.db, async trx => {
    await trx.selectFrom('playlists').select('id').where('id', '=', id).forUpdate().execute()
    await s.vendors.release('karlo')
    t.ok(
      await until(async () => stored().length === 4 && (await waitingForLocks(s.db)) > 0, {
        withinMs: 20_000,
        everyMs: 50,
      }),
    )
    await worker.kill()
    return reserved()
  })
  t.ok(dead)
  t.strictSame(stored(), family(dead!), 'in the store, and known by its reservation')
  t.same(await shownPictures(s.db).select('id').execute(), [])

  await s.startWorker()
  t.match(await listener.untilEnded(body.job.id, 60_000), { status: 'ready' })
  await s.untilIdle()
  const { thumbnail } = await s.db
    .selectFrom('playlists')
    .select('thumbnail')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  t.not(thumbnail, dead)
  t.strictSame(stored(), [...family(dead!), ...family(thumbnail)].sort(), 'the next attempt made one of its own')
  t.strictSame(await reserved(), [dead])
  t.equal(await abandonOld(s.db, 100), 0, 'whoever reserved it might still live')

  await ageReservations(s.db, 61)
  t.equal(await abandonOld(s.db, 100), 1)
  await s.untilIdle()
  t.strictSame(stored(), family(thumbnail), 'one picture with its thumbnails, and nothing else')
  t.strictSame(await reserved(), [])
  t.same(
    (await shownPictures(s.db).select('key').execute()).map(({ key }) => key),
    [thumbnail],
  )
})
