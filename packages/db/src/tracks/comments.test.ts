import { sql } from 'kysely'
import t from 'tap'
import { deleteComment, editComment } from '../subjects/comments.js'
import { testDatabase } from '../testing/database.js'
import { planOf } from '../testing/plans.js'
import { aUser, inTransaction } from '../testing/rows.js'
import { aTrack, manyTracks } from '../testing/tracks.js'
import { listMoments, selectMoments, writeMoment } from './comments.js'
import { nobody } from './songs.js'
import { trackSubject } from './subject.js'

t.test('comments stand in the order of their moments, replies behind what they reply to', async t => {
  const { db } = await testDatabase(t)
  const [owner, fan] = [await aUser(db), await aUser(db)]
  const track = await aTrack(db, owner)
  const say = async (content: string, position_ms: number, parent_id?: number) =>
    (await inTransaction(db, trx => writeMoment(trx, track, fan, { content, position_ms, parent_id }))).comment.id
  const late = await say('late', 200_000)
  const early = await say('early', 1_500)
  const reply = await say('reply', 0, late)
  const again = await say('reply to a reply', 5, reply)
  const last = await say('at the very end', 240_000)
  const whole = await listMoments(db, track, nobody, { limit: 500 })
  t.strictSame(
    whole?.comments.map(({ id, position_ms, parent }) => [id, position_ms, parent]),
    [
      [early, 1_500, null],
      [late, 200_000, null],
      [reply, 200_000, late],
      [again, 200_000, late],
      [last, 240_000, null],
    ],
  )
  t.equal(whole?.comment_count, 5)
  t.equal(whole?.next, undefined)

  const found: number[] = []
  let after: { position_ms: number; id: number } | undefined
  do {
    const page = await listMoments(db, track, nobody, { limit: 2, after })
    found.push(...page!.comments.map(({ id }) => id))
    after = page!.next
  } while (after)
  t.strictSame(found, [early, late, reply, again, last])

  const around = await listMoments(db, track, nobody, { limit: 3, around: 200_000 })
  t.strictSame(
    around?.comments.map(({ id }) => id),
    [early, late, reply],
    'half of the page before the moment, half after it',
  )
  t.same(around?.next, { position_ms: 200_000, id: reply })

  await t.rejects(say('behind the end', 240_001), { message: /outside/ })
  await t.rejects(say('to nothing', 0, track), { message: /no such comment/ })
  await inTransaction(db, trx => editComment(trx, trackSubject, fan, early, { content: 'edited' }))
  await inTransaction(db, trx => deleteComment(trx, trackSubject, owner, late))
  const left = await listMoments(db, track, nobody, { limit: 500 })
  t.strictSame(
    left?.comments.map(({ content }) => content),
    ['edited', 'reply', 'reply to a reply', 'at the very end'],
  )
  t.equal(left?.comment_count, 4)
})

t.test('what one does not see has no comments', async t => {
  const { db } = await testDatabase(t)
  const [owner, fan] = [await aUser(db), await aUser(db)]
  for (const given of [
    { state: 'draft' },
    { state: 'failed' },
    { state: 'removed' },
    { visibility: 'private' },
  ] as const) {
    const track = await aTrack(db, owner, given)
    t.equal(await listMoments(db, track, fan, { limit: 5 }), undefined)
    await t.rejects(
      inTransaction(db, trx => writeMoment(trx, track, fan, { content: 'x', position_ms: 999_999_999 })),
      { message: /no such track/ },
    )
  }
})

t.test('a page of moments follows the index of positions', async t => {
  const { db } = await testDatabase(t)
  const owner = await aUser(db)
  const tracks = await manyTracks(db, sql`select ${owner}::int8 as owner from generate_series(1, 20)`)
  await sql`
    insert into subject_comments (subject_id, writer, content, position_ms)
    select id, ${owner}, 'c', n * 100 from unnest(${tracks}::int8[]) id, generate_series(1, 1000) n`.execute(db)
  await sql`analyze`.execute(db)
  const values = { id: tracks[3]!, viewer: owner, position_ms: 50_000, after: 1, around: 70_000 }
  for (const start of ['first', 'after', 'around'] as const) {
    const plan = await planOf(db, selectMoments(db, values, 200, start))
    t.match(plan, 'comments_by_position', start)
    t.notMatch(plan, /Seq Scan on (subject_comments|subjects)/, start)
  }
})
