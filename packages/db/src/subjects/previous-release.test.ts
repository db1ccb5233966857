import { readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import t, { type Test } from 'tap'
import type { Db, Trx } from '../core/client.js'
import { findWrong, lastId } from '../core/counters.js'
import { counters, settleAct } from '../domains.js'
import { listNotifications } from '../notifications/notifications.js'
import { erase } from '../personal-data.js'
import { beginComposing, describePlaylist, finishComposing } from '../playlists/compose.js'
import { setCover } from '../playlists/cover.js'
import { deletePlaylist, editPlaylist } from '../playlists/edits.js'
import { failDig } from '../playlists/end-dig.js'
import { findHome } from '../playlists/home.js'
import { findDetail } from '../playlists/playlists.js'
import { insertDig } from '../playlists/request-dig.js'
import { playlistSubject } from '../playlists/subject.js'
import { findProfile } from '../profiles/profiles.js'
import { search } from '../search/search.js'
import { testDatabase } from '../testing/database.js'
import { aPlaylist } from '../testing/playlists.js'
import { inEveryState } from '../testing/population.js'
import * as old from '../testing/previous-release.js'
import { aUser, inTransaction } from '../testing/rows.js'
import { deleteComment, editComment, writeComment } from './comments.js'
import { setLike } from './likes.js'

/** Rows in which what the previous release reads differs from what this one reads. */
const disagreements = async (db: Db) => {
  const { rows } = await sql`
    select p.id, p.is_public, p.is_active, p.status, p.like_count, p.comment_count, s.visibility, s.state, s.like_count as likes, s.comment_count as comments
    from playlists p full join subjects s on s.id = p.id
    where p.id is null or s.id is null or s.owner <> p.writer or s.topic <> genre_key(p.genre) or s.created_at <> p.created_at
      or p.is_public <> (s.visibility = 'public') or p.is_active <> (s.state <> 'removed' and s.hidden_at is null)
      or (s.state <> 'removed' and s.state <> previous_state(p.status, true)) or p.like_count <> s.like_count or p.comment_count <> s.comment_count`.execute(
    db,
  )
  return rows
}

const wrongCounts = async (db: Db) =>
  (await Promise.all(counters.map(async one => findWrong(db, one, 0, await lastId(db, one))))).flat()

const agree = async (t: Test, db: Db, why: string) => {
  t.strictSame(await disagreements(db), [], why)
  t.strictSame(await wrongCounts(db), [], `${why}: counters`)
}

const subjectOf = (db: Db, id: number) =>
  db
    .selectFrom('subjects')
    .select(['kind', 'owner', 'visibility', 'state', 'topic', 'like_count', 'comment_count'])
    .where('id', '=', id)
    .executeTakeFirst()

const limits = { inFlight: 100, perHour: 100, perDay: 100 }
const found = async (db: Db, viewer: number, text: string) => {
  const page = await search(db, viewer, text, { limit: 10, from: { playlists: 'start' } })
  return page!.playlists.map(row => row.id)
}

t.test('the previous release digs, and this one shows it from the moment on that it is ready', async t => {
  const { db } = await testDatabase(t)
  const [writer, viewer] = [await aUser(db), await aUser(db)]
  const act = <T>(fn: (trx: Trx) => Promise<T>) => inTransaction(db, fn)
  const id = await act(trx => old.insertQueued(trx, writer, 'K - Pop'))
  t.strictSame(await subjectOf(db, id), {
    kind: 'playlist',
    owner: writer,
    visibility: 'public',
    state: 'draft',
    topic: 'k-pop',
    like_count: 0,
    comment_count: 0,
  })
  await act(trx => old.beginComposing(trx, id))
  await act(trx => old.describe(trx, id, '새벽 소리'))
  await act(trx => old.finishComposing(trx, id))
  await act(trx => old.setCover(trx, id, 'karlo/x.webp'))
  t.equal(await findDetail(db, id, viewer), undefined)
  t.strictSame(await found(db, viewer, '새벽'), [])
  await act(trx => old.finishIfReady(trx, id))
  t.match(await findDetail(db, id, viewer), { title: '새벽 소리', is_active: true, is_public: true })
  t.strictSame(await found(db, viewer, '새벽'), [id])
  t.equal((await findHome(db, viewer)).playlist_all[0]?.id, id)
  await agree(t, db, 'ready')

  for (const end of ['failed', 'cancelled'] as const) {
    const lost = await act(trx => old.insertQueued(trx, writer))
    await act(trx => old.endUnfinished(trx, lost, end))
    t.match(await subjectOf(db, lost), { state: 'failed' })
    t.match(await findDetail(db, lost, writer), { status: end }, 'its writer sees it')
    await act(trx => old.beginComposing(trx, lost))
    t.match(await subjectOf(db, lost), { state: 'draft' }, 'replayed')
  }
  const next = await act(trx => insertDig(trx, writer, { situations: 's', genre: 'g', year: 'y' }, 7, limits))
  t.ok(next > id, 'one sequence numbers those of both')
  await agree(t, db, 'all')
})

t.test('likes and comments of both releases are one list with one counter', async t => {
  const { db } = await testDatabase(t)
  const [writer, a, b] = [await aUser(db), await aUser(db), await aUser(db)]
  const act = <T>(fn: (trx: Trx) => Promise<T>) => inTransaction(db, fn)
  for (const id of [await aPlaylist(db, writer), await act(trx => old.insertQueued(trx, writer))]) {
    await act(trx => old.beginComposing(trx, id))
    await act(trx => old.finishComposing(trx, id))
    await act(trx => old.setCover(trx, id, 'karlo/x.webp'))
    await act(trx => old.finishIfReady(trx, id))
    const oldLike = { like_playlist: true, like_count: 1, has_changed: true }
    t.match(await act(trx => old.setLike(trx, id, a)), oldLike)
    t.match(await act(trx => setLike(trx, playlistSubject, id, a, true)), { like_count: 1, has_changed: false })
    t.match(await act(trx => setLike(trx, playlistSubject, id, b)), { is_liked: true, like_count: 2 })
    t.match(await act(trx => old.setLike(trx, id, b, true)), { like_count: 2, has_changed: false })
    t.match(await act(trx => old.setLike(trx, id, b)), { like_playlist: false, like_count: 1 })
    t.match(await act(trx => setLike(trx, playlistSubject, id, a)), { is_liked: false, like_count: 0 })
    await act(trx => old.setLike(trx, id, a))
    t.match((await findProfile(db, a, b, { limit: 5 }))?.liked_playlists, [{ id, like_count: 1 }])

    const first = (await act(trx => old.writeComment(trx, a, id, 'by the old one')))!
    t.match(first, { playlist: id, parent: null, thread: first.id })
    const asked = { subject_id: id, content: 'by the new one', parent_id: first.id }
    const { comment } = await act(trx => writeComment(trx, playlistSubject, b, asked))
    const third = (await act(trx => old.writeComment(trx, a, id, 'an answer', comment.id)))!
    t.match(third, { parent: first.id, thread: first.id })
    t.ok(third.id > comment.id && comment.id > first.id)
    t.match(await act(trx => old.editComment(trx, b, comment.id, 'changed by the old one')), { playlist: id })
    await act(trx => editComment(trx, playlistSubject, a, first.id, { content: 'changed by the new one' }))
    const words = ['changed by the new one', 'changed by the old one', 'an answer']
    t.match(await old.findDetail(db, id, b), { like_count: 1, comment_count: 3, like_playlist: false, words })
    t.strictSame(
      (await findDetail(db, id, a))!.comments.map(({ content }) => content),
      words,
    )
    t.ok(await act(trx => old.deleteComment(trx, writer, comment.id)))
    await act(trx => deleteComment(trx, playlistSubject, a, third.id))
    t.match(await old.findDetail(db, id, a), { comment_count: 1, like_playlist: true })
    t.match(await subjectOf(db, id), { like_count: 1, comment_count: 1 })
    await agree(t, db, 'after all of it')
    await act(trx => old.setLike(trx, id, a, false))
  }
})

t.test('what one release hides the other does not show', async t => {
  const { db } = await testDatabase(t)
  const [writer, fan] = [await aUser(db), await aUser(db)]
  const act = <T>(fn: (trx: Trx) => Promise<T>) => inTransaction(db, fn)
  const id = await aPlaylist(db, writer, { title: '숨은 노래' })
  const seen = async () => [
    (await findDetail(db, id, fan)) !== undefined,
    (await old.findDetail(db, id, fan)) !== undefined,
    (await found(db, fan, '숨은 노래')).length === 1,
    (await old.listLiked(db)).includes(id),
    (await findHome(db, fan)).playlist_all.some(row => row.id === id),
  ]
  const [all, none] = [Array(5).fill(true), Array(5).fill(false)]
  t.strictSame(await seen(), all)
  await act(trx => old.editPrivacy(trx, id, writer, false))
  t.strictSame(await seen(), none, 'made private by the old one')
  t.match(await subjectOf(db, id), { visibility: 'private', state: 'ready' })
  t.equal(await act(trx => old.setLike(trx, id, fan)), undefined)
  const refused = await act(trx => setLike(trx, playlistSubject, id, fan)).catch(error => error)
  t.equal(refused.declaration?.code, 'playlist_not_found')
  await act(trx => editPlaylist(trx, id, writer, { is_public: true }))
  t.strictSame(await seen(), all, 'made public by the new one')
  await act(trx => editPlaylist(trx, id, writer, { is_public: false }))
  t.strictSame(await seen(), none, 'made private by the new one')
  t.match(await old.findDetail(db, id, writer), { is_public: false }, 'its writer sees it')
  await act(trx => old.editPrivacy(trx, id, writer, true))
  t.strictSame(await seen(), all, 'made public by the old one')

  const set = (fields: object) => db.updateTable('subjects').set(fields).where('id', '=', id).execute()
  await set({ visibility: 'followers' })
  t.strictSame(await seen(), none, 'the old one knows no followers, and shows it to nobody')
  await act(trx => old.describe(trx, id, '숨은 노래'))
  t.match(await subjectOf(db, id), { visibility: 'followers' }, 'and leaves that as it is')
  await set({ visibility: 'public', hidden_at: new Date() })
  t.strictSame(await seen(), none, 'hidden by moderation')
  t.match(await subjectOf(db, id), { state: 'ready' })
  await set({ hidden_at: null })
  t.strictSame(await seen(), all)
  await set({ state: 'removed' })
  t.strictSame(await seen(), none, 'removed')
  t.equal(await old.findDetail(db, id, writer), undefined)
  await agree(t, db, 'in the end')
})

t.test('whichever removes a playlist, or erases its writer, leaves nothing on either side', async t => {
  const { db } = await testDatabase(t)
  const act = <T>(fn: (trx: Trx) => Promise<T>) => inTransaction(db, fn)
  const [stays, fan] = [await aUser(db), await aUser(db)]
  const furnished = async (writer: number) => {
    const id = await aPlaylist(db, writer)
    await act(trx => setLike(trx, playlistSubject, id, fan))
    await act(trx => old.writeComment(trx, fan, id, 'c'))
    await act(trx => settleAct(trx, { v: 1, act: 'like', user_id: fan, playlist_id: id }))
    await db.insertInto('reports').values({ reporter: fan, subject_id: id, reason: 'spam' }).execute()
    return id
  }
  const left = async (id: number) => {
    const { rows } = await sql<{ rows: number }>`select (select count(*) from playlists where id = ${id})
      + (select count(*) from subjects where id = ${id}) + (select count(*) from likes where playlist_id = ${id})
      + (select count(*) from comments where playlist = ${id}) + (select count(*) from reports where subject_id = ${id})
      + (select count(*) from notifications where subject_id = ${id} or playlist_id = ${id}) as rows`.execute(db)
    return rows[0]!.rows
  }
  for (const remove of [old.deletePlaylist, deletePlaylist]) {
    const id = await furnished(stays)
    t.equal(await left(id), 6)
    await act(async trx => void (await remove(trx, id, stays)))
    t.equal(await left(id), 0)
  }
  const kept = await furnished(stays)
  for (const eraseAll of [old.erasePlaylistsAndLikes, erase]) {
    const leaving = await aUser(db)
    const own = await furnished(leaving)
    await act(trx => old.setLike(trx, kept, leaving))
    t.match(await subjectOf(db, kept), { like_count: 2 })
    await sql`update users set is_active = false, name_key = null, withdrawn_at = now(), erase_after = now() where id = ${leaving}`.execute(
      db,
    )
    await act(async trx => void (await eraseAll(trx, leaving)))
    t.equal(await left(own), 0)
    t.match(await subjectOf(db, kept), { like_count: 1 })
    t.match(await old.findDetail(db, kept, fan), { like_count: 1, like_playlist: true })
  }
  await agree(t, db, 'in the end')
})

t.test('notifications of either release are read by both', async t => {
  const { db } = await testDatabase(t)
  const act = <T>(fn: (trx: Trx) => Promise<T>) => inTransaction(db, fn)
  const [writer, fan] = [await aUser(db), await aUser(db)]
  const [one, other] = [await aPlaylist(db, writer), await aPlaylist(db, writer)]
  await act(trx => setLike(trx, playlistSubject, one, fan))
  await act(trx => settleAct(trx, { v: 1, act: 'like', user_id: fan, playlist_id: one }))
  await act(trx => old.insertNotification(trx, writer, other, 2))
  t.strictSame(await old.listNotified(db, writer), [other, one])
  const { notifications } = await listNotifications(db, writer, { limit: 10 })
  t.strictSame(
    notifications.map(row => row.playlist?.id),
    [other, one],
  )
})

t.test('both releases at once: nobody is in the way of the other for ever, and everything is counted', async t => {
  const { db } = await testDatabase(t)
  const writer = await aUser(db)
  const ids = [await aPlaylist(db, writer), await aPlaylist(db, writer)]
  const fans = await Promise.all(Array.from({ length: 8 }, () => aUser(db)))
  const acts = fans.flatMap((fan, n) =>
    ids.flatMap(id => [
      (trx: Trx) => old.setLike(trx, id, fan),
      (trx: Trx) => setLike(trx, playlistSubject, id, fan),
      (trx: Trx) => old.setLike(trx, id, fan, true),
      (trx: Trx) => old.writeComment(trx, fan, id, `old ${n}`),
      (trx: Trx) => writeComment(trx, playlistSubject, fan, { subject_id: id, content: `new ${n}` }),
      (trx: Trx) => old.editPrivacy(trx, id, writer, true),
      (trx: Trx) => editPlaylist(trx, id, writer, { is_public: true, title: `${n}` }),
      (trx: Trx) => settleAct(trx, { v: 1, act: 'like', user_id: fan, playlist_id: id }),
    ]),
  )
  // As many at once as there are connections.
  const errors: string[] = []
  const perform = async () => {
    for (let act = acts.shift(); act; act = acts.shift()) {
      const next = act
      await inTransaction(db, async trx => void (await next(trx))).catch(error => errors.push(String(error)))
    }
  }
  await Promise.all(Array.from({ length: 10 }, perform))
  t.strictSame(errors, [])
  await agree(t, db, 'afterwards')
  for (const id of ids) t.match(await subjectOf(db, id), { comment_count: 16 })
})

t.test('subjects of what was there before are filled in, as often as it is asked for', async t => {
  const { db } = await testDatabase(t)
  await inEveryState(db)
  const before = await sql`select * from subjects order by id`.execute(db)
  // As before the migrations.
  await sql`alter table playlists drop constraint playlists_id_fkey`.execute(db)
  await sql`alter table subject_likes drop constraint subject_likes_subject_id_fkey`.execute(db)
  await sql`alter table subject_comments drop constraint subject_comments_subject_id_fkey`.execute(db)
  await sql`alter table notifications drop constraint notifications_subject_id_fkey`.execute(db)
  await sql`alter table reports drop constraint reports_subject_id_fkey`.execute(db)
  await sql`delete from subjects`.execute(db)
  await sql`alter table notifications disable trigger previous_inserted`.execute(db)
  await sql`update notifications set subject_id = null`.execute(db)
  await sql`delete from backfills where name in ('subjects', 'notifications.subject_id')`.execute(db)
  const [first] = await db.selectFrom('playlists').select(['id', 'writer']).orderBy('id').limit(1).execute()
  await inTransaction(db, trx => old.editPrivacy(trx, first!.id, first!.writer, false))
  t.match(await subjectOf(db, first!.id), { visibility: 'private' }, 'who changes one meanwhile has it written at once')
  for (let again = 0; again < 2; again++) {
    await sql`call previous_fill_subjects(70)`.execute(db)
    await sql`call previous_fill_notifications(13)`.execute(db)
  }
  await agree(t, db, 'afterwards')
  const after = await sql`select * from subjects order by id`.execute(db)
  t.same(after.rows.slice(1), before.rows.slice(1))
  const { rows } = await sql`select id from notifications where subject_id is distinct from playlist_id`.execute(db)
  t.strictSame(rows, [])
})

t.test('without the previous release: the contract migration applies, and this release goes on as before', async t => {
  const { db } = await testDatabase(t)
  await inEveryState(db)
  // Those of other tables, too: what is left afterwards is what only the previous release used.
  for (const name of ['notices', 'objects', 'subjects']) {
    const file = new URL(`../../../../migrations/next/${name}_contract.sql`, import.meta.url)
    const contract = await readFile(file, 'utf8')
    await inTransaction(db, trx => sql.raw(contract).execute(trx))
  }
  const { rows: rest } = await sql<{ name: string }>`
    select proname as name from pg_proc where proname like 'previous%' union all select tgname from pg_trigger where tgname like 'previous%'`.execute(
    db,
  )
  t.strictSame(rest, [{ name: 'previous_release_lock' }])

  const act = <T>(fn: (trx: Trx) => Promise<T>) => inTransaction(db, fn)
  const [writer, fan] = [await aUser(db), await aUser(db)]
  const dig = () =>
    act(async trx => {
      const id = await insertDig(trx, writer, { situations: '새벽', genre: 'OST', year: 'y' }, 7, limits)
      await beginComposing(trx, id, 1)
      await describePlaylist(trx, id, { title: '낭독회 예고', content: '', keywords: [] })
      await finishComposing(trx, id)
      await setCover(trx, id, { key: 'karlo/x.webp', by: 'drawn' })
      return id
    })
  const id = await dig()
  t.match(await subjectOf(db, id), { state: 'ready', visibility: 'public' })
  t.strictSame(await found(db, fan, '낭독회 예고'), [id])
  const failed = await act(trx => insertDig(trx, writer, { situations: 's', genre: 'g', year: 'y' }, 7, limits))
  await act(trx => failDig(trx, failed, 'x'))
  t.match(await subjectOf(db, failed), { state: 'failed' })

  t.match(await act(trx => setLike(trx, playlistSubject, id, fan)), { like_count: 1 })
  const said = { subject_id: id, content: 'c' }
  const { comment } = await act(trx => writeComment(trx, playlistSubject, fan, said))
  await act(trx => writeComment(trx, playlistSubject, writer, { ...said, parent_id: comment.id }))
  await act(trx => settleAct(trx, { v: 1, act: 'like', user_id: fan, playlist_id: id }))
  await act(trx => settleAct(trx, { v: 1, act: 'comment', comment_id: comment.id }))
  t.equal((await listNotifications(db, writer, { limit: 10 })).unread_count, 2)
  t.match(await findDetail(db, id, fan), { like_count: 1, like_playlist: true, comments: [{ content: 'c' }, {}] })
  t.equal((await findHome(db, fan)).playlist_all[0]?.id, id)
  t.match((await findProfile(db, fan, writer, { limit: 5 }))?.liked_playlists, [{ id }])
  await act(trx => editPlaylist(trx, id, writer, { is_public: false, title: '낭독회 비밀' }))
  t.equal(await findDetail(db, id, fan), undefined)
  t.strictSame(await found(db, fan, '낭독회'), [])
  await act(trx => editPlaylist(trx, id, writer, { is_public: true }))
  t.strictSame(await found(db, fan, '낭독회 비밀'), [id])
  await act(trx => deleteComment(trx, playlistSubject, fan, comment.id))
  t.strictSame(await wrongCounts(db), [])
  await act(trx => deletePlaylist(trx, failed, writer))

  for (const who of [fan, writer]) {
    await sql`update users set is_active = false, name_key = null, withdrawn_at = now(), erase_after = now() where id = ${who}`.execute(
      db,
    )
    t.ok(await act(trx => erase(trx, who)))
  }
  t.equal(await subjectOf(db, id), undefined)
  t.strictSame(await db.selectFrom('playlists').select('id').where('writer', '=', writer).execute(), [])
  t.strictSame(await wrongCounts(db), [])
})
