import { ApiError } from '@mudig/shared/core/errors'
import { mostSongs } from '@mudig/shared/playlists/arrange'
import { composePlaylist, drawCover, paintCover } from '@mudig/shared/playlists/queues'
import fc from 'fast-check'
import { sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import t, { type Test } from 'tap'
import type { Db, Trx } from '../core/client.js'
import { addJob } from '../ledger/add.js'
import { lockActiveJobs } from '../ledger/cancel.js'
import { claimJob } from '../ledger/claim.js'
import * as music from '../music/music.js'
import { testDatabase } from '../testing/database.js'
import { aPlaylist } from '../testing/playlists.js'
import { aUser, inTransaction, waitingForLocks } from '../testing/rows.js'
import { addComposedSong, beginComposing, describePlaylist, finishComposing } from './compose.js'
import { findForCover, setCover } from './cover.js'
import { deletePlaylist, editPlaylist, type PlaylistChange } from './edits.js'
import { settleSong } from './match.js'
import { insertDig } from './request-dig.js'
import { subjectOf } from './steps.js'

const catalogueSize = 12

const setUp = async (t: Test) => {
  const { db } = await testDatabase(t)
  const writer = await aUser(db)
  const songs = await someSongs(db, catalogueSize)
  return {
    db,
    writer,
    songs,
    edit: (id: number, change: PlaylistChange) => inTransaction(db, trx => editPlaylist(trx, id, writer, change)),
  }
}

let series = 0
const someSongs = async (db: Db, count: number): Promise<number[]> => {
  series += 1
  const rows = await db
    .insertInto('music')
    .values(
      Array.from({ length: count }, (_, n) => ({
        singer: 's',
        song: `${n}`,
        singer_key: `s${series}`,
        song_key: `${n}`,
        state: 'missing',
      })),
    )
    .returning('id')
    .execute()
  return rows.map(({ id }) => id)
}

const withSongs = async (
  db: Db,
  writer: number,
  songs: readonly number[],
  fields: Parameters<typeof aPlaylist>[2] = {},
) => {
  const id = await aPlaylist(db, writer, { song_count: songs.length, ...fields })
  if (songs.length > 0)
    await db
      .insertInto('playlist_songs')
      .values(songs.map((music_id, position) => ({ playlist_id: id, music_id, position })))
      .execute()
  return id
}

const rowsOf = (db: Db, id: number) =>
  db
    .selectFrom('playlist_songs')
    .select(['music_id', 'position'])
    .where('playlist_id', '=', id)
    .orderBy('position')
    .execute()

/**
 * The songs in order, of one moment.
 * @throws where a place is empty or taken twice, where a song stands twice, or where their number is not the one that
 * is kept
 */
const orderOf = async (db: Db, id: number): Promise<number[]> => {
  const { song_count, rows } = await db
    .selectFrom('playlists as p')
    .select(({ selectFrom }) => [
      'p.song_count',
      jsonArrayFrom(
        selectFrom('playlist_songs as s')
          .select(['s.music_id', 's.position'])
          .whereRef('s.playlist_id', '=', 'p.id')
          .orderBy('s.position'),
      ).as('rows'),
    ])
    .where('p.id', '=', id)
    .executeTakeFirstOrThrow()
  const isPermutation = rows.every(({ position }, place) => position === place)
  if (!isPermutation || new Set(rows.map(row => row.music_id)).size !== rows.length || song_count !== rows.length)
    throw new Error(`${song_count}: ${JSON.stringify(rows)}`)
  return rows.map(row => row.music_id)
}

const codeOf = async (result: Promise<unknown>): Promise<string> =>
  result.then(
    () => 'fine',
    error => {
      if (!(error instanceof ApiError)) throw error
      const [fault] = error.faults ?? []
      return fault ? `${error.declaration.code} ${fault.field} ${fault.rule}` : error.declaration.code
    },
  )

/** What an editor does, in songs of the catalogue by their number; a shuffle is told by keys to sort by. */
interface Step {
  remove: number[]
  add: number[]
  shuffle: number[] | undefined
}

const someOf = fc.uniqueArray(fc.integer({ min: 0, max: catalogueSize - 1 }), { maxLength: 4 })
const step: fc.Arbitrary<Step> = fc.record({
  remove: someOf,
  add: someOf,
  shuffle: fc.option(fc.array(fc.nat(1_000), { minLength: catalogueSize, maxLength: catalogueSize }), {
    nil: undefined,
  }),
})

/** The order that somebody who sees `order` asks for. */
const meant = (order: readonly number[], { remove, add, shuffle }: Step, songs: readonly number[]) => {
  const [del_music_list, add_music_list] = [remove, add].map(list => list.map(n => songs[n]!))
  const result = order.filter(id => !del_music_list!.includes(id))
  for (const id of add_music_list!) if (!result.includes(id)) result.push(id)
  if (shuffle) result.sort((one, other) => shuffle[songs.indexOf(one)]! - shuffle[songs.indexOf(other)]!)
  return { change: { del_music_list, add_music_list, move_music: shuffle && result }, result }
}

t.test('any sequence of removals, additions and moves leaves what was meant, without holes or repeats', async t => {
  const { db, writer, songs, edit } = await setUp(t)
  await fc.assert(
    fc.asyncProperty(someOf, fc.array(step, { minLength: 1, maxLength: 6 }), async (initial, steps) => {
      let order = initial.map(n => songs[n]!)
      const id = await withSongs(db, writer, order)
      for (const one of steps) {
        const { change, result } = meant(order, one, songs)
        const { playlist } = await edit(id, change)
        order = await orderOf(db, id)
        if (`${order}` !== `${result}` || `${playlist.music}` !== `${result}`)
          throw new Error(`${order} instead of ${result}`)
        if (one.remove.some(n => one.add.includes(n))) continue
        // The same request once more, as after a lost answer.
        await edit(id, change)
        if (`${await orderOf(db, id)}` !== `${result}`) throw new Error('repeating it changed something')
      }
    }),
    { numRuns: 60, interruptAfterTimeLimit: 60_000 },
  )
})

t.test('two editors at once: each edit is made wholly on what the one before left, or refused', async t => {
  const { db, writer, songs } = await setUp(t)
  let refused = 0
  await fc.assert(
    fc.asyncProperty(
      someOf,
      fc.tuple(fc.array(step, { maxLength: 5 }), fc.array(step, { maxLength: 5 })),
      async (initial, editors) => {
        const first = initial.map(n => songs[n]!)
        const id = await withSongs(db, writer, first)
        // Written while the playlist is locked: the order in which the edits took place.
        const history: { before: number[]; change: PlaylistChange; after: number[] }[] = []
        const runEditor = async (steps: readonly Step[]) => {
          for (const one of steps) {
            // Made from what this editor saw, which the other may have changed since.
            const { change } = meant(await orderOf(db, id), one, songs)
            const result = await codeOf(
              inTransaction(db, async trx => {
                await trx.selectFrom('playlists').select('id').where('id', '=', id).forNoKeyUpdate().execute()
                const before = (await rowsOf(trx, id)).map(row => row.music_id)
                const { playlist } = await editPlaylist(trx, id, writer, change)
                history.push({ before, change, after: playlist.music })
              }),
            )
            if (result === 'invalid_input move_music x-order') refused += 1
            else if (result !== 'fine') throw new Error(result)
          }
        }
        await Promise.all(editors.map(runEditor))
        let order = first
        for (const { before, change, after } of history) {
          if (`${before}` !== `${order}`) throw new Error(`an edit began with ${before} instead of ${order}`)
          const wanted = new Set([
            ...order.filter(song => !change.del_music_list!.includes(song)),
            ...change.add_music_list!,
          ])
          if (`${after}` !== `${change.move_music ?? [...wanted]}`) throw new Error(`an edit left ${after}`)
          order = after
        }
        if (`${await orderOf(db, id)}` !== `${order}`) throw new Error('the end is not what the last edit left')
      },
    ),
    { numRuns: 40, interruptAfterTimeLimit: 60_000 },
  )
  t.ok(refused > 0, 'some orders were made for another playlist than the one they met')
})

t.test('two editors and everybody who only adds, all at the same moment', async t => {
  const { db, writer, songs, edit } = await setUp(t)
  const id = await withSongs(db, writer, songs.slice(0, 6))
  const results = await Promise.all(
    songs.flatMap((song, n) => [
      codeOf(edit(id, { add_music_list: [song] })),
      codeOf(edit(id, { del_music_list: [songs[(n + 5) % catalogueSize]!] })),
      codeOf(edit(id, { move_music: songs.slice(0, 6).reverse() })),
    ]),
  )
  const order = await orderOf(db, id)
  t.ok(order.length <= catalogueSize)
  t.ok(results.every(result => result === 'fine' || result === 'invalid_input move_music x-order'))
})

t.test('refused edits change nothing', async t => {
  const { db, writer, songs, edit } = await setUp(t)
  const [a, b, c, d] = songs as [number, number, number, number]
  const id = await withSongs(db, writer, [a, b, c])
  const before = await db.selectFrom('playlists').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const nowhere = 987_654_321
  for (const [change, wanted] of [
    [{ del_music_list: [nowhere] }, 'invalid_input del_music_list x-song'],
    [{ add_music_list: [d, nowhere] }, 'invalid_input add_music_list x-song'],
    [{ add_music_list: [Number.MAX_SAFE_INTEGER] }, 'invalid_input add_music_list x-song'],
    [{ add_music_list: [d, d] }, 'invalid_input add_music_list uniqueItems'],
    [{ del_music_list: [a, a] }, 'invalid_input del_music_list uniqueItems'],
    [{ move_music: [a, b, c, c] }, 'invalid_input move_music uniqueItems'],
    [{ move_music: [a, b] }, 'invalid_input move_music x-order'],
    [{ move_music: [a, b, d] }, 'invalid_input move_music x-order'],
    [{ move_music: [a, b, c, d] }, 'invalid_input move_music x-order'],
    [{ del_music_list: [a], move_music: [c, b, a] }, 'invalid_input move_music x-order'],
    [{ add_music_list: [d], move_music: [c, b, a] }, 'invalid_input move_music x-order'],
  ] as const) {
    t.equal(await codeOf(edit(id, { title: 'changed', is_public: false, ...change })), wanted, JSON.stringify(change))
    t.strictSame(await orderOf(db, id), [a, b, c])
  }
  const stranger = await aUser(db)
  t.equal(
    await codeOf(inTransaction(db, trx => editPlaylist(trx, id, stranger, { title: 'changed' }))),
    'playlist_not_found',
  )
  t.equal(await codeOf(inTransaction(db, trx => deletePlaylist(trx, id, stranger))), 'playlist_not_found')
  const hidden = await withSongs(db, writer, [a], { is_active: false })
  t.equal(await codeOf(edit(hidden, { title: 'changed' })), 'playlist_not_found')
  t.strictSame(await db.selectFrom('playlists').selectAll().where('id', '=', id).executeTakeFirstOrThrow(), before)
  await db.updateTable('users').set({ is_active: false }).where('id', '=', writer).execute()
  t.equal(await codeOf(edit(id, { title: 'changed' })), 'playlist_not_found', 'of somebody who left')
})

t.test('a playlist holds so many songs and no more', async t => {
  const { db, writer, edit } = await setUp(t)
  const songs = await someSongs(db, mostSongs + 2)
  const id = await withSongs(db, writer, songs.slice(0, mostSongs - 1))
  t.equal(await codeOf(edit(id, { add_music_list: songs.slice(-2) })), 'invalid_input add_music_list maxItems')
  t.equal(await codeOf(edit(id, { add_music_list: songs.slice(mostSongs - 1, mostSongs) })), 'fine')
  t.equal(await codeOf(edit(id, { add_music_list: songs.slice(0, 5) })), 'fine', 'those that are in it take no room')
  t.equal(await codeOf(edit(id, { del_music_list: [songs[0]!], add_music_list: songs.slice(-1) })), 'fine')
  t.equal((await orderOf(db, id)).length, mostSongs)
  const swollen = await withSongs(db, writer, songs)
  t.equal(await codeOf(edit(swollen, { del_music_list: [songs[0]!] })), 'fine', 'one that is too long may get shorter')
  t.equal(await codeOf(edit(swollen, { del_music_list: songs })), 'fine')
  t.strictSame(await orderOf(db, swollen), [])
})

t.test('updated_at moves with every change, in the order of the changes, and with nothing else', async t => {
  const { db, writer, songs, edit } = await setUp(t)
  const id = await withSongs(db, writer, songs.slice(0, 3))
  // In microseconds, which a Date has not.
  const updatedAt = async () =>
    (
      await db
        .selectFrom('playlists')
        .select(sql<number>`(extract(epoch from updated_at) * 1000000)::int8`.as('microseconds'))
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
    ).microseconds
  let last = await updatedAt()
  const moves = async (change: PlaylistChange, moved = true) => {
    await edit(id, change)
    const now = await updatedAt()
    t.equal(now > last, moved, JSON.stringify(change))
    last = now
  }
  await moves({}, false)
  await moves({ add_music_list: [songs[0]!], del_music_list: [songs[5]!], move_music: songs.slice(0, 3) }, false)
  for (const change of [
    { title: '새 제목' },
    { content: '' },
    { is_public: false },
    { add_music_list: [songs[4]!] },
    { del_music_list: [songs[4]!] },
  ])
    await moves(change)
})

t.test('the database itself refuses two songs in one place', async t => {
  const { db, writer, songs } = await setUp(t)
  const id = await withSongs(db, writer, songs.slice(0, 2))
  const squeezedIn = db
    .insertInto('playlist_songs')
    .values({ playlist_id: id, music_id: songs[5]!, position: 1 })
    .execute()
  await t.rejects(squeezedIn, /playlist_songs_in_order/)
})

t.test(
  'made private, it is nobody’s main playlist; its writer may say so while it is in the making, and nothing else',
  async t => {
    const { db, writer, songs, edit } = await setUp(t)
    const other = await aUser(db)
    const id = await withSongs(db, writer, songs.slice(0, 1))
    const main = async (who: number) =>
      (await db.selectFrom('users').select('rep_playlist').where('id', '=', who).executeTakeFirstOrThrow()).rep_playlist
    await db.updateTable('users').set({ rep_playlist: id }).where('id', '=', writer).execute()
    const others = await aPlaylist(db, other)
    await db.updateTable('users').set({ rep_playlist: others }).where('id', '=', other).execute()
    t.match((await edit(id, { is_public: true })).playlist, { is_public: true, writer_profile: { rep_playlist: id } })
    t.match((await edit(id, { is_public: false })).playlist, {
      is_public: false,
      writer_profile: { rep_playlist: null },
    })
    t.strictSame([await main(writer), await main(other)], [null, others])
    for (const status of ['queued', 'composing', 'matching', 'failed', 'cancelled']) {
      const unfinished = await aPlaylist(db, writer, { status })
      for (const change of [
        { title: 'x' },
        { content: '' },
        { cover: `playlist/${'A'.repeat(22)}.webp` },
        { add_music_list: [songs[0]!] },
      ])
        t.equal(await codeOf(edit(unfinished, { is_public: false, ...change })), 'playlist_unfinished', status)
      t.match((await edit(unfinished, { is_public: false })).playlist, { is_public: false })
    }
  },
)

t.test('a cover of one’s own stays; the picture before it goes unless another playlist shows it', async t => {
  const { db, writer, edit } = await setUp(t)
  const key = (letter: string, folder = 'karlo') => `${folder}/${letter.repeat(22)}.webp`
  const own = key('O', 'playlist')
  for (const [thumbnail, replaced] of [
    [key('A'), key('A')],
    ['karlo/placeholder.webp', undefined],
    [key('S'), undefined],
  ] as const) {
    await aPlaylist(db, writer, { thumbnail: key('S'), cover: 'drawn' })
    const id = await aPlaylist(db, writer, { thumbnail, cover: 'drawn' })
    const result = await edit(id, { cover: own })
    t.strictSame([result.replaced, result.playlist.thumbnail], [replaced, own])
    t.equal(
      await inTransaction(db, trx => setCover(trx, id, { key: key('P'), by: 'painted' })),
      undefined,
      'a late painting is not wanted',
    )
    t.equal(await findForCover(db, id, ['none', 'drawn']), undefined, 'nor made')
    await aPlaylist(db, writer, { thumbnail: own })
    t.equal(await inTransaction(db, trx => deletePlaylist(trx, id, writer)), undefined, 'shown elsewhere')
    await db
      .updateTable('playlists')
      .set({ thumbnail: key('X') })
      .where('thumbnail', '=', own)
      .execute()
  }
  const last = await aPlaylist(db, writer, { thumbnail: key('L') })
  t.equal(await inTransaction(db, trx => deletePlaylist(trx, last, writer)), key('L'))
  const bare = await aPlaylist(db, writer)
  t.equal(await inTransaction(db, trx => deletePlaylist(trx, bare, writer)), undefined, 'what is shipped stays')
})

const limits = { inFlight: 1_000, perHour: 1_000, perDay: 1_000 }

/** A dig with its jobs, as the API accepts one. */
const aDig = (db: Db, writer: number) =>
  inTransaction(db, async trx => {
    const id = await insertDig(trx, writer, { situations: 's', genre: 'g', year: 'y' }, 7, limits)
    const { id: job } = await addJob(
      trx,
      composePlaylist,
      { v: 1, playlist_id: id },
      { subject: subjectOf(id), user_id: writer },
    )
    await addJob(trx, drawCover, { v: 1, playlist_id: id }, { subject: subjectOf(id), delay_ms: 60_000 })
    return { id, job }
  })
const composeWhole = async (trx: Trx, id: number, name = 'Composed') => {
  await beginComposing(trx, id, 1)
  await describePlaylist(trx, id, { title: 't', content: '', keywords: [], image_prompt: 'p' })
  for (let position = 0; position < 7; position++) {
    const song = await music.claimSong(trx, { singer: name, song: `Number ${position}` })
    await addComposedSong(trx, id, song.id, position, 1)
  }
  await finishComposing(trx, id)
}
const statesOf = async (db: Db, id: number, queues?: readonly string[]) => {
  const jobs = db.selectFrom('jobs').select('state').where('subject', '=', subjectOf(id)).orderBy('id')
  const rows = await jobs.$if(queues !== undefined, query => query.where('queue', 'in', queues!)).execute()
  return rows.map(job => job.state)
}
const isThere = async (db: Db, id: number) =>
  (await db.selectFrom('playlists').select('id').where('id', '=', id).executeTakeFirst()) !== undefined

t.test('deleting takes everything under it and ends its jobs, whatever state it is in', async t => {
  const { db, writer, songs } = await setUp(t)
  const { id: queued } = await aDig(db, writer)
  await inTransaction(db, trx => deletePlaylist(trx, queued, writer))
  t.strictSame([await isThere(db, queued), await statesOf(db, queued)], [false, ['cancelled', 'cancelled']])

  const { id: matching } = await aDig(db, writer)
  await inTransaction(db, trx => composeWhole(trx, matching))
  await inTransaction(db, trx => deletePlaylist(trx, matching, writer))
  t.strictSame([await isThere(db, matching), await statesOf(db, matching)], [false, ['cancelled', 'cancelled']])
  const [pending] = await db.selectFrom('music').select('id').where('state', '=', 'pending').execute()
  await inTransaction(db, trx => settleSong(trx, pending!.id, { state: 'missing' }))
  t.pass('a song that settles later finds nobody waiting')

  const ready = await withSongs(db, writer, songs.slice(0, 4), { cover: 'drawn' })
  await inTransaction(db, trx => addJob(trx, paintCover, { v: 1, playlist_id: ready }, { subject: subjectOf(ready) }))
  await db.updateTable('users').set({ rep_playlist: ready }).where('id', '=', writer).execute()
  const fan = await aUser(db)
  await db.insertInto('subject_likes').values({ subject_id: ready, user_id: fan }).execute()
  const comment = await db
    .insertInto('subject_comments')
    .values({ subject_id: ready, writer: fan, content: 'c' })
    .returning('id')
    .executeTakeFirstOrThrow()
  await db
    .insertInto('subject_comments')
    .values({ subject_id: ready, writer, content: 'r', parent: comment.id })
    .execute()
  await inTransaction(db, trx => deletePlaylist(trx, ready, writer))
  t.strictSame([await isThere(db, ready), await statesOf(db, ready)], [false, ['cancelled']])
  t.match(await db.selectFrom('users').select('rep_playlist').where('id', '=', writer).executeTakeFirstOrThrow(), {
    rep_playlist: null,
  })
  for (const [table, column] of [
    ['playlist_songs', 'playlist_id'],
    ['playlist_events', 'playlist_id'],
    ['subjects', 'id'],
    ['subject_likes', 'subject_id'],
    ['subject_comments', 'subject_id'],
  ] as const)
    t.strictSame(await db.selectFrom(table).selectAll().where(db.dynamic.ref(column), '=', ready).execute(), [], table)
  t.equal(await codeOf(inTransaction(db, trx => deletePlaylist(trx, ready, writer))), 'playlist_not_found', 'once')
})

t.test('a playlist that is deleted twice at once is deleted by one of them', async t => {
  const { db, writer } = await setUp(t)
  const { id } = await aDig(db, writer)
  const results = await Promise.all(
    Array.from({ length: 5 }, () => codeOf(inTransaction(db, trx => deletePlaylist(trx, id, writer)))),
  )
  t.strictSame(results.sort(), ['fine', ...Array(4).fill('playlist_not_found')])
})

t.test('deleting and editing meet the pipeline without a deadlock: whoever comes first is whole', async t => {
  const { db, writer } = await setUp(t)
  for (let round = 0; round < 12; round++) {
    const { id, job } = await aDig(db, writer)
    const claim = await claimJob(db, job, 'test', 60)
    t.equal(claim.outcome, 'claimed')
    const step = inTransaction(db, async trx => {
      const held = await lockActiveJobs(trx, { id: job })
      if (held.length === 0) return 'cancelled'
      await composeWhole(trx, id, `Round ${round}`)
      await addJob(trx, paintCover, { v: 1, playlist_id: id }, { subject: subjectOf(id) })
      return 'composed'
    })
    const settle = async () => {
      const pending = await db.selectFrom('music').select('id').where('state', '=', 'pending').orderBy('id').execute()
      for (const song of pending) await inTransaction(db, trx => settleSong(trx, song.id, { state: 'missing' }))
    }
    const setPrivacy = () =>
      codeOf(inTransaction(db, trx => editPlaylist(trx, id, writer, { is_public: round % 3 === 0 })))
    const remove = () => codeOf(inTransaction(db, trx => deletePlaylist(trx, id, writer)))
    const hang = () => inTransaction(db, trx => setCover(trx, id, { key: 'karlo/placeholder.webp', by: 'drawn' }))
    await Promise.all([step, settle(), setPrivacy(), ...(round % 2 ? [remove()] : []), settle()])
    await Promise.all([settle(), remove(), setPrivacy(), hang()])
    t.equal(await isThere(db, id), false)
    // One that was ready for a moment is still announced, which finds nothing.
    const steps = await statesOf(db, id, [composePlaylist.name, paintCover.name])
    t.ok(steps.every(state => state === 'cancelled'))
  }
  t.equal(await waitingForLocks(db), 0)
})

t.test('songs of a ready playlist that settle late change nothing but themselves', async t => {
  const { db, writer, edit } = await setUp(t)
  const songs = await someSongs(db, 4)
  await db.updateTable('music').set({ state: 'deferred' }).where('id', 'in', songs).execute()
  const id = await withSongs(db, writer, songs.slice(0, 3))
  await Promise.all([
    ...songs.map(song =>
      inTransaction(db, trx => settleSong(trx, song, { state: 'matched', video_id: 'abcdefghijk', thumbnail: null })),
    ),
    edit(id, {
      del_music_list: [songs[0]!],
      add_music_list: [songs[3]!],
      move_music: [songs[3]!, songs[1]!, songs[2]!],
    }),
  ])
  t.strictSame(await orderOf(db, id), [songs[3], songs[1], songs[2]])
  t.match(
    await db.selectFrom('playlists').select(['status', 'event_seq']).where('id', '=', id).executeTakeFirstOrThrow(),
    {
      status: 'ready',
      event_seq: 0,
    },
  )
})
