import { newPictureKey } from '@mudig/shared/objects/keys'
import { removePictures } from '@mudig/shared/objects/queues'
import { sql } from 'kysely'
import t from 'tap'
import type { Db } from '../core/client.js'
import { testDatabase } from '../testing/database.js'
import { planOf } from '../testing/plans.js'
import { inTransaction } from '../testing/rows.js'
import { abandon, abandonOld, deletePictures, insertPicture, markThumbnails, reserve } from './objects.js'

const picture = (key: string) => ({ key, content_type: 'image/webp' as const, width: 10, height: 10, bytes: 100 })

const setUp = async (test: { teardown: (end: () => Promise<void>) => void }) => {
  const { db } = await testDatabase(test)
  return {
    db,
    reserved: async (hoursAgo = 0) => {
      const key = newPictureKey('karlo')
      await reserve(db, key)
      await sql`update reserved_objects set reserved_at = now() - ${hoursAgo} * interval '1 hour' where key = ${key}`.execute(
        db,
      )
      return key
    },
    reservations: async () => (await db.selectFrom('reserved_objects').select('key').execute()).map(({ key }) => key),
    /** What the jobs that were queued will remove. */
    removals: () => removalsIn(db),
  }
}

const removalsIn = async (db: Db): Promise<string[]> => {
  const jobs = await db
    .selectFrom('jobs')
    .select('payload')
    .where('queue', '=', removePictures.name)
    .orderBy('id')
    .execute()
  return jobs.flatMap(({ payload }) => (payload as { keys: string[] }).keys)
}

t.test('a picture is shown by the key that was reserved for it, once', async t => {
  const { db, reserved, reservations, removals } = await setUp(t)
  const key = await reserved()
  const { id } = await inTransaction(db, trx => insertPicture(trx, picture(key)))
  t.match(await db.selectFrom('pictures').selectAll().where('id', '=', id).executeTakeFirst(), {
    key,
    thumbnails_at: null,
  })
  t.strictSame(await reservations(), [])
  await t.rejects(
    inTransaction(db, trx => insertPicture(trx, picture(newPictureKey('karlo')))),
    { code: 'reservation_lost' },
  )
  const other = await reserved()
  await inTransaction(db, trx => insertPicture(trx, { ...picture(other), hasThumbnails: true }))
  t.match(await db.selectFrom('pictures').select('thumbnails_at').where('key', '=', other).executeTakeFirst(), {
    thumbnails_at: Date,
  })
  t.strictSame(await removals(), [])
})

t.test('a transaction that is rolled back leaves the reservation, and it can be given up', async t => {
  const { db, reserved, reservations, removals } = await setUp(t)
  const key = await reserved()
  await t.rejects(
    inTransaction(db, async trx => {
      await insertPicture(trx, picture(key))
      throw new Error('name taken')
    }),
    { message: 'name taken' },
  )
  t.strictSame(await reservations(), [key])
  await inTransaction(db, trx => abandon(trx, key))
  t.strictSame(await reservations(), [])
  t.strictSame(await removals(), [key])
  await inTransaction(db, trx => abandon(trx, key))
  t.strictSame(await removals(), [key, key], 'also by one who comes so late that somebody else has given it up')
})

t.test('giving up what was shown after all removes nothing', async t => {
  const { db, reserved, removals } = await setUp(t)
  const key = await reserved()
  await inTransaction(db, trx => insertPicture(trx, picture(key)))
  await inTransaction(db, trx => abandon(trx, key))
  t.strictSame(await removals(), [])
})

t.test('what was reserved long ago is removed, what was reserved lately stays', async t => {
  const { db, reserved, reservations, removals } = await setUp(t)
  const fresh = await reserved(0.5)
  const old: string[] = []
  for (let n = 0; n < 5; n++) old.push(await reserved(10 - n))
  t.equal(await abandonOld(db, 3), 3)
  t.same((await removals()).sort(), old.slice(0, 3).sort(), 'the oldest first')
  t.equal(await abandonOld(db, 3), 2)
  t.equal(await abandonOld(db, 3), 0)
  t.same((await removals()).sort(), [...old].sort())
  t.strictSame(await reservations(), [fresh])
})

t.test('a commit that comes late and the removal exclude each other', async t => {
  const { db, reserved, reservations, removals } = await setUp(t)
  const key = await reserved(2)
  await inTransaction(db, async trx => {
    await insertPicture(trx, picture(key))
    t.equal(await abandonOld(db, 10), 0, 'it is about to be shown')
  })
  t.equal(await abandonOld(db, 10), 0)
  t.strictSame(await removals(), [])

  const slow = await reserved(2)
  t.equal(await abandonOld(db, 10), 1)
  await t.rejects(
    inTransaction(db, trx => insertPicture(trx, picture(slow))),
    { code: 'reservation_lost' },
  )
  t.strictSame(await removals(), [slow])
  t.strictSame(await reservations(), [])
})

t.test(
  'thumbnails: of a picture that lives they stay whatever becomes of their job, of a removed one they go',
  async t => {
    const { db, reserved, reservations, removals } = await setUp(t)
    const key = await reserved()
    const { id } = await inTransaction(db, trx => insertPicture(trx, picture(key)))
    await reserve(db, key)
    await sql`update reserved_objects set reserved_at = now() - interval '2 hours'`.execute(db)
    t.equal(await abandonOld(db, 10), 1)
    t.strictSame(await removals(), [], 'its process died; the picture is shown all the same')

    await reserve(db, key)
    t.equal(await inTransaction(db, trx => markThumbnails(trx, { id, key })), true)
    t.strictSame(await reservations(), [])

    await reserve(db, key)
    await deletePictures(db, [key])
    t.equal(await inTransaction(db, trx => markThumbnails(trx, { id, key })), false)
    t.strictSame([await reservations(), await removals()], [[], [key]])
  },
)

t.test('finding nothing to do is one look into an index', async t => {
  const { db } = await setUp(t)
  await sql`insert into reserved_objects (key) select 'karlo/' || n from generate_series(1, 5000) n`.execute(db)
  await sql`analyze reserved_objects`.execute(db)
  const old = db
    .selectFrom('reserved_objects')
    .select('key')
    .where('reserved_at', '<', sql<Date>`now() - 3600 * interval '1 second'`)
    .orderBy('reserved_at')
    .limit(1_000)
  const plan = await planOf(db, old)
  t.match(plan, 'reserved_objects_reserved_at')
  t.notMatch(plan, 'Seq Scan')
  t.equal(await abandonOld(db, 1_000), 0)
})
