import { ApiError } from '@mudig/shared/core/errors'
import { composePlaylist } from '@mudig/shared/playlists/queues'
import t from 'tap'
import type { Db, Trx } from '../core/client.js'
import { addJob } from '../ledger/add.js'
import * as music from '../music/music.js'
import { testDatabase } from '../testing/database.js'
import { changePlaylist } from '../testing/playlists.js'
import { aUser, inTransaction } from '../testing/rows.js'
import { statementsOf } from '../testing/statements.js'
import { addComposedSong, beginComposing, describePlaylist, finishComposing } from './compose.js'
import { setCover } from './cover.js'
import { deletePlaylist } from './edits.js'
import { cancelDig, cancelDigWithSteps } from './end-dig.js'
import * as events from './events.js'
import { settleSong } from './match.js'
import { findDetail } from './playlists.js'
import { insertDig } from './request-dig.js'
import { subjectOf } from './steps.js'

const request = { situations: '비 오는 밤', genre: 'K-POP', year: '2010년대' }

const aDig = async (db: Db, writer?: number) => {
  const owner = writer ?? (await aUser(db))
  const id = await inTransaction(db, trx =>
    insertDig(trx, owner, request, 7, { inFlight: 3, perHour: 30, perDay: 100 }),
  )
  return { id, writer: owner }
}

const addSong = async (trx: Trx, playlist: number, name: string, position: number, attempt = 1) => {
  const song = await music.claimSong(trx, { singer: 'singer', song: name })
  await addComposedSong(trx, playlist, song.id, position, attempt)
  return song.id
}

/** Composed, with the songs still to be matched. */
const aComposedDig = async (db: Db, songs: string[]) => {
  const dig = await aDig(db)
  const songIds = await inTransaction(db, async trx => {
    await beginComposing(trx, dig.id, 1)
    const ids: number[] = []
    for (const [position, name] of songs.entries()) ids.push(await addSong(trx, dig.id, name, position))
    await finishComposing(trx, dig.id)
    return ids
  })
  return { ...dig, songIds }
}

const statusOf = async (db: Db, id: number) =>
  (await db.selectFrom('playlists').select('status').where('id', '=', id).executeTakeFirstOrThrow()).status
const cover = { key: 'karlo/AAAAAAAAAAAAAAAAAAAAAA.webp', by: 'painted' } as const
const video = { state: 'matched', video_id: 'abcdefghijk', thumbnail: null } as const

t.test('whichever step ends last finishes the playlist, also when all end at once', async t => {
  const { db } = await testDatabase(t)
  for (let round = 0; round < 10; round++) {
    const dig = await aComposedDig(db, [`a${round}`, `b${round}`, `c${round}`])
    await Promise.all([
      ...dig.songIds.map(id => inTransaction(db, trx => settleSong(trx, id, video))),
      inTransaction(db, trx => setCover(trx, dig.id, cover)),
    ])
    t.equal(await statusOf(db, dig.id), 'ready')
    const done = (await events.listAfter(db, dig.id, 0, 100)).filter(event => event.type === 'done')
    t.equal(done.length, 1, 'said once')
  }
})

t.test('one settled song finishes every playlist that waited for it', async t => {
  const { db } = await testDatabase(t)
  const waiting = await Promise.all(Array.from({ length: 5 }, () => aComposedDig(db, ['same song'])))
  for (const dig of waiting) await inTransaction(db, trx => setCover(trx, dig.id, cover))
  const settle = (songId: number) => statementsOf(() => inTransaction(db, trx => settleSong(trx, songId, video)))
  const many = await settle(waiting[0]!.songIds[0]!)
  for (const dig of waiting) t.equal(await statusOf(db, dig.id), 'ready')
  const told = await db
    .selectFrom('jobs')
    .select(['key', 'user_id'])
    .where('queue', '=', 'notifications.notify')
    .orderBy('id')
    .execute()
  t.strictSame(
    told.map(({ key, user_id }) => `${key} ${user_id}`).sort(),
    waiting.map(({ id, writer }) => `ready/${id} ${writer}`).sort(),
  )
  const alone = await aComposedDig(db, ['a song of its own'])
  await inTransaction(db, trx => setCover(trx, alone.id, cover))
  const one = await settle(alone.songIds[0]!)
  t.equal(many.statements.length, one.statements.length, 'in as many statements as for one')
})

t.test('a song that is settled while a playlist takes it up is never waited for in vain', async t => {
  const { db } = await testDatabase(t)
  for (let round = 0; round < 15; round++) {
    const first = await aComposedDig(db, [`song ${round}`])
    const second = await aDig(db)
    await inTransaction(db, trx => beginComposing(trx, second.id, 1))
    await Promise.all([
      inTransaction(db, trx => settleSong(trx, first.songIds[0]!, video)),
      inTransaction(db, async trx => {
        await addSong(trx, second.id, `song ${round}`, 0)
        await finishComposing(trx, second.id)
      }),
    ])
    await inTransaction(db, trx => setCover(trx, second.id, cover))
    t.equal(await statusOf(db, second.id), 'ready')
  }
})

t.test('a song that must wait for budget, is missing or failed does not keep its playlist', async t => {
  const { db } = await testDatabase(t)
  const dig = await aComposedDig(db, ['one', 'two', 'three'])
  await inTransaction(db, trx => setCover(trx, dig.id, cover))
  for (const [index, state] of (['deferred', 'missing', 'failed'] as const).entries()) {
    t.equal(await statusOf(db, dig.id), 'matching')
    await inTransaction(db, trx => settleSong(trx, dig.songIds[index]!, { state }))
  }
  t.equal(await statusOf(db, dig.id), 'ready')
  await inTransaction(db, trx => settleSong(trx, dig.songIds[0]!, video))
  const detail = await findDetail(db, dig.id, dig.writer)
  t.equal(
    detail?.playlist_music_list[0]?.information,
    'https://www.youtube.com/embed/abcdefghijk',
    'the video comes later by itself',
  )
})

t.test('a retried compose leaves nothing of the attempt before and says reset', async t => {
  const { db } = await testDatabase(t)
  const dig = await aDig(db)
  await inTransaction(db, async trx => {
    await beginComposing(trx, dig.id, 1)
    await describePlaylist(trx, dig.id, { title: 'first', content: 'c', keywords: ['k'], image_prompt: 'p' })
    await addSong(trx, dig.id, 'of the first attempt', 0)
  })
  await inTransaction(db, async trx => {
    await beginComposing(trx, dig.id, 2)
    await addSong(trx, dig.id, 'of the second', 0, 2)
  })
  const detail = await findDetail(db, dig.id, dig.writer)
  t.equal(detail?.title, request.situations)
  t.same(
    detail?.playlist_music_list.map(song => song.song),
    ['of the second'],
  )
  t.same(
    (await events.listAfter(db, dig.id, 0, 100)).map(event => event.type),
    ['progress', 'progress', 'song', 'reset', 'song'],
  )
})

t.test('names of one song meet, and a playlist holds it once', async t => {
  const { db } = await testDatabase(t)
  const dig = await aDig(db)
  const [one, two, other] = await inTransaction(db, async trx => [
    await music.claimSong(trx, { singer: 'NewJeans', song: 'Ditto' }),
    await music.claimSong(trx, { singer: 'new jeans', song: 'ＤＩＴＴＯ (feat. Nobody)' }),
    await music.claimSong(trx, { singer: 'NewJeans', song: 'Ditto 2' }),
  ])
  t.equal(one!.id, two!.id)
  t.not(one!.id, other!.id)
  t.equal(await inTransaction(db, trx => addComposedSong(trx, dig.id, one!.id, 0, 1)), true)
  t.equal(await inTransaction(db, trx => addComposedSong(trx, dig.id, one!.id, 1, 1)), false)
})

t.test('a song whose search failed is looked for again by the next dig', async t => {
  const { db } = await testDatabase(t)
  const dig = await aComposedDig(db, ['unlucky'])
  await inTransaction(db, trx => settleSong(trx, dig.songIds[0]!, { state: 'failed' }))
  t.match(await inTransaction(db, trx => music.claimSong(trx, { singer: 'singer', song: 'unlucky' })), {
    state: 'pending',
  })
})

t.test('covers: a painting replaces a drawn one, nothing replaces a painting or a picture of one’s own', async t => {
  const { db } = await testDatabase(t)
  const dig = await aComposedDig(db, ['x'])
  const hang = (key: string, by: 'drawn' | 'painted') => inTransaction(db, trx => setCover(trx, dig.id, { key, by }))
  t.equal(await hang('karlo/drawn', 'drawn'), null, 'there was none')
  t.equal(await hang('karlo/drawn2', 'drawn'), undefined)
  t.equal(await hang('karlo/painted', 'painted'), 'karlo/drawn', 'the drawn one is replaced')
  t.equal(await hang('karlo/painted2', 'painted'), undefined)
  await db.updateTable('playlists').set({ cover: 'own' }).execute()
  t.equal(await hang('karlo/painted3', 'painted'), undefined)
})

t.test('parallel requests of one listener never exceed what may be in flight', async t => {
  const { db } = await testDatabase(t)
  const writer = await aUser(db)
  const results = await Promise.allSettled(Array.from({ length: 8 }, () => aDig(db, writer)))
  t.equal(results.filter(result => result.status === 'fulfilled').length, 3)
  const refused = results.find(result => result.status === 'rejected')
  t.ok(
    refused?.status === 'rejected' &&
      refused.reason instanceof ApiError &&
      refused.reason.declaration.code === 'too_many_in_flight',
  )
})

t.test('a listener has so many digs in an hour, cancelled and deleted ones included', async t => {
  const { db } = await testDatabase(t)
  const writer = await aUser(db)
  const dig = () =>
    inTransaction(db, async trx => {
      const id = await insertDig(trx, writer, request, 7, { inFlight: 1, perHour: 3, perDay: 100 })
      await addJob(trx, composePlaylist, { v: 1, playlist_id: id }, { user_id: writer, subject: subjectOf(id) })
      return id
    })
  for (const end of [
    cancelDigWithSteps,
    (trx: Trx, id: number) => deletePlaylist(trx, id, writer),
    cancelDigWithSteps,
  ]) {
    const id = await dig()
    await inTransaction(db, async trx => void (await end(trx, id)))
  }
  const refused = await dig().catch(error => error)
  t.ok(refused instanceof ApiError && refused.declaration.code === 'too_many_digs')
  t.ok(refused.retryAfterSeconds > 3_500 && refused.retryAfterSeconds <= 3_600)
  await db
    .updateTable('jobs')
    .set({ created_at: new Date(Date.now() - 3_700_000) })
    .execute()
  await t.resolves(dig(), 'an hour later')
})

t.test('cancelling detaches the songs; a search that ends later finds nobody here', async t => {
  const { db } = await testDatabase(t)
  const dig = await aComposedDig(db, ['late'])
  t.equal(await inTransaction(db, trx => cancelDig(trx, dig.id)), true)
  t.equal(await inTransaction(db, trx => cancelDig(trx, dig.id)), false, 'twice is once')
  await inTransaction(db, trx => settleSong(trx, dig.songIds[0]!, video))
  await inTransaction(db, trx => setCover(trx, dig.id, cover))
  t.equal(await statusOf(db, dig.id), 'cancelled')
  t.equal((await events.listAfter(db, dig.id, 0, 100)).at(-1)?.type, 'failed')
})

t.test('events are numbered without holes, in the order in which they become visible', async t => {
  const { db } = await testDatabase(t)
  const dig = await aDig(db)
  await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      inTransaction(db, trx => events.append(trx, [dig.id], 'progress', { index })),
    ),
  )
  t.same(
    (await events.listAfter(db, dig.id, 0, 100)).map(event => event.seq),
    Array.from({ length: 20 }, (_, index) => index + 1),
  )
})

t.test('a stranger finds neither an unfinished nor a private playlist, nor one of a writer who left', async t => {
  const { db } = await testDatabase(t)
  const dig = await aComposedDig(db, ['y'])
  const stranger = await aUser(db)
  const seen = async () => (await findDetail(db, dig.id, stranger)) !== undefined
  t.equal(await seen(), false, 'while it is matching')
  await inTransaction(db, trx => settleSong(trx, dig.songIds[0]!, video))
  await inTransaction(db, trx => setCover(trx, dig.id, cover))
  t.equal(await seen(), true, 'ready and public')
  const detail = await findDetail(db, dig.id, stranger)
  t.equal(detail?.writer_profile.email, null, 'without the address')
  t.match((await findDetail(db, dig.id, dig.writer))?.writer_profile.email, '@', 'which its owner sees')
  await changePlaylist(db, dig.id, { is_public: false })
  t.equal(await seen(), false, 'private')
  await changePlaylist(db, dig.id, { is_public: true })
  await db.updateTable('users').set({ is_active: false }).where('id', '=', dig.writer).execute()
  t.equal(await seen(), false, 'its writer left')
})
