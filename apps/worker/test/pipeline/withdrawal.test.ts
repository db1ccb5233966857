import { open } from '@mudig/db/accounts/sessions'
import { queueErasures, reactivate, withdraw } from '@mudig/db/accounts/withdrawals'
import { addJob } from '@mudig/db/ledger/add'
import { reserve } from '@mudig/db/objects/lifecycle'
import { insertPicture } from '@mudig/db/objects/pictures'
import { findJob } from '@mudig/db/testing/jobs'
import { shownPictures } from '@mudig/db/testing/objects'
import { aPlaylist as insertPlaylist } from '@mudig/db/testing/playlists'
import { aUser } from '@mudig/db/testing/rows'
import { withdrawnName } from '@mudig/shared/accounts/names'
import { eraseAccount, stopDigs } from '@mudig/shared/accounts/queues'
import { readStored } from '@mudig/shared/clients/s3/storage'
import { newPictureKey, thumbnailKeys } from '@mudig/shared/objects/keys'
import { drawCover } from '@mudig/shared/playlists/queues'
import t, { type Test } from 'tap'
import { type Pipeline, pipeline } from './harness.js'

const { signal } = new AbortController()
const inAnHour = () => new Date(Date.now() + 3_600_000)

const emailOf = async ({ db }: Pipeline, id: number) =>
  (await db.selectFrom('users').select('email').where('id', '=', id).executeTakeFirstOrThrow()).email

/** Withdraws as the API does. @param days until the erasure, or since then */
const leave = (p: Pipeline, id: number, days = 30) =>
  p.ledger.transaction(async trx => {
    await withdraw(trx, id, null, days)
    return addJob(trx, stopDigs, { v: 1, user_id: id }, { subject: `user/${id}` })
  })

const aPlaylist = ({ db }: Pipeline, writer: number, thumbnail?: string) =>
  insertPlaylist(db, writer, { title: 'rain', ...(thumbnail !== undefined && { thumbnail }) })

/** A picture with its thumbnails in the store. */
const aPicture = async ({ db, vendors }: Pipeline, folder: 'profile' | 'karlo') => {
  const key = newPictureKey(folder)
  for (const one of [key, ...Object.values(thumbnailKeys(key))])
    await vendors.storage.put(one, Buffer.from('picture'), 'image/webp')
  await reserve(db, key)
  await db
    .transaction()
    .execute(trx => insertPicture(trx, { key, content_type: 'image/webp', width: 1, height: 1, bytes: 7 }))
  return key
}

const isGone = async (t: Test, { vendors, db }: Pipeline, key: string) => {
  for (const one of [key, ...Object.values(thumbnailKeys(key))])
    t.notOk(await readStored(vendors.storage, one, { signal }), one)
  t.equal(await shownPictures(db).select('id').where('key', '=', key).executeTakeFirst(), undefined)
}

t.test("the digs of somebody who leaves stop with all their steps, other people's do not", async t => {
  const p = await pipeline(t)
  await p.sandbox.hold({ vendor: 'chat', after_songs: 3 })
  const running = await p.dig('비 오는 밤')
  await p.sandbox.untilHeld('chat')
  const other = await aUser(p.db)
  const stayer = await aPlaylist(p, other)
  await p.db.updateTable('playlists').set({ status: 'matching' }).where('id', '=', stayer).execute()

  const { id: job } = await leave(p, p.writer)
  await p.untilJob(job, ({ state }) => state === 'done')
  t.equal((await p.playlistOf(running.id)).status, 'cancelled')
  const left = await p.db
    .selectFrom('jobs')
    .select(['queue', 'state'])
    .where('subject', '=', `playlist/${running.id}`)
    .execute()
  t.ok(left.length > 0 && left.every(({ state }) => state === 'cancelled'), JSON.stringify(left))
  t.equal((await p.playlistOf(stayer)).status, 'matching')
})

t.test('whoever is back before the job runs keeps their digs', async t => {
  const p = await pipeline(t)
  const id = await aPlaylist(p, p.writer)
  await p.db.updateTable('playlists').set({ status: 'matching' }).where('id', '=', id).execute()
  const drawing = await p.ledger.transaction(trx =>
    addJob(trx, drawCover, { v: 1, playlist_id: id }, { subject: `playlist/${id}`, delay_ms: 3_600_000 }),
  )
  const email = await emailOf(p, p.writer)
  await p.db.transaction().execute(trx => withdraw(trx, p.writer, null, 30))
  await p.db.transaction().execute(trx => reactivate(trx, email, undefined))
  const { id: job } = await p.ledger.transaction(trx => addJob(trx, stopDigs, { v: 1, user_id: p.writer }))
  await p.untilJob(job, ({ state }) => state === 'done')
  t.equal((await p.playlistOf(id)).status, 'matching')
  t.match(await findJob(p.db, drawing.id), { state: 'queued' })
})

t.test('after the period everything personal goes, and comments stay without a name', async t => {
  const p = await pipeline(t)
  const { db } = p
  const [user, stayer] = [p.writer, await aUser(db)]
  const email = await emailOf(p, user)
  const [image, cover, kept] = [await aPicture(p, 'profile'), await aPicture(p, 'karlo'), await aPicture(p, 'karlo')]
  const own = await aPlaylist(p, user, cover)
  const others = await aPlaylist(p, stayer, kept)
  await db
    .updateTable('users')
    .set({ name: 'Private Person', about: 'about me', genre: 'OST', image, password_hash: null, rep_playlist: own })
    .where('id', '=', user)
    .execute()
  await db
    .insertInto('subject_likes')
    .values([
      { subject_id: own, user_id: stayer, kind: 'playlist' },
      { subject_id: others, user_id: user, kind: 'playlist' },
      { subject_id: others, user_id: stayer, kind: 'playlist' },
    ])
    .execute()
  await db.updateTable('subjects').set({ like_count: 2 }).where('id', '=', others).execute()
  const comment = await db
    .insertInto('subject_comments')
    .values({ subject_id: others, writer: user, content: 'I was here' })
    .returning('id')
    .executeTakeFirstOrThrow()
  await db.insertInto('subject_comments').values({ subject_id: own, writer: stayer, content: 'nice' }).execute()
  await open(db, { user_id: user, seed: Buffer.alloc(32), user_agent: 'Secret Browser', address: '192.0.2.77' })
  await db
    .insertInto('known_devices')
    .values({ user_id: user, hash: Buffer.alloc(32) })
    .execute()
  for (const table of ['otp_requests', 'account_mails'] as const)
    await db
      .insertInto(table)
      .values({
        email,
        language: 'ko',
        expires_at: new Date(),
        ...(table === 'otp_requests' ? { purpose: 'signup' } : { kind: 'recovery' }),
      } as never)
      .execute()
  await db
    .insertInto('signup_tokens')
    .values({ hash: Buffer.alloc(32), email, expires_at: new Date() })
    .execute()
  await db
    .insertInto('attempts')
    .values(
      [`${email}|192.0.2.77`, email, 'somebody@else.local'].map(subject => ({
        scope: 'login',
        subject,
        ends_at: inAnHour(),
      })),
    )
    .execute()

  await leave(p, user, 0)
  await queueErasures(db, 10)
  await queueErasures(db, 10)
  const erasing = await db.selectFrom('jobs').select('id').where('queue', '=', eraseAccount.name).execute()
  t.equal(erasing.length, 1, 'an account has one such job')
  await p.untilJob(erasing[0]!.id, ({ state }) => state === 'done')
  await p.untilIdle()

  const row = await db.selectFrom('users').selectAll().where('id', '=', user).executeTakeFirstOrThrow()
  t.match(row, {
    email: `erased-${user}@mudig.invalid`,
    name: withdrawnName,
    name_key: null,
    about: '',
    genre: '',
    image: 'profile/basic.png',
    rep_playlist: null,
    password_hash: null,
    is_active: false,
    erase_after: null,
    erased_at: Date,
  })
  t.same(
    await db
      .selectFrom('users')
      .select(['follower_count', 'following_count'])
      .where('id', 'in', [user, stayer])
      .execute(),
    [0, 0].map(() => ({ follower_count: 0, following_count: 0 })),
  )
  t.match(await db.selectFrom('subject_comments').select(['id', 'content', 'writer']).execute(), [
    { id: comment.id, content: 'I was here', writer: user },
  ])
  t.same(
    (await db.selectFrom('subjects').select(['id', 'like_count']).execute()).map(({ id, like_count }) => [
      id,
      like_count,
    ]),
    [[others, 1]],
  )
  for (const table of [
    'sessions',
    'known_devices',
    'otp_requests',
    'account_mails',
    'signup_tokens',
    'follows',
  ] as const)
    t.same(await db.selectFrom(table).selectAll().execute(), [], table)
  t.same(await db.selectFrom('attempts').select('subject').execute(), [{ subject: 'somebody@else.local' }])
  t.same(await db.selectFrom('jobs').select('id').where('user_id', '=', user).execute(), [])
  await isGone(t, p, image)
  await isGone(t, p, cover)
  t.ok(await readStored(p.vendors.storage, kept, { signal }), "others' pictures stay")
  const everything = JSON.stringify([row, await db.selectFrom('jobs').selectAll().execute()])
  for (const trace of [email, 'Private Person', 'about me']) t.notOk(everything.includes(trace), trace)
  const redis = p.ledger.queue(eraseAccount.name)
  t.notMatch(JSON.stringify(await redis.getJobs()), email)

  await queueErasures(db, 10)
  t.equal(
    (await db.selectFrom('jobs').select('id').where('queue', '=', eraseAccount.name).execute()).length,
    1,
    'nothing is left to erase',
  )
})

t.test('nobody is erased before their time, or after they came back', async t => {
  const p = await pipeline(t)
  const [waiting, back] = [await aUser(p.db), await aUser(p.db)]
  await leave(p, waiting, 1)
  await leave(p, back, 1)
  const email = await emailOf(p, back)
  await p.db.transaction().execute(trx => reactivate(trx, email, undefined))
  await queueErasures(p.db, 10)
  t.same(await p.db.selectFrom('jobs').select('id').where('queue', '=', eraseAccount.name).execute(), [])
  for (const user_id of [waiting, back, p.writer]) {
    const { id } = await p.ledger.transaction(trx => addJob(trx, eraseAccount, { v: 1, user_id }))
    await p.untilJob(id, ({ state }) => state === 'done')
    t.match(await p.db.selectFrom('users').select(['erased_at', 'name']).where('id', '=', user_id).executeTakeFirst(), {
      erased_at: null,
      name: /^listener/,
    })
  }
})
