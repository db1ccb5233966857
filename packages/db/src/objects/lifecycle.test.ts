import { newPictureKey } from '@mudig/shared/objects/keys'
import { removePictures } from '@mudig/shared/objects/queues'
import { sql } from 'kysely'
import t from 'tap'
import type { Db } from '../core/client.js'
import { testDatabase } from '../testing/database.js'
import { planOf } from '../testing/plans.js'
import { inTransaction } from '../testing/rows.js'
import {
  abandon,
  abandonOld,
  discard,
  dueObjects,
  findUploads,
  forgetGone,
  forgetReservation,
  markGone,
  noteUpload,
  reserve,
} from './lifecycle.js'
import { insertPicture, markThumbnails } from './pictures.js'
import { findPublic } from './serving.js'

const picture = (key: string) => ({ key, content_type: 'image/webp' as const, width: 10, height: 10, bytes: 100 })
const sizes = { small: 1, medium: 2, large: 3 }

/** As if that many hours had passed. */
const wait = async (db: Db, key: string, hours: number) => {
  await sql`
    update objects set created_at = created_at - ${hours} * interval '1 hour', due_at = due_at - ${hours} * interval '1 hour',
      gone_at = gone_at - ${hours} * interval '1 hour' where key = ${key}`.execute(db)
}

const setUp = async (test: { teardown: (end: () => Promise<void>) => void }) => {
  const { db } = await testDatabase(test)
  return {
    db,
    reserved: async (hoursAgo = 0) => {
      const key = newPictureKey('karlo')
      await reserve(db, key)
      await wait(db, key, hoursAgo)
      return key
    },
    reservations: async () =>
      (await db.selectFrom('objects').select('key').where('state', '=', 'reserved').execute()).map(({ key }) => key),
    stateOf: async (key: string) =>
      (await db.selectFrom('objects').select('state').where('key', '=', key).executeTakeFirst())?.state,
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
  t.equal(await findPublic(db, key), undefined, 'nobody gets what is only reserved')
  const { id } = await inTransaction(db, trx => insertPicture(trx, picture(key)))
  t.match(await db.selectFrom('objects').selectAll().where('id', '=', id).executeTakeFirst(), {
    key,
    state: 'used',
    derived_at: null,
  })
  t.strictSame(await findPublic(db, key), { key, contentType: 'image/webp', bytes: 100 })
  t.strictSame(await reservations(), [])
  for (const lost of [newPictureKey('karlo'), key])
    await t.rejects(
      inTransaction(db, trx => insertPicture(trx, picture(lost))),
      { code: 'reservation_lost' },
    )
  const other = await reserved()
  await inTransaction(db, trx => insertPicture(trx, { ...picture(other), thumbnails: sizes }))
  t.match(await db.selectFrom('objects').selectAll().where('key', '=', other).executeTakeFirst(), {
    derived: sizes,
    derived_at: Date,
  })
  const small = 'small'
  t.match(await findPublic(db, `${other}.small`, { original: other, name: small }), { bytes: 1 })
  t.equal(await findPublic(db, `${key}.small`, { original: key, name: small }), undefined, 'which it has not')
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
  const removed = await reserved()
  await forgetReservation(db, removed)
  t.strictSame(await reservations(), [])
})

t.test('giving up what was shown after all removes nothing', async t => {
  const { db, reserved, removals } = await setUp(t)
  const key = await reserved()
  await inTransaction(db, trx => insertPicture(trx, picture(key)))
  await inTransaction(db, trx => abandon(trx, key))
  await forgetReservation(db, key)
  t.ok(await findPublic(db, key))
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

t.test('a reservation lasts as long as it was made for, and can be made again', async t => {
  const { db, reserved } = await setUp(t)
  const key = newPictureKey('karlo')
  await reserve(db, key, { kind: 'export', until: sql<Date>`now() + interval '7 days'` })
  await wait(db, key, 100)
  t.equal(await abandonOld(db, 10), 0)
  await wait(db, key, 100)
  await reserve(db, key, { kind: 'export' })
  t.equal(await abandonOld(db, 10), 0)

  const gone = await reserved(2)
  t.equal(await abandonOld(db, 10), 1)
  await reserve(db, gone)
  await t.rejects(
    inTransaction(db, trx => insertPicture(trx, picture(gone))),
    { code: 'reservation_lost' },
    'what is gone is not brought back',
  )
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

t.test('what nothing shows any longer is nobody’s at once, is removed twice, and forgotten', async t => {
  const { db, reserved, stateOf, removals } = await setUp(t)
  const key = await reserved()
  await inTransaction(db, trx => insertPicture(trx, picture(key)))
  await inTransaction(db, trx => discard(trx, [key]))
  t.equal(await findPublic(db, key), undefined)
  t.strictSame(await removals(), [key])
  await inTransaction(db, trx => forgetGone(trx, [key]))
  t.equal(await stateOf(key), 'gone', 'whoever was sending it may have been paused')
  t.equal(await abandonOld(db, 10), 0)

  await wait(db, key, 2)
  t.equal(await abandonOld(db, 10), 1)
  t.equal(await abandonOld(db, 10), 0, 'its job has an hour')
  t.strictSame(await removals(), [key, key])
  await inTransaction(db, trx => forgetGone(trx, [key]))
  t.equal(await stateOf(key), undefined)
})

t.test(
  'thumbnails: of a picture that lives they stay whatever becomes of their job, of a removed one they go',
  async t => {
    const { db, reserved, reservations, removals } = await setUp(t)
    const key = await reserved()
    const { id } = await inTransaction(db, trx => insertPicture(trx, picture(key)))
    await wait(db, key, 2)
    t.equal(await abandonOld(db, 10), 0)
    t.strictSame(await removals(), [], 'its process died; the picture is shown all the same')

    t.equal(await inTransaction(db, trx => markThumbnails(trx, { id, key }, sizes)), true)
    t.strictSame(await reservations(), [])

    await markGone(db, [key])
    t.equal(await inTransaction(db, trx => markThumbnails(trx, { id, key }, sizes)), false)
    t.strictSame([await reservations(), await removals()], [[], [key]])
  },
)

t.test('an upload in parts is known to whoever removes its object', async t => {
  const { db, reserved } = await setUp(t)
  const key = await reserved()
  t.equal(await noteUpload(db, key, 'u1'), true)
  await markGone(db, [key])
  t.strictSame(await findUploads(db, [key]), [{ key, upload_id: 'u1' }])
  t.equal(await noteUpload(db, key, 'u2'), false)
  const used = await reserved()
  await noteUpload(db, used, 'u3')
  await inTransaction(db, trx => insertPicture(trx, picture(used)))
  t.strictSame(await findUploads(db, [used]), [])
})

t.test('finding nothing to do is one look into an index, among a hundred thousand that are in use', async t => {
  const { db } = await setUp(t)
  await sql`
    insert into objects (key, kind, state, content_type, bytes, created_at, used_at, due_at)
    select 'karlo/' || n, 'picture', 'used', 'image/webp', 1, now() - interval '1 day', now(), now() - interval '1 day'
    from generate_series(1, 100000) n`.execute(db)
  await sql`insert into objects (key, kind) select 'reserved/' || n, 'picture' from generate_series(1, 5000) n`.execute(
    db,
  )
  await sql`analyze objects`.execute(db)
  const due = dueObjects(1_000)
  const plan = await planOf(db, { compile: () => due.compile(db) })
  t.match(plan, 'objects_due')
  t.notMatch(plan, 'Seq Scan')
  const { rows } = await sql<{ 'QUERY PLAN': string }>`explain (analyze, buffers, costs off) ${due}`.execute(db)
  const account = rows.map(row => row['QUERY PLAN']).join('\n')
  t.notMatch(account, /Rows Removed by Filter/, account)
  t.ok(Number(/shared hit=(\d+)/.exec(account)?.[1]) < 10, account)
  t.equal(await abandonOld(db, 1_000), 0)
})
