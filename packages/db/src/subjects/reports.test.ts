import t from 'tap'
import type { Db, Trx } from '../core/client.js'
import { erase } from '../personal-data.js'
import { playlistSubject } from '../playlists/subject.js'
import { testDatabase } from '../testing/database.js'
import { aPlaylist, changePlaylist } from '../testing/playlists.js'
import { aUser, inTransaction } from '../testing/rows.js'
import { deleteComment, writeComment } from './comments.js'
import { listReported, type ReportTarget, report, settleReports } from './reports.js'

const say = (db: Db, who: number, target: ReportTarget, reason = 'spam') =>
  inTransaction(db, trx => report(trx, playlistSubject, who, { target, reason }))
const codeOf = (done: Promise<unknown>) =>
  done.then(
    () => 'done',
    error => error.declaration?.code ?? String(error),
  )
const comment = (db: Db, who: number, subject_id: number) =>
  inTransaction(db, async (trx: Trx) => {
    const written = await writeComment(trx, playlistSubject, who, { subject_id, content: `${Math.random()}` })
    return written.comment.id
  })

t.test('each person counts once for each thing and reason', async t => {
  const { db } = await testDatabase(t)
  const [writer, a, b] = [await aUser(db), await aUser(db), await aUser(db)]
  const id = await aPlaylist(db, writer)
  const about = await comment(db, a, id)
  const first = await say(db, a, { subject_id: id })
  t.match(first, { is_new: true, subject_id: id, comment_id: null, open_count: 1 })
  t.match(await say(db, a, { subject_id: id }), { id: first.id, is_new: false, open_count: 1 })
  t.match(await say(db, a, { subject_id: id }, 'spoiler'), { is_new: true, open_count: 1 }, 'another reason')
  t.match(await say(db, b, { subject_id: id }), { is_new: true, open_count: 2 })
  t.match(await say(db, b, { comment_id: about }), { is_new: true, subject_id: id, comment_id: about, open_count: 1 })
  t.match(await say(db, writer, { comment_id: about }), { open_count: 2 }, 'who owns the subject reports comments')

  const reported = await listReported(db, { limit: 2 })
  t.match(reported, [
    { subject_id: id, comment_id: null, reason: 'spam', reports: 2, first_id: first.id },
    { subject_id: id, comment_id: null, reason: 'spoiler', reports: 1 },
  ])
  t.match(await listReported(db, { limit: 2, after: reported.at(-1)!.first_id }), [{ comment_id: about, reports: 2 }])
  t.equal(await inTransaction(db, trx => settleReports(trx, reported[0]!, 'dismissed')), 2)
  t.equal(await inTransaction(db, trx => settleReports(trx, reported[0]!, 'dismissed')), 0)
  t.equal((await listReported(db, { limit: 10 })).length, 2)
  t.match(await say(db, a, { subject_id: id }), { is_new: false, open_count: 0 }, 'what was decided is not asked again')
})

t.test('only what one sees and has not made oneself', async t => {
  const { db } = await testDatabase(t)
  const [writer, a] = [await aUser(db), await aUser(db)]
  const id = await aPlaylist(db, writer)
  const own = await comment(db, a, id)
  const gone = await comment(db, writer, id)
  await inTransaction(db, trx => deleteComment(trx, playlistSubject, writer, gone))
  t.equal(await codeOf(say(db, writer, { subject_id: id })), 'own_content')
  t.equal(await codeOf(say(db, a, { comment_id: own })), 'own_content')
  t.equal(await codeOf(say(db, a, { comment_id: gone })), 'comment_not_found')
  t.equal(await codeOf(say(db, a, { subject_id: 987_654 })), 'playlist_not_found')
  await changePlaylist(db, id, { is_public: false })
  t.equal(await codeOf(say(db, a, { subject_id: id })), 'playlist_not_found')
  t.equal(await codeOf(say(db, a, { comment_id: own })), 'comment_not_found')
  t.strictSame(await db.selectFrom('reports').select('id').execute(), [])
})

t.test('many at once are counted one after the other; who is erased has reported nothing', async t => {
  const { db } = await testDatabase(t)
  const id = await aPlaylist(db, await aUser(db))
  const people = await Promise.all(Array.from({ length: 8 }, () => aUser(db)))
  const counts = await Promise.all(people.map(async one => (await say(db, one, { subject_id: id })).open_count))
  t.strictSame(
    counts.sort((x, y) => x - y),
    [1, 2, 3, 4, 5, 6, 7, 8],
  )
  await db
    .updateTable('users')
    .set({ is_active: false, name_key: null, withdrawn_at: new Date(0), erase_after: new Date(1) })
    .where('id', '=', people[0]!)
    .execute()
  await inTransaction(db, trx => erase(trx, people[0]!))
  t.match(await listReported(db, { limit: 10 }), [{ reports: 7 }])
})
