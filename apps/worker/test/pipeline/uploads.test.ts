import { addJob } from '@mudig/db/ledger/add'
import { cancelActiveJobs } from '@mudig/db/ledger/cancel'
import { discard } from '@mudig/db/objects/lifecycle'
import { findPublic } from '@mudig/db/objects/serving'
import { attachPictures, beginUpload, findUpload } from '@mudig/db/objects/uploads'
import { readStored } from '@mudig/shared/clients/s3/storage'
import { RetryableError } from '@mudig/shared/core/errors'
import { thumbnailKeys } from '@mudig/shared/objects/keys'
import { verifyUpload } from '@mudig/shared/objects/queues'
import { basicProfileKey } from '@mudig/shared/objects/shipped'
import { maxUploadBytes, pictureOfUpload } from '@mudig/shared/objects/uploads'
import sharp from 'sharp'
import t, { type Test } from 'tap'
import { type PipelineOptions, pipeline } from './harness.js'

const signal = new AbortController().signal

/** With a place and a camera in its metadata. */
const photo = () =>
  sharp({ create: { width: 3_000, height: 1_000, channels: 3, background: 'teal' } })
    .withExif({ IFD0: { Make: 'Camera of mine' }, IFD3: { GPSLatitude: '37/1 33/1 0/1' } })
    .jpeg()
    .toBuffer()

const setUp = async (t: Test, options: PipelineOptions = {}) => {
  const p = await pipeline(t, options)
  const { db, ledger, vendors, writer } = p
  const { storage } = vendors
  const begin = () =>
    ledger.transaction(trx => beginUpload(trx, writer, { type: 'image/jpeg', isPublic: true }, { perDay: 100 }))
  const sent = async (bytes: Buffer) => {
    const key = await begin()
    await storage.put(key, bytes, 'image/jpeg')
    return key
  }
  const attach = (key: string, subject = 'post/1') =>
    ledger.transaction(trx => attachPictures(trx, [pictureOfUpload(key)], { owner: writer, subject }))
  const stateOf = (key: string) => findUpload(db, writer, key)
  const verdict = async (key: string) => {
    await p.untilIdle()
    return stateOf(key)
  }
  const kept = (key: string) => readStored(storage, key, { signal })
  /** Nothing of it in the store, and nobody is given any of it. */
  const isNowhere = async (t: Test, key: string) => {
    const picture = pictureOfUpload(key)
    t.equal(await findPublic(db, picture), undefined)
    for (const one of [key, picture, ...Object.values(thumbnailKeys(picture))]) t.equal(await kept(one), undefined, one)
  }
  return { ...p, begin, sent, attach, verdict, stateOf, kept, isNowhere, storage }
}

t.test('a photo is shown without what it said of its camera and place, in its sizes', async t => {
  const p = await setUp(t)
  const key = await p.sent(await photo())
  await p.attach(key)
  t.match(await p.verdict(key), { state: 'ready', reason: null })
  const picture = pictureOfUpload(key)
  t.match(await findPublic(p.db, picture), { contentType: 'image/webp' })
  const shown = await p.kept(picture)
  const { format, width, height, exif, xmp, icc } = await sharp(shown).metadata()
  t.strictSame([format, width, height, exif, xmp, icc], ['webp', 2_048, 683, undefined, undefined, undefined])
  t.notOk(shown?.includes('Camera of mine'))
  for (const thumbnail of Object.values(thumbnailKeys(picture))) t.ok(await p.kept(thumbnail), thumbnail)
  t.equal(await p.kept(key), undefined, 'what was sent is gone')

  const again = await p.ledger.transaction(trx => addJob(trx, verifyUpload, { v: 1, key }))
  await p.untilJob(again.id, ({ state }) => state === 'done')
  t.strictSame(await p.kept(picture), shown, 'a second delivery changes nothing')

  await p.ledger.transaction(trx => discard(trx, [picture]))
  t.equal(await findPublic(p.db, picture), undefined, 'at once')
  await p.untilIdle()
  await p.isNowhere(t, key)
})

t.test('what is no picture is refused and removed, whatever its form said', async t => {
  const p = await setUp(t)
  const bomb = sharp({ create: { width: 6_000, height: 6_000, channels: 3, background: 'red' } })
  const cases: [string, Buffer, string][] = [
    ['text', Buffer.from('<script>alert(1)</script>'), 'picture_type'],
    ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'picture_type'],
    ['half a photo', (await photo()).subarray(0, 2_000), 'picture_broken'],
    ['too many pixels', await bomb.png().toBuffer(), 'picture_too_large'],
    ['too many bytes', Buffer.alloc(maxUploadBytes + 1, 0xff), 'picture_too_large'],
  ]
  for (const [name, bytes, reason] of cases) {
    const key = await p.sent(bytes)
    await p.attach(key)
    t.match(await p.verdict(key), { state: 'refused', reason }, name)
    await p.isNowhere(t, key)
  }
  const never = await p.begin()
  await p.attach(never, `user/${p.writer}`)
  await p.db
    .updateTable('users')
    .set({ image: pictureOfUpload(never) })
    .where('id', '=', p.writer)
    .execute()
  t.match(await p.verdict(never), { state: 'refused', reason: 'picture_missing' })
  const { image } = await p.db.selectFrom('users').select('image').where('id', '=', p.writer).executeTakeFirstOrThrow()
  t.equal(image, basicProfileKey)
})

t.test('killed between storing and committing: the next attempt shows it, and nothing is left over', async t => {
  let broken = 1
  const p = await setUp(t, {
    vendors: ({ storage }) => ({
      storage: {
        ...storage,
        put: async (...args) => {
          await storage.put(...args)
          // The large thumbnail is the last of the four; the process ends after all of them.
          if (args[0].endsWith('.large.webp') && broken-- > 0) throw new RetryableError('killed', 'as if it was killed')
        },
      },
    }),
  })
  const key = await p.sent(await photo())
  await p.attach(key)
  t.match(await p.verdict(key), { state: 'ready' })
  t.ok(await findPublic(p.db, pictureOfUpload(key)))
  t.equal(await p.kept(key), undefined)
})

t.test('one that is given up while it is being looked at leaves nothing', async t => {
  let meanwhile = async () => {}
  const p = await setUp(t, {
    vendors: ({ storage }) => ({
      storage: {
        ...storage,
        put: async (...args) => {
          if (args[0].endsWith('.large.webp')) await meanwhile()
          await storage.put(...args)
        },
      },
    }),
  })
  const key = await p.sent(await photo())
  meanwhile = async () => {
    meanwhile = async () => {}
    await p.ledger.transaction(trx => discard(trx, [key, pictureOfUpload(key)]))
  }
  await p.attach(key)
  await p.untilIdle()
  await p.isNowhere(t, key)
})

t.test('a job that is cancelled shows nothing', async t => {
  const p = await setUp(t, {
    vendors: ({ storage }) => ({
      storage: {
        ...storage,
        get: async (key, options) => {
          if (!key.startsWith('upload/')) return storage.get(key, options)
          const active = await p.db.selectFrom('jobs').select('id').where('queue', '=', verifyUpload.name).execute()
          await p.ledger.transaction(trx => cancelActiveJobs(trx, { ids: active.map(({ id }) => id) }))
          options?.signal?.throwIfAborted()
          return storage.get(key, options)
        },
      },
    }),
  })
  const key = await p.sent(await photo())
  await p.attach(key)
  await p.untilIdle()
  t.equal(await findPublic(p.db, pictureOfUpload(key)), undefined)
})
