import * as exports from '@mudig/db/accounts/exports'
import { open } from '@mudig/db/accounts/sessions'
import { withdraw } from '@mudig/db/accounts/withdrawals'
import { addJob } from '@mudig/db/ledger/add'
import { expedite } from '@mudig/db/ledger/expedite'
import { copies, erase } from '@mudig/db/personal-data'
import { findJob } from '@mudig/db/testing/jobs'
import { aLike, aPlaylist } from '@mudig/db/testing/playlists'
import { aUser } from '@mudig/db/testing/rows'
import { until } from '@mudig/sandbox/servers/until'
import { sendAccountMail } from '@mudig/shared/accounts/mail-queues'
import { exportAccount, removeExport } from '@mudig/shared/accounts/queues'
import type { Storage } from '@mudig/shared/clients/s3/storage'
import { RetryableError } from '@mudig/shared/core/errors'
import { tokenHash } from '@mudig/shared/core/token-hash'
import { newPictureKey } from '@mudig/shared/objects/keys'
import { unzipSync } from 'fflate'
import t, { type Test } from 'tap'
import { type Pipeline, type PipelineOptions, pipeline } from './harness.js'

const { signal } = new AbortController()
const mebibyte = 1024 * 1024

const ask = ({ ledger }: Pipeline, user_id: number, language: 'ko' | 'en' = 'ko') =>
  ledger.transaction(trx => exports.request(trx, { user_id, language, request_id: 'test' }))

const jobOf = async ({ db }: Pipeline, queue: string, id: number) =>
  (
    await db
      .selectFrom('jobs')
      .select('id')
      .where('queue', '=', queue)
      .where('subject', '=', `export/${id}`)
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow()
  ).id

/** Asks and waits for the mail. */
const exported = async (p: Pipeline, user_id: number, language?: 'ko' | 'en') => {
  const { id } = await ask(p, user_id, language)
  await p.untilJob(await jobOf(p, exportAccount.name, id), ({ state }) => state === 'done')
  await p.untilIdle()
  return rowOf(p, id)
}

const rowOf = ({ db }: Pipeline, id: number) =>
  db.selectFrom('account_exports').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

/** Of any size, unlike `readStored`. */
const stored = async ({ vendors }: Pipeline, key: string) => {
  const object = await vendors.storage.get(key)
  return object && Buffer.concat(await object.body.toArray())
}

const unzipped = async (p: Pipeline, key: string) => {
  const files = unzipSync(new Uint8Array((await stored(p, key)) ?? []))
  const text = (name: string) => new TextDecoder('utf-8', { fatal: true }).decode(files[name])
  return { files, text, json: <T = object[]>(name: string): T => JSON.parse(text(`${name}.json`)) }
}

const aPicture = async (
  { vendors }: Pipeline,
  folder: 'profile' | 'karlo',
  bytes = Buffer.from(`a picture of ${folder}`),
) => {
  const key = newPictureKey(folder)
  await vendors.storage.put(key, bytes, 'image/webp')
  return { key, bytes }
}

/** A store that fails where a test says so. */
const withStorage = (change: (made: Storage) => Partial<Storage>): PipelineOptions => ({
  vendors: made => ({ storage: { ...made.storage, ...change(made.storage) } }),
})

const expire = ({ db }: Pipeline, id: number) =>
  db
    .updateTable('account_exports')
    .set({ expires_at: new Date(Date.now() - 1_000) })
    .where('id', '=', id)
    .execute()

t.test(
  'a copy holds everything of the one who asked, and nothing that opens anything or belongs to others',
  async t => {
    const p = await pipeline(t)
    const { db, writer: me } = p
    const [friend, gone] = [await aUser(db), await aUser(db)]
    const [image, cover, othersCover] = [
      await aPicture(p, 'profile'),
      await aPicture(p, 'karlo'),
      await aPicture(p, 'karlo'),
    ]
    await db
      .updateTable('users')
      .set({ name: '"나" & me\n', about: '소개 \\ "quoted"', genre: 'OST', image: image.key, password_hash: 'a-hash' })
      .where('id', '=', me)
      .execute()
    await db
      .insertInto('identities')
      .values({ provider: 'kakao', subject: '4711', user_id: me, email: 'me@kakao.local' })
      .execute()
    const sessions: string[] = []
    for (const address of ['192.0.2.7', '2001:db8::7'])
      sessions.push(
        await open(db, { user_id: me, seed: Buffer.alloc(32, 7), user_agent: 'Firefox on Windows', address }),
      )
    await db
      .updateTable('sessions')
      .set({ revoked_at: new Date(), revoked_because: 'logout' })
      .where('id', '=', sessions[1]!)
      .execute()
    await open(db, { user_id: friend, seed: Buffer.alloc(32), user_agent: 'of a friend', address: '192.0.2.8' })
    await db
      .insertInto('known_devices')
      .values({ user_id: me, hash: Buffer.alloc(32, 9) })
      .execute()
    const states = ['ready', 'failed', 'cancelled', 'queued'] as const
    const own: number[] = []
    for (const status of states)
      own.push(
        await aPlaylist(db, me, {
          status,
          is_public: false,
          situations: `비 오는 밤 ${status}`,
          keywords: ['rain', 'night'],
        }),
      )
    await db.updateTable('playlists').set({ thumbnail: cover.key }).where('id', '=', own[0]!).execute()
    const songs = await db
      .insertInto('music')
      .values([
        {
          singer: 'IU',
          song: 'Palette',
          singer_key: 'iu',
          song_key: 'palette',
          state: 'matched',
          video_id: 'abcdefghijk',
        },
        { singer: '아이유', song: '밤편지', singer_key: '아이유', song_key: '밤편지' },
      ])
      .returning('id')
      .execute()
    await db
      .insertInto('playlist_songs')
      .values(songs.map(({ id }, i) => ({ playlist_id: own[0]!, music_id: id, position: 1 - i })))
      .execute()
    const [seen, hidden] = [
      await aPlaylist(db, friend, { thumbnail: othersCover.key }),
      await aPlaylist(db, friend, { title: 'a secret', is_public: false }),
    ]
    for (const liked of [seen, hidden]) await aLike(db, me, liked)
    await aLike(db, friend, own[0]!)
    await db
      .insertInto('comments')
      .values([
        { playlist: seen, writer: me, content: '좋아요 👍' },
        { playlist: seen, writer: me, content: '', is_active: false },
        { playlist: seen, writer: friend, content: 'of a friend' },
      ])
      .execute()
    await db
      .insertInto('follows')
      .values([
        { follower: me, followee: friend },
        { follower: gone, followee: me },
      ])
      .execute()
    await db.insertInto('notification_boxes').values({ user_id: me, seq: 1, liked: false }).execute()
    await db
      .insertInto('notifications')
      .values({ recipient: me, kind: 'followed', subject: 0, seq: 1, actor_count: 1 })
      .execute()
    await db
      .updateTable('users')
      .set({ is_active: false, name: 'the name of who left' })
      .where('id', '=', gone)
      .execute()

    const row = await exported(p, me)
    t.match(row, { state: 'ready', upload_id: null, finished_at: Date })
    const zip = await stored(p, row.object_key)
    t.equal(zip?.byteLength, row.bytes)
    const { files, text, json } = await unzipped(p, row.object_key)
    const pictures = [cover, image].map(({ key }) => `pictures/${key}`)
    const lists = ['account', ...copies.map(({ name }) => name)].map(name => `${name}.json`)
    t.strictSame(Object.keys(files).sort(), ['README.txt', ...lists, ...pictures].sort())
    for (const name of Object.keys(files))
      if (name.endsWith('.json')) t.match(text('README.txt'), name, 'the list of files is whole')
    t.match(json<object>('account'), {
      id: me,
      name: '"나" & me\n',
      about: '소개 \\ "quoted"',
      has_password: true,
      image: image.key,
    })
    t.match(json('account'), { notified_of: { followed: true, liked: false } })
    t.match(json('notifications'), [{ kind: 'followed', actor_count: 1, read_at: null }])
    t.match(json('identities'), [{ provider: 'kakao', subject: '4711', email: 'me@kakao.local' }])
    const signIns = json<{ id: string }[]>('sessions')
    t.strictSame(signIns.map(({ id }) => id).sort(), [...sessions].sort())
    t.match(
      signIns.find(({ id }) => id === sessions[1]),
      { user_agent: 'Firefox on Windows', address: '2001:db8::7', revoked_because: 'logout' },
    )
    t.strictSame(Object.keys(json('devices')[0]!), ['last_seen_at'])
    t.match(
      json('playlists'),
      states.map((status, i) => ({
        id: own[i],
        status,
        situations: `비 오는 밤 ${status}`,
        keywords: ['rain', 'night'],
      })),
    )
    t.match(json<{ music: object[] }[]>('playlists')[0]!.music, [
      { singer: '아이유', song: '밤편지', information: null },
      { singer: 'IU', song: 'Palette', information: 'https://www.youtube.com/embed/abcdefghijk' },
    ])
    t.match(json('likes'), [
      { playlist: seen, title: '비 오는 밤' },
      { playlist: hidden, title: null },
    ])
    t.match(json('comments'), [
      { playlist: seen, content: '좋아요 👍', is_active: true },
      { content: '', is_active: false },
    ])
    t.equal(json('comments').length, 2)
    t.match(json('following'), [{ user: friend, name: /^listener/ }])
    t.match(json('followers'), [{ user: gone, name: null }])
    for (const { key, bytes } of [image, cover]) t.same(Buffer.from(files[`pictures/${key}`]!), bytes)
    const everything = zip!.toString('latin1')
    for (const secret of ['a-hash', 'seed', 'of a friend', 'a secret', 'the name of who left'])
      t.notOk(everything.includes(Buffer.from(secret).toString('latin1')), secret)
  },
)

t.test('its link is mailed to the owner, once, in their language, and stands in no log and no row', async t => {
  const p = await pipeline(t)
  const email = (await p.db.selectFrom('users').select('email').where('id', '=', p.writer).executeTakeFirstOrThrow())
    .email
  const row = await exported(p, p.writer, 'en')
  t.match(p.mailbox.messages, [{ recipients: [email], subject: '[Mudig] The copy of your data is ready' }])
  t.equal(p.mailbox.messages.length, 1)
  const [, token] =
    /https:\/\/api\.mudig\.example\/user\/export\/([A-Za-z0-9_-]{43})\s/.exec(p.mailbox.messages[0]!.text) ?? []
  t.ok(token)
  t.same(row.token_hash, tokenHash(token!))
  t.ok(p.mailbox.messages[0]!.html.includes(token!))
  t.notOk(p.logs().includes(token!))
  const rows = JSON.stringify([
    await p.db.selectFrom('jobs').selectAll().execute(),
    await p.db.selectFrom('account_mails').selectAll().execute(),
    row,
  ])
  t.notOk(rows.includes(token!))

  // Whatever runs again finds nothing to do.
  for (const queue of [exportAccount, removeExport]) {
    const again = await p.ledger.transaction(trx => addJob(trx, queue, { v: 1, export_id: row.id }))
    await p.untilJob(again.id, ({ state }) => state === 'done')
  }
  await p.untilIdle()
  t.equal(p.mailbox.messages.length, 1)
  t.same(await rowOf(p, row.id), row)
  t.ok(await stored(p, row.object_key), 'a copy that is good is not removed, whoever asks for it')
})

t.test('a worker that dies between the last byte and its commit leaves one object and mails once', async t => {
  let deaths = 0
  const uploads: string[] = []
  const p = await pipeline(
    t,
    withStorage(storage => ({
      beginUpload: async (...given) => {
        const id = await storage.beginUpload(...given)
        uploads.push(id)
        return id
      },
      upload: async (...given) => {
        const bytes = await storage.upload(...given)
        if (deaths++ === 0) throw new RetryableError('killed', 'after the upload, before the commit')
        return bytes
      },
    })),
  )
  const { id } = await ask(p, p.writer)
  const job = await jobOf(p, exportAccount.name, id)
  await p.untilIdle([exportAccount.name])
  t.match(await findJob(p.db, job), { state: 'done', failures: 1 })
  const row = await rowOf(p, id)
  t.match(row, { state: 'ready' })
  t.equal((await unzipped(p, row.object_key)).json<{ id: number }>('account').id, p.writer)
  t.equal(uploads.length, 2)
  t.equal(p.mailbox.messages.length, 1)
  for (const upload of uploads)
    await t.rejects(
      p.vendors.storage.upload(row.object_key, upload, pieces(1), { signal }),
      { code: 'upload_ended' },
      'no upload stays open',
    )
})

const pieces = async function* (count: number, size = 1_000) {
  for (let i = 0; i < count; i++) yield Buffer.alloc(size, i)
}

t.test('a worker that dies in the middle has its upload ended by the next attempt', async t => {
  let isFirst = true
  const begun: string[] = []
  const p = await pipeline(
    t,
    withStorage(storage => ({
      beginUpload: async (...given) => {
        const id = await storage.beginUpload(...given)
        begun.push(id)
        return id
      },
      upload: async (key, id, body, options) => {
        if (!isFirst) return storage.upload(key, id, body, options)
        isFirst = false
        await storage.upload(key, id, half(body), options).catch(() => {})
        throw new RetryableError('killed', 'in the middle')
      },
    })),
  )
  const { id } = await ask(p, p.writer)
  await p.untilIdle([exportAccount.name])
  const row = await rowOf(p, id)
  t.match(row, { state: 'ready', upload_id: null })
  await t.rejects(p.vendors.storage.upload(row.object_key, begun[0]!, pieces(1), { signal }), { code: 'upload_ended' })
})

const half = async function* (body: AsyncIterable<Uint8Array>) {
  for await (const piece of body) {
    yield piece
    throw new Error('killed')
  }
}

t.test(
  'a store that is away is waited for, and one that stays away fails the copy, which can be asked for again',
  async t => {
    let isAway = true
    const away = () => {
      throw new RetryableError('storage_unavailable', 'away')
    }
    const p = await pipeline(
      t,
      withStorage(storage => ({
        beginUpload: async (...given) => (isAway ? away() : storage.beginUpload(...given)),
      })),
    )
    const { id } = await ask(p, p.writer)
    const job = await jobOf(p, exportAccount.name, id)
    await p.untilJob(job, ({ failures }) => failures > 0)
    isAway = false
    await p.untilIdle([exportAccount.name])
    t.match(await rowOf(p, id), { state: 'ready' })

    isAway = true
    await p.db
      .updateTable('account_exports')
      .set({ created_at: new Date(Date.now() - 25 * 3_600_000) })
      .execute()
    const { id: next } = await ask(p, p.writer)
    t.not(next, id)
    const dying = await jobOf(p, exportAccount.name, next)
    // Later attempts are minutes apart.
    const isDead = await until(
      async () => {
        await p.ledger.transaction(trx => expedite(trx, { queue: exportAccount.name }, 10))
        return (await findJob(p.db, dying))?.state === 'failed'
      },
      { withinMs: 60_000, everyMs: 50 },
    )
    t.ok(isDead)
    t.match(await findJob(p.db, dying), { error_code: 'storage_unavailable', failures: exportAccount.attempts })
    t.match(await rowOf(p, next), { state: 'failed', finished_at: Date })
    t.match(await exports.findLatest(p.db, p.writer), { id: next, state: 'failed', expires_at: null })
    isAway = false
    t.match(await exported(p, p.writer), { state: 'ready' })
    t.equal(p.mailbox.messages.length, 2)
  },
)

t.test('whoever leaves while the copy is made gets none, and nothing of it stays', async t => {
  let reached = () => {}
  const inTheMiddle = new Promise<void>(resolve => {
    reached = resolve
  })
  let goOn = () => {}
  const held = new Promise<void>(resolve => {
    goOn = resolve
  })
  const p = await pipeline(
    t,
    withStorage(storage => ({
      upload: async (...given) => {
        reached()
        await held
        return storage.upload(...given)
      },
    })),
  )
  const { id } = await ask(p, p.writer)
  const row = await rowOf(p, id)
  await inTheMiddle
  await p.ledger.transaction(async trx => {
    await withdraw(trx, p.writer, null, 30)
    await exports.drop(trx, p.writer)
  })
  await p.untilJob(await jobOf(p, removeExport.name, id), ({ state }) => state === 'done')
  goOn()
  await p.untilIdle([exportAccount.name])
  t.match(await findJob(p.db, await jobOf(p, exportAccount.name, id)), { state: 'done' })
  t.equal(await stored(p, row.object_key), undefined)
  t.same(await p.db.selectFrom('account_exports').selectAll().execute(), [])
  t.equal(p.mailbox.messages.length, 0)
})

const isGone = async (t: Test, p: Pipeline, { id, object_key }: { id: number; object_key: string }) => {
  await p.untilIdle([removeExport.name])
  t.equal(await stored(p, object_key), undefined)
  t.same(await p.db.selectFrom('account_exports').select('id').where('id', '=', id).execute(), [])
}

t.test('what has expired is removed by the clock, what has not is left alone', async t => {
  const p = await pipeline(t)
  const [row, other] = [await exported(p, p.writer), await exported(p, await aUser(p.db))]
  await exports.queueRemovals(p.db, 10)
  t.same(await p.db.selectFrom('jobs').select('id').where('queue', '=', removeExport.name).execute(), [])
  await expire(p, row.id)
  for (let i = 0; i < 2; i++) await exports.queueRemovals(p.db, 10)
  await isGone(t, p, row)
  t.ok(await stored(p, other.object_key))
  t.equal(await exports.findLatest(p.db, p.writer), undefined)
})

t.test('an erasure takes the copies, too, also where the store was away at first', async t => {
  let failures = 2
  const p = await pipeline(
    t,
    withStorage(storage => ({
      remove: async (...given) => {
        if (failures-- > 0) throw new RetryableError('storage_unavailable', 'away')
        return storage.remove(...given)
      },
    })),
  )
  const row = await exported(p, p.writer)
  await p.ledger.transaction(async trx => {
    await withdraw(trx, p.writer, null, 0)
    await erase(trx, p.writer)
  })
  t.equal(await exports.findByToken(p.db, row.token_hash!), undefined, 'at once')
  await isGone(t, p, row)
})

t.test('a mail that comes too late for its copy is not sent', async t => {
  const p = await pipeline(t)
  const row = await exported(p, p.writer)
  await expire(p, row.id)
  const { id } = await p.db.selectFrom('account_mails').select('id').executeTakeFirstOrThrow()
  const again = await p.ledger.transaction(trx => addJob(trx, sendAccountMail, { v: 1, account_mail_id: id }))
  await p.untilJob(again.id, ({ state }) => state === 'done')
  t.equal(p.mailbox.messages.length, 1)
})

t.test('20,000 comments, 3,000 likes and 50 pictures of 3 MiB pass through a few', async t => {
  const p = await pipeline(t)
  const { db, writer: me } = p
  const friend = await aUser(db)
  const playlist = await aPlaylist(db, friend)
  for (let from = 0; from < 20_000; from += 2_000) {
    const comments = Array.from({ length: 2_000 }, (_, i) => ({ playlist, writer: me, content: `댓글 ${from + i}` }))
    await db.insertInto('comments').values(comments).execute()
  }
  const rain = {
    writer: friend,
    situations: 'rain',
    genre: 'OST',
    year: '2020년대',
    title: 'rain',
    song_goal: 7,
    status: 'ready',
  }
  const others = await db
    .insertInto('playlists')
    .values(Array.from({ length: 3_000 }, () => rain))
    .returning('id')
    .execute()
  // Of the same moment, all of them: the moment alone is no position.
  const created_at = new Date()
  await db
    .insertInto('likes')
    .values(others.map(({ id }) => ({ playlist_id: id, user_id: me, created_at })))
    .execute()
  const size = 3 * mebibyte
  for (let i = 0; i < 50; i++) {
    const { key } = await aPicture(p, 'karlo', Buffer.alloc(size, i))
    await aPlaylist(db, me, { thumbnail: key })
  }
  const held = () => {
    const { heapUsed, arrayBuffers, external } = process.memoryUsage()
    return heapUsed + Math.max(arrayBuffers, external)
  }
  global.gc?.()
  const before = held()
  let most = before
  const watch = setInterval(() => {
    most = Math.max(most, held())
  }, 5)
  t.teardown(() => clearInterval(watch))
  const row = await exported(p, me)
  clearInterval(watch)
  const grown = Math.round((most - before) / mebibyte)
  t.comment(`${Math.round(row.bytes! / mebibyte)} MiB with ${grown} MiB more memory`)
  t.ok(row.bytes! > 50 * size)
  t.ok(grown < 90, `${grown} MiB more`)

  const { files, json } = await unzipped(p, row.object_key)
  const comments = json<{ content: string }[]>('comments')
  t.equal(comments.length, 20_000)
  t.strictSame(new Set(comments.map(({ content }) => content)).size, 20_000)
  t.equal(new Set(json<{ playlist: number }[]>('likes').map(({ playlist }) => playlist)).size, 3_000)
  const pictures = Object.entries(files).filter(([name]) => name.startsWith('pictures/'))
  t.equal(pictures.length, 50)
  t.strictSame(
    pictures.map(([, bytes]) => bytes[size - 1]!).sort((a, b) => a - b),
    Array.from({ length: 50 }, (_, i) => i),
  )
})
