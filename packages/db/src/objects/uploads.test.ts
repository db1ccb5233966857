import { ApiError } from '@mudig/shared/core/errors'
import { objectErrors } from '@mudig/shared/objects/errors'
import { removePictures, verifyUpload } from '@mudig/shared/objects/queues'
import { basicProfileKey } from '@mudig/shared/objects/shipped'
import { pictureOfUpload } from '@mudig/shared/objects/uploads'
import { sql } from 'kysely'
import t from 'tap'
import type { Db } from '../core/client.js'
import { testDatabase } from '../testing/database.js'
import { planOf } from '../testing/plans.js'
import { aUser, inTransaction } from '../testing/rows.js'
import { abandonOld, discard } from './lifecycle.js'
import { isPictureShown } from './pictures.js'
import { findOwnPicture, findPublic } from './serving.js'
import {
  attachPictures,
  beginUpload,
  completeUpload,
  discardPictures,
  expireUploads,
  findUpload,
  removeUpload,
} from './uploads.js'
import { markVerified, refuseUpload } from './verification.js'

const request = { request_id: 'r' }

const setUp = async (t: Parameters<typeof testDatabase>[0]) => {
  const { db } = await testDatabase(t)
  const me = await aUser(db)
  const begin = (owner = me, { isPublic = true, perDay = 100 } = {}) =>
    inTransaction(db, trx => beginUpload(trx, owner, { type: 'image/jpeg', isPublic }, { perDay }))
  const verify = (key: string) =>
    inTransaction(db, trx =>
      markVerified(
        trx,
        key,
        {
          key: pictureOfUpload(key),
          content_type: 'image/webp',
          width: 4,
          height: 4,
          bytes: 9,
          thumbnails: { small: 1 },
        },
        request,
      ),
    )
  const attach = (keys: readonly string[], subject = 'post/1', owner = me) =>
    inTransaction(db, trx => attachPictures(trx, keys.map(pictureOfUpload), { owner, subject, ...request }))
  const queued = async (queue: { name: string }) => {
    const rows = await db.selectFrom('jobs').select('payload').where('queue', '=', queue.name).orderBy('id').execute()
    return rows.flatMap(({ payload }) => {
      const { key, keys } = payload as { key?: string; keys?: string[] }
      return key ?? keys ?? []
    })
  }
  const isShown = async (key: string, isOwner: boolean) => {
    const { rows } = await sql<{ is_shown: boolean }>`
      select ${isPictureShown(sql.val(pictureOfUpload(key)), sql.val(isOwner))} as is_shown`.execute(db)
    return rows[0]?.is_shown
  }
  return { db, me, begin, verify, attach, queued, isShown }
}

const age = async (db: Db, key: string) => {
  await sql`update picture_uploads set expires_at = now() - interval '1 second' where key = ${key}`.execute(db)
}

t.test('what is attached is looked at once, and shown to others once that is done', async t => {
  const { db, me, begin, verify, attach, queued, isShown } = await setUp(t)
  const key = await begin()
  const picture = pictureOfUpload(key)
  t.match(await findUpload(db, me, key), { state: 'waiting', is_attached: false })
  await attach([key, key])
  t.strictSame(await queued(verifyUpload), [key])
  t.match(await findUpload(db, me, key), { state: 'checking', is_attached: true })
  t.strictSame([await isShown(key, true), await isShown(key, false)], [true, false])
  t.equal(await findPublic(db, picture), undefined)
  await attach([key])
  t.strictSame(await queued(verifyUpload), [key], 'the same subject may name it again')

  t.equal(await verify(key), true)
  t.equal(await verify(key), false, 'once')
  t.match(await findUpload(db, me, key), { state: 'ready', picture })
  t.match(await findPublic(db, picture), { bytes: 9 })
  t.equal(await isShown(key, false), true)
  t.strictSame(await queued(removePictures), [key], 'what was sent is removed')

  await inTransaction(db, trx => discard(trx, [picture]))
  t.equal(await findPublic(db, picture), undefined)
  t.strictSame([await isShown(key, true), await isShown(key, false)], [false, false])
  t.strictSame(await queued(removePictures), [key, picture])
  await t.rejects(
    attach([key], 'post/2'),
    new ApiError(objectErrors.pictureUnknown),
    'what is gone cannot be shown again',
  )
})

t.test('nobody attaches what is another’s, shown elsewhere, refused or made up', async t => {
  const { db, me, begin, attach } = await setUp(t)
  const [key, theirs] = [await begin(), await begin(await aUser(db))]
  for (const keys of [[theirs], [key, theirs], ['upload/AAAAAAAAAAAAAAAAAAAAAA.jpg']])
    await t.rejects(attach(keys), new ApiError(objectErrors.pictureUnknown))
  t.match(await findUpload(db, me, key), { state: 'waiting' }, 'all or nothing')
  await attach([key], 'post/1')
  await t.rejects(attach([key], 'post/2'), new ApiError(objectErrors.pictureUnknown))
  await t.rejects(attach([key], 'post/1', await aUser(db)), new ApiError(objectErrors.pictureUnknown))
  await inTransaction(db, trx => refuseUpload(trx, key, 'picture_type', request))
  await t.rejects(attach([key], 'post/1'), new ApiError(objectErrors.pictureUnknown))
})

t.test('what is refused leaves nothing, a profile neither', async t => {
  const { db, me, begin, attach, queued, isShown } = await setUp(t)
  const key = await begin()
  const picture = pictureOfUpload(key)
  await attach([key], `user/${me}`)
  await db.updateTable('users').set({ image: picture }).where('id', '=', me).execute()
  await inTransaction(db, trx => refuseUpload(trx, key, 'picture_broken', request))
  t.match(await findUpload(db, me, key), { state: 'refused', reason: 'picture_broken' })
  t.strictSame([await isShown(key, true), await isShown(key, false)], [false, false])
  t.strictSame(await queued(removePictures), [key, picture])
  t.match(await db.selectFrom('users').select('image').where('id', '=', me).execute(), [{ image: basicProfileKey }])
})

t.test('looked at before anything shows it: its owner’s alone until then', async t => {
  const { db, me, begin, verify, attach, queued } = await setUp(t)
  const key = await begin()
  for (const _ of [1, 2]) await inTransaction(db, trx => completeUpload(trx, me, key, request))
  t.strictSame(await queued(verifyUpload), [key])
  await verify(key)
  t.equal(await findPublic(db, pictureOfUpload(key)), undefined)
  t.match(await findOwnPicture(db, me, key), { bytes: 9 })
  t.equal(await findOwnPicture(db, await aUser(db), key), undefined)
  await attach([key])
  t.match(await findPublic(db, pictureOfUpload(key)), { bytes: 9 })
  await t.rejects(
    inTransaction(db, trx => removeUpload(trx, me, key)),
    new ApiError(objectErrors.uploadAttached),
  )

  const hidden = await begin(me, { isPublic: false })
  await attach([hidden])
  await verify(hidden)
  t.equal(await findPublic(db, pictureOfUpload(hidden)), undefined, 'a private one stays its owner’s')
  t.match(await findOwnPicture(db, me, hidden), { bytes: 9 })
})

t.test('what was completed first and attached then is kept by an edit before it was looked at', async t => {
  const { db, me, begin, verify, attach } = await setUp(t)
  const key = await begin()
  await inTransaction(db, trx => completeUpload(trx, me, key, request))
  await attach([key])
  await attach([key])
  await t.rejects(attach([key], 'post/2'), new ApiError(objectErrors.pictureUnknown))
  t.notOk(await findPublic(db, pictureOfUpload(key)), 'nobody else has it yet')
  await verify(key)
  t.ok(await findPublic(db, pictureOfUpload(key)))
})

t.test('a picture that is given up before it was looked at is looked at no more', async t => {
  const { db, begin, verify, attach, queued } = await setUp(t)
  const key = await begin()
  await attach([key])
  await inTransaction(db, trx => discardPictures(trx, [pictureOfUpload(key)], request))
  t.equal(await verify(key), false, 'the job under way finds nothing to do')
  t.same((await queued(removePictures)).sort(), [key, pictureOfUpload(key)].sort())
})

t.test('a day has room for so many, also beside each other and for who removes them', async t => {
  const { db, me, begin } = await setUp(t)
  const begun = await Promise.allSettled([1, 2, 3, 4, 5].map(() => begin(me, { perDay: 3 })))
  t.equal(begun.filter(({ status }) => status === 'fulfilled').length, 3)
  const [first] = begun.flatMap(one => (one.status === 'fulfilled' ? [one.value] : []))
  await inTransaction(db, trx => removeUpload(trx, me, first!))
  await t.rejects(begin(me, { perDay: 3 }), { message: objectErrors.tooManyUploads.en })
  t.ok(await begin(await aUser(db), { perDay: 3 }))
  await sql`update picture_uploads set created_at = created_at - interval '25 hours'`.execute(db)
  t.ok(await begin(me, { perDay: 3 }))
})

t.test('what nothing shows within a day is removed, whether it was looked at or not', async t => {
  const { db, me, begin, verify, attach, queued } = await setUp(t)
  const [waiting, ready, shown, underWay, fresh] = await Promise.all([1, 2, 3, 4, 5].map(() => begin()))
  await inTransaction(db, trx => completeUpload(trx, me, ready!, request))
  await verify(ready!)
  await attach([shown!])
  await verify(shown!)
  await attach([underWay!], 'post/2')
  for (const key of [waiting, ready, shown, underWay]) await age(db, key!)
  t.equal(await abandonOld(db, 10), 0)
  const before = await queued(removePictures)
  t.equal(await expireUploads(db, 10), 4)
  t.equal(await expireUploads(db, 10), 0)
  t.same(
    (await queued(removePictures)).slice(before.length).sort(),
    [waiting!, pictureOfUpload(waiting!), pictureOfUpload(ready!)].sort(),
  )
  t.same(
    (await db.selectFrom('picture_uploads').select('key').orderBy('key').execute()).map(({ key }) => key),
    [underWay!, fresh!].sort(),
  )
  t.match(await findPublic(db, pictureOfUpload(shown!)), { bytes: 9 })
  await attach([shown!])
  t.equal(await verify(underWay!), true, 'its job may still come')
})

t.test('finding what is due, and a day’s room, are looks into an index', async t => {
  const { db, me } = await setUp(t)
  await sql`
    insert into picture_uploads (key, picture, user_id, is_public)
    select 'upload/' || n, 'picture/' || n, ${me}, true from generate_series(1, 5000) n`.execute(db)
  await sql`analyze picture_uploads`.execute(db)
  const due = db
    .selectFrom('picture_uploads')
    .select('key')
    .where('expires_at', '<', sql<Date>`now()`)
    .orderBy('expires_at')
    .limit(10)
  t.match(await planOf(db, due), 'picture_uploads_due_idx')
})
