import assert from 'node:assert/strict'
import fc from 'fast-check'
import { sql } from 'kysely'
import t, { type Test } from 'tap'
import type { Db } from '../core/client.js'
import { findDetail, selectDetails } from '../playlists/playlists.js'
import { playlistSubject } from '../playlists/subject.js'
import { testDatabase } from '../testing/database.js'
import { planOf } from '../testing/plans.js'
import { aPlaylist, changePlaylist, manyPlaylists } from '../testing/playlists.js'
import { aUser, inTransaction, waitingForLocks } from '../testing/rows.js'
import { type CommentPosition, deleteComment, editComment, listComments, writeComment } from './comments.js'

const write = async (db: Db, writer: number, subject_id: number, content: string, parent_id?: number) =>
  (await inTransaction(db, trx => writeComment(trx, playlistSubject, writer, { subject_id, content, parent_id })))
    .comment.id
const edit = (db: Db, writer: number, id: number, content = 'changed') =>
  inTransaction(db, trx => editComment(trx, playlistSubject, writer, id, { content }))
const remove = (db: Db, user: number, id: number) =>
  inTransaction(db, trx => deleteComment(trx, playlistSubject, user, id))

const codeOf = (outcome: PromiseSettledResult<unknown>) =>
  outcome.status === 'fulfilled' ? 'done' : (outcome.reason.declaration?.code ?? String(outcome.reason))
const refused = async (t: Test, done: Promise<unknown>, code: string, why: string) =>
  t.equal(codeOf((await Promise.allSettled([done]))[0]), code, why)

/** The counter and the rows that it counts. */
const countOf = async (db: Db, id: number) => {
  const { rows } = await sql<{ counted: number; there: number }>`
    select comment_count as counted, (select count(*) from subject_comments where subject_id = s.id and is_active) as there
    from subjects s where id = ${id}`.execute(db)
  const { counted, there } = rows[0]!
  return counted === there ? counted : `counted ${counted}, there are ${there}`
}

const rowOf = (db: Db, id: number) =>
  db.selectFrom('subject_comments').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

t.test('comments, replies, changes and deletions, counted', async t => {
  const { db } = await testDatabase(t)
  const [writer, one, other] = [await aUser(db), await aUser(db), await aUser(db)]
  const id = await aPlaylist(db, writer)
  const { comment, is_new } = await inTransaction(db, trx =>
    writeComment(trx, playlistSubject, one, { subject_id: id, content: '좋아요 👍🏽' }),
  )
  t.ok(is_new)
  t.match(comment, { is_active: true, subject_id: id, content: '좋아요 👍🏽', writer: one, parent: null })
  t.match(comment.writer_profile, { id: one, email: /@test.local$/ }, 'its writer sees their own address')
  t.same(comment.created_at, comment.updated_at)
  const reply = await write(db, other, id, 'so do I', comment.id)
  t.match(await rowOf(db, reply), { parent: comment.id, thread: comment.id })
  const beside = await write(db, writer, id, 'thank you', reply)
  t.match(await rowOf(db, beside), { parent: comment.id, thread: comment.id }, 'a reply to a reply stands beside it')
  t.equal(await countOf(db, id), 3)

  const changed = await edit(db, one, comment.id, '최고예요')
  t.match(changed, { content: '최고예요', created_at: comment.created_at })
  t.ok(changed.updated_at > comment.updated_at)
  t.equal(await countOf(db, id), 3)

  await remove(db, one, comment.id)
  t.match(await rowOf(db, comment.id), { is_active: false, content: '' }, 'the words are gone from the table too')
  t.equal(await countOf(db, id), 2)
  await remove(db, writer, reply)
  t.equal(await countOf(db, id), 1)
  const detail = await findDetail(db, id, other)
  t.strictSame(
    detail?.comments.map(({ id, is_active, content, parent }) => [id, is_active, content, parent]),
    [
      [comment.id, false, '', null],
      [reply, false, '', comment.id],
      [beside, true, 'thank you', comment.id],
    ],
  )
  t.equal(await write(db, one, id, 'still here', beside).then(async next => (await rowOf(db, next)).thread), comment.id)
})

t.test('who may do what to a comment', async t => {
  const { db } = await testDatabase(t)
  const [writer, commentator, stranger] = [await aUser(db), await aUser(db), await aUser(db)]
  const [id, another] = [await aPlaylist(db, writer), await aPlaylist(db, writer)]
  const comment = await write(db, commentator, id, 'mine')
  const elsewhere = await write(db, commentator, another, 'elsewhere')
  await refused(t, edit(db, stranger, comment), 'comment_not_found', 'a stranger changes nothing')
  await refused(t, edit(db, writer, comment), 'comment_not_found', "nor does the playlist's writer")
  await refused(t, remove(db, stranger, comment), 'comment_not_found', 'a stranger deletes nothing')
  await refused(t, write(db, stranger, id, 'x', elsewhere), 'comment_not_found', 'a parent of another playlist')
  await refused(t, write(db, stranger, id, 'x', 987_654), 'comment_not_found', 'no such parent')
  await refused(t, edit(db, stranger, 987_654), 'comment_not_found', 'no such comment')
  await refused(t, remove(db, stranger, 987_654), 'comment_not_found', 'no such comment')
  t.strictSame([await countOf(db, id), await countOf(db, another)], [1, 1])

  await remove(db, writer, comment)
  await refused(t, remove(db, writer, comment), 'comment_not_found', 'deleted already')
  await refused(t, remove(db, commentator, comment), 'comment_not_found', 'deleted already')
  await refused(t, edit(db, commentator, comment), 'comment_not_found', 'nothing brings a deleted one back')
  await refused(t, write(db, stranger, id, 'x', comment), 'comment_not_found', 'nobody answers what nobody can read')
  t.equal(await countOf(db, id), 0)
})

t.test('under a playlist that is not to be seen there is nothing to write, change, delete or read', async t => {
  const { db } = await testDatabase(t)
  const [writer, commentator, gone] = [await aUser(db), await aUser(db), await aUser(db)]
  const hides: Record<string, (id: number) => Promise<unknown>> = {
    private: id => changePlaylist(db, id, { is_public: false }),
    hidden: id => changePlaylist(db, id, { is_active: false }),
    unfinished: id => changePlaylist(db, id, { status: 'matching' }),
  }
  for (const [what, hide] of Object.entries(hides)) {
    const id = await aPlaylist(db, writer)
    const [theirs, own] = [await write(db, commentator, id, 'a comment'), await write(db, writer, id, 'my own')]
    await hide(id)
    await refused(t, write(db, commentator, id, 'more'), 'playlist_not_found', what)
    await refused(t, write(db, commentator, id, 'more', theirs), 'playlist_not_found', what)
    await refused(t, edit(db, commentator, theirs), 'comment_not_found', what)
    await refused(t, remove(db, commentator, theirs), 'comment_not_found', what)
    t.equal(await listComments(db, playlistSubject, id, commentator, { limit: 10 }), undefined, what)
    if (what === 'private') {
      await edit(db, writer, own)
      await remove(db, writer, theirs)
      await write(db, writer, id, 'a note to myself')
      t.equal((await listComments(db, playlistSubject, id, writer, { limit: 10 }))?.comments.length, 3)
    } else await refused(t, edit(db, writer, own), 'comment_not_found', `${what}, by its writer`)
  }
  const left = await aPlaylist(db, gone)
  const comment = await write(db, commentator, left, 'a comment')
  const kept = await aPlaylist(db, writer)
  const ofGone = await write(db, gone, kept, 'good bye')
  await db.updateTable('users').set({ is_active: false, about: 'about me' }).where('id', '=', gone).execute()
  await refused(t, write(db, commentator, left, 'more'), 'playlist_not_found', 'its writer has left')
  await refused(t, edit(db, commentator, comment), 'comment_not_found', 'its writer has left')
  await refused(t, write(db, gone, kept, 'more'), 'token_invalid', 'who has left')
  await refused(t, edit(db, gone, ofGone), 'token_invalid', 'who has left')
  await refused(t, remove(db, gone, ofGone), 'token_invalid', 'who has left')
  const shown = (await listComments(db, playlistSubject, kept, commentator, { limit: 10 }))?.comments
  t.match(shown, [
    {
      content: 'good bye',
      writer_profile: { name: '탈퇴한 사용자', about: '', email: null, image: 'profile/basic.png' },
    },
  ])
  t.ok(await write(db, commentator, kept, 'a pity', ofGone), 'who has left can be answered')
  await remove(db, writer, ofGone)
})

t.test('a double click writes once', async t => {
  const { db } = await testDatabase(t)
  const [writer, one] = [await aUser(db), await aUser(db)]
  const [id, another] = [await aPlaylist(db, writer), await aPlaylist(db, writer)]
  const clicks = await Promise.all(
    Array.from({ length: 6 }, () =>
      inTransaction(db, trx => writeComment(trx, playlistSubject, one, { subject_id: id, content: 'ㅋㅋ' })),
    ),
  )
  t.equal(new Set(clicks.map(({ comment }) => comment.id)).size, 1)
  t.equal(clicks.filter(({ is_new }) => is_new).length, 1)
  t.equal(await countOf(db, id), 1)
  const [{ comment }] = clicks as [(typeof clicks)[number]]
  const reply = await write(db, one, id, 'ㅋㅋ', comment.id)
  t.equal(await write(db, one, id, 'ㅋㅋ', comment.id), reply)
  const others = [
    await write(db, one, another, 'ㅋㅋ'),
    await write(db, writer, another, 'ㅋㅋ'),
    await write(db, one, another, 'ㅋㅋㅋ'),
  ]
  t.equal(new Set([comment.id, reply, ...others]).size, 5, 'another playlist, another person, another text')
  await remove(db, one, others[2]!)
  t.not(await write(db, one, another, 'ㅋㅋㅋ'), others[2], 'what was deleted is written anew')
  await sql`update subject_comments set created_at = created_at - interval '11 seconds'`.execute(db)
  const later = await write(db, one, another, 'ㅋㅋㅋ')
  t.equal((await db.selectFrom('subject_comments').select('id').where('content', '=', 'ㅋㅋㅋ').execute()).length, 2)
  t.equal(later, Math.max(...(await db.selectFrom('subject_comments').select('id').execute()).map(({ id }) => id)))
})

t.test('of several deletions at once one counts, and comments of many at once are all counted', async t => {
  const { db } = await testDatabase(t)
  const writer = await aUser(db)
  const id = await aPlaylist(db, writer)
  const people = await Promise.all(Array.from({ length: 8 }, () => aUser(db)))
  const comments = await Promise.all(people.map(one => write(db, one, id, 'at once')))
  t.equal(await countOf(db, id), 8)
  const outcomes = await Promise.allSettled([
    ...Array.from({ length: 4 }, () => remove(db, writer, comments[0]!)),
    ...Array.from({ length: 4 }, () => remove(db, people[0]!, comments[0]!)),
    ...people.slice(1).map((one, i) => remove(db, one, comments[i + 1]!)),
    ...people.map(one => write(db, one, id, 'and again', comments.at(-1))),
  ])
  t.strictSame(outcomes.slice(0, 8).map(codeOf).sort(), [...Array(7).fill('comment_not_found'), 'done'])
  t.equal(typeof (await countOf(db, id)), 'number')
})

t.test('who comments while the playlist goes or turns private comes too late, and takes nothing with them', async t => {
  const { db } = await testDatabase(t)
  const [writer, one] = [await aUser(db), await aUser(db)]
  const during = async (
    change: (trx: Db, id: number) => Promise<unknown>,
    act: (id: number, comment: number) => Promise<unknown>,
  ) => {
    const id = await aPlaylist(db, writer)
    const comment = await write(db, one, id, 'before')
    let acting: Promise<PromiseSettledResult<unknown>[]> | undefined
    await inTransaction(db, async trx => {
      await change(trx, id)
      acting = Promise.allSettled([act(id, comment)])
      while ((await waitingForLocks(db)) === 0);
    })
    return [
      codeOf((await acting!)[0]!),
      await db.selectFrom('subject_comments').select('content').where('subject_id', '=', id).execute(),
    ]
  }
  const go = (trx: Db, id: number) => trx.deleteFrom('subjects').where('id', '=', id).execute()
  const turn = (trx: Db, id: number) => changePlaylist(trx, id, { is_public: false })
  const acts = {
    playlist_not_found: (id: number) => write(db, one, id, 'during'),
    comment_not_found: (_: number, comment: number) => edit(db, one, comment, 'during'),
  }
  for (const [code, act] of Object.entries(acts)) {
    t.strictSame(await during(go, act), [code, []])
    t.strictSame(await during(turn, act), [code, [{ content: 'before' }]])
  }
  t.strictSame(await during(go, (_, comment) => remove(db, one, comment)), ['comment_not_found', []])

  // The other way round: whoever removes the playlist waits for the comment and takes it along.
  const id = await aPlaylist(db, writer)
  let going: Promise<unknown> | undefined
  await inTransaction(db, async trx => {
    const { comment } = await writeComment(trx, playlistSubject, one, { subject_id: id, content: 'just in time' })
    await writeComment(trx, playlistSubject, one, { subject_id: id, content: 'and a reply', parent_id: comment.id })
    going = go(db, id)
    while ((await waitingForLocks(db)) === 0);
  })
  await going
  t.same(await db.selectFrom('subject_comments').select('id').where('subject_id', '=', id).execute(), [])
})

t.test('the tables themselves refuse threads that are none', async t => {
  const { db } = await testDatabase(t)
  const writer = await aUser(db)
  const [id, another] = [await aPlaylist(db, writer), await aPlaylist(db, writer)]
  const top = await write(db, writer, id, 'top')
  const reply = await write(db, writer, id, 'reply', top)
  const brokenBy = async (done: Promise<unknown>) => (await done.catch(error => error.constraint)) as unknown
  const insert = (fields: object) =>
    db
      .insertInto('subject_comments')
      .values({ subject_id: id, writer, content: 'x', ...fields })
      .execute()
  t.equal(await brokenBy(insert({ subject_id: another, parent: top })), 'comments_parent_fkey')
  t.equal(await brokenBy(insert({ parent: reply })), 'comments_parent_fkey')
  t.equal(await brokenBy(insert({ content: '' })), 'comments_content_check')
  t.equal(await brokenBy(insert({ content: 'x'.repeat(501) })), 'comments_content_check')
  t.equal(await brokenBy(insert({ is_active: false })), 'comments_content_check')
  t.equal(await brokenBy(insert({ parent: 987_654 })), 'comments_parent_check')
  t.ok(await insert({ content: '🎧'.repeat(50) }), 'fifty characters, whatever their bytes')
})

/** All pages from the newest to the oldest. */
const walk = async (db: Db, playlist: number, viewer: number, limit: number) => {
  const pages: number[][] = []
  let before: CommentPosition | undefined
  do {
    const found = await listComments(db, playlistSubject, playlist, viewer, { limit, before })
    assert.ok(found && found.comments.length <= limit + 1, 'a page is bounded')
    checkOrder(found.comments)
    pages.push(found.comments.map(({ id }) => id))
    before = found.next
  } while (before)
  return pages
}

/** Threads stand together in the order in which they began, and every reply comes after what it replies to. */
const checkOrder = (comments: readonly { id: number; parent: number | null }[]) => {
  const threads = comments.map(({ id, parent }) => parent ?? id)
  assert.deepEqual(
    threads,
    threads.toSorted((a, b) => a - b),
  )
  for (const [i, { parent }] of comments.entries())
    assert.ok(
      parent === null || comments.slice(0, i).some(({ id }) => id === parent),
      `${parent} is missing before its reply`,
    )
}

t.test(
  'whatever is written and deleted, and however small the pages, no reply goes without its beginning and nothing is missed',
  async t => {
    const { db } = await testDatabase(t)
    const writer = await aUser(db)
    const step = fc.record({ act: fc.constantFrom('write', 'reply', 'reply', 'delete'), at: fc.nat(99) })
    const property = fc.asyncProperty(
      fc.array(step, { maxLength: 14 }),
      fc.integer({ min: 1, max: 6 }),
      fc.nat(99),
      async (steps, limit, link) => {
        const id = await aPlaylist(db, writer)
        const all: number[] = []
        const live: number[] = []
        for (const [i, { act, at }] of steps.entries()) {
          const where = live.length && at % live.length
          if (act === 'delete' && live.length > 0) await remove(db, writer, live.splice(where, 1)[0]!)
          if (act === 'delete') continue
          const written = await write(db, writer, id, `${i}`, act === 'reply' ? live[where] : undefined)
          all.push(written)
          live.push(written)
        }
        assert.equal(await countOf(db, id), live.length)
        const shown = (await walk(db, id, writer, limit)).flat()
        assert.deepEqual(
          [...new Set(shown)].sort((a, b) => a - b),
          all,
        )
        const replies = (
          await db
            .selectFrom('subject_comments')
            .select('id')
            .where('subject_id', '=', id)
            .where('parent', 'is not', null)
            .execute()
        ).map(row => row.id)
        assert.equal(shown.filter(one => replies.includes(one)).length, replies.length, 'no reply comes twice')

        const linked = all[all.length && link % all.length]
        const detail = await findDetail(db, id, writer, { limit, linked })
        checkOrder(detail!.comments)
        assert.ok(linked === undefined || detail!.comments.some(one => one.id === linked), 'a linked comment is there')
        assert.deepEqual(detail!.next_comments, (await listComments(db, playlistSubject, id, writer, { limit }))!.next)
      },
    )
    await t.resolves(fc.assert(property, { numRuns: 60 }))
  },
)

t.test('a link into a long thread shows its beginning and what stands around', async t => {
  const { db } = await testDatabase(t)
  const writer = await aUser(db)
  const [id, another] = [await aPlaylist(db, writer), await aPlaylist(db, writer)]
  const top = await write(db, writer, id, 'top')
  await sql`insert into subject_comments (subject_id, writer, parent, content) select ${id}, ${writer}, ${top}, n::text from generate_series(1, 400) n`.execute(
    db,
  )
  await sql`insert into subject_comments (subject_id, writer, content) select ${id}, ${writer}, 'new ' || n from generate_series(1, 20) n`.execute(
    db,
  )
  const replies = (
    await db.selectFrom('subject_comments').select('id').where('parent', '=', top).orderBy('id').execute()
  ).map(row => row.id)
  const newest = (
    await db.selectFrom('subject_comments').select('id').where('thread', '>', top).orderBy('id').execute()
  ).map(row => row.id)
  const shown = async (linked: number, limit = 10) =>
    (await findDetail(db, id, writer, { limit, linked }))!.comments.map(row => row.id)
  t.strictSame(await shown(replies[200]!), [top, ...replies.slice(100, 301), ...newest.slice(10)])
  t.strictSame(await shown(top), [top, ...replies.slice(0, 100), ...newest.slice(10)])
  t.strictSame(await shown(replies[399]!), [top, ...replies.slice(299), ...newest.slice(10)])
  t.strictSame(await shown(newest[0]!), [newest[0], ...newest.slice(10)])
  const foreign = await write(db, writer, another, 'elsewhere')
  for (const linked of [foreign, 987_654])
    t.strictSame(await shown(linked), newest.slice(10), 'whatever else is linked changes nothing')
})

t.test('among ten thousand playlists a page is read from the index of threads', async t => {
  const { db } = await testDatabase(t)
  const writer = await aUser(db)
  const busy = await aPlaylist(db, writer)
  await sql`
    insert into users (email, name, name_key) select 'u' || n || '@test.local', 'u' || n, 'u' || n from generate_series(1, 10000) n`.execute(
    db,
  )
  await manyPlaylists(db, sql`select id as writer from users`)
  await sql`insert into subject_comments (subject_id, writer, content) select id, writer, 'one' from playlists`.execute(
    db,
  )
  await sql`insert into subject_comments (subject_id, writer, content) select ${busy}, id, 'many' from users where id % 3 = 0`.execute(
    db,
  )
  await sql`
    insert into subject_comments (subject_id, writer, parent, content)
    select ${busy}, writer, id, 'reply' from subject_comments where subject_id = ${busy} and id % 2 = 0`.execute(db)
  await sql`analyze`.execute(db)
  const { id: half } = await db
    .selectFrom('subject_comments')
    .select('id')
    .where('content', '=', 'many')
    .orderBy('id')
    .offset(1_500)
    .limit(1)
    .executeTakeFirstOrThrow()
  const middle = { thread: half, id: half }
  for (const page of [
    { limit: 200 },
    { limit: 200, before: middle },
    { limit: 200, linked: middle.id },
    { limit: 500 },
  ]) {
    for (const id of [busy, busy + 1]) {
      const plan = await planOf(db, selectDetails(db, writer, page).where('s.id', '=', id))
      t.match(plan, 'comments_thread_key')
      t.notMatch(plan, /Seq Scan on (subject_comments|subjects|playlists|users)/, plan)
    }
    const shown = (await listComments(db, playlistSubject, busy, writer, page))!.comments.length
    t.ok(shown >= page.limit && shown <= page.limit + 3, `${shown}`)
  }
})
