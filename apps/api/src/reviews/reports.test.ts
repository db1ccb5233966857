import { admonish } from '@mudig/db/moderation/admonish'
import { decide } from '@mudig/db/moderation/decide'
import { unsuspend } from '@mudig/db/moderation/suspensions'
import { aFilm } from '@mudig/db/testing/films'
import { aPost, aPostComment } from '@mudig/db/testing/posts'
import { aReview } from '@mudig/db/testing/reviews'
import { admonishAuthor, mailDecision } from '@mudig/shared/moderation/queues'
import t, { type Test } from 'tap'
import { outcome, testApp } from '../testing/app.js'
import { aListener, bearerOf, type Listener } from '../testing/listeners.js'

type Kind = 'review' | 'comment'
type ReportType = 'spoiler' | 'inappropriate'

const setUp = async (t: Test, env: Record<string, string> = {}) => {
  const test = await testApp(t, env)
  const { db, app } = test
  const listeners = (count: number) => Promise.all(Array.from({ length: count }, () => aListener(test)))
  const forgetLimits = async () => {
    const keys = await app.redis.keys(`${test.config.redis.prefix}:limit:*`)
    if (keys.length > 0) await app.redis.del(keys)
  }
  const report = (who: Listener, kind: Kind, id: number, report_type: ReportType) =>
    app.inject({
      method: 'POST',
      url: `/api/v1/reviews/report/${kind}/${id}/`,
      headers: who.bearer,
      payload: { report_type },
    })
  const acts = async (person: number) => {
    const rows = await db
      .selectFrom('moderation_log')
      .select('action')
      .where('person', '=', person)
      .orderBy('id')
      .execute()
    return rows.map(row => row.action)
  }
  const mails = async () => {
    const rows = await db.selectFrom('jobs').select('id').where('queue', '=', mailDecision.name).execute()
    return rows.length
  }
  const caseOf = (target_type: string, target_id: number) =>
    db
      .selectFrom('report_cases')
      .select(['uuid', 'open_count', 'measure'])
      .where('target_type', '=', target_type)
      .where('target_id', '=', target_id)
      .executeTakeFirstOrThrow()
  const aStaff = async () => {
    const { id } = await db
      .insertInto('staff')
      .values({ name: 'staff', email: 'staff@test.local', password_hash: 'none' })
      .returning('id')
      .executeTakeFirstOrThrow()
    return { staff_id: id }
  }
  const admonishDue = async () => {
    const due = await db.selectFrom('jobs').select('payload').where('queue', '=', admonishAuthor.name).execute()
    const payloads = due.map(({ payload }) => payload as { person: number; suspension_days: number })
    // Each twice, and all at once, as after a crash.
    await Promise.all(
      [...payloads, ...payloads].map(({ person, suspension_days }) =>
        db.transaction().execute(trx => admonish(trx, person, suspension_days)),
      ),
    )
    return payloads.length
  }
  return { ...test, test, listeners, report, acts, mails, caseOf, forgetLimits, aStaff, admonishDue }
}

t.test('fifty who report a review at once do each thing once', async t => {
  const { db, app, listeners, report, acts, mails, caseOf } = await setUp(t)
  const [author, ...reporters] = (await listeners(51)) as [Listener, ...Listener[]]
  const { id } = await aReview(db, author.id, { content: '범인은 절름발이' })
  const said = await Promise.all(reporters.map(who => report(who, 'review', id, 'spoiler')))
  t.ok(
    said.every(answer => answer.statusCode === 200),
    said.map(outcome).join(),
  )
  t.match(said[0]?.json(), { message: '해당 리뷰가 신고 완료되었습니다.' })
  t.strictSame(await acts(author.id), ['mark_spoiler'])
  t.equal(await mails(), 1)
  t.match(await caseOf('review', id), { open_count: 0, measure: null })
  const shown = await app.inject({ url: `/api/v1/reviews/detail/${id}` })
  t.match(shown.json(), { is_spoiler: true })

  const reported = await Promise.all(reporters.map(who => report(who, 'review', id, 'inappropriate')))
  const counts = reported.map(answer => answer.statusCode)
  t.equal(counts.filter(status => status === 200).length, 10, 'what is gone is reported no longer')
  t.equal(counts.filter(status => status === 404).length, 40)
  t.strictSame(await acts(author.id), ['mark_spoiler', 'caution', 'remove'])
  t.equal(await mails(), 3)
  t.match(await caseOf('review', id), { open_count: 10, measure: 'remove' }, 'staff find it in their queue')
  t.equal(outcome(await app.inject({ url: `/api/v1/reviews/detail/${id}` })), '404 review_not_found')
})

t.test('what staff find is no spoiler is shown again, and not marked anew for a week', async t => {
  const { db, listeners, report, acts, caseOf, aStaff } = await setUp(t)
  const [author, ...reporters] = (await listeners(15)) as [Listener, ...Listener[]]
  const { id } = await aReview(db, author.id, { content: '재미있다' })
  const isMarked = async () =>
    (await db.selectFrom('reviews').select('is_spoiler').where('id', '=', id).executeTakeFirstOrThrow()).is_spoiler
  for (const who of reporters.slice(0, 7)) await report(who, 'review', id, 'spoiler')
  t.ok(await isMarked())
  const [{ uuid }, staff] = [await caseOf('review', id), await aStaff()]
  await db.transaction().execute(trx => decide(trx, uuid, { action: 'dismiss', reason: '' }, staff))
  t.notOk(await isMarked())
  for (const who of reporters.slice(7)) t.equal(outcome(await report(who, 'review', id, 'spoiler')), '200')
  t.notOk(await isMarked())
  t.strictSame(await acts(author.id), ['mark_spoiler', 'dismiss'])

  const own = await aReview(db, author.id, { content: '범인은', isSpoiler: true })
  await report(reporters[0]!, 'review', own.id, 'inappropriate')
  const other = await caseOf('review', own.id)
  await db.transaction().execute(trx => decide(trx, other.uuid, { action: 'dismiss', reason: '' }, staff))
  const { is_spoiler } = await db
    .selectFrom('reviews')
    .select('is_spoiler')
    .where('id', '=', own.id)
    .executeTakeFirstOrThrow()
  t.ok(is_spoiler, "the writer's own mark stays")
})

t.test('a report counts once, of each kind, whatever became of it', async t => {
  const { db, listeners, report, acts } = await setUp(t)
  const [author, one, ...others] = (await listeners(8)) as [Listener, Listener, ...Listener[]]
  const { id } = await aReview(db, author.id)
  t.equal(outcome(await report(one, 'review', id, 'spoiler')), '200')
  const again = await report(one, 'review', id, 'spoiler')
  t.equal(outcome(again), '400 review_reported_already')
  t.match(again.json(), { message: '이미 신고한 리뷰입니다.' })
  t.equal(outcome(await report(one, 'review', id, 'inappropriate')), '200', 'of the other kind')
  t.equal(outcome(await report(author, 'review', id, 'spoiler')), '400 own_content')
  t.equal(outcome(await report(one, 'review', id + 100, 'spoiler')), '404 target_not_found')
  await Promise.all(Array.from({ length: 5 }, () => report(one, 'review', id, 'spoiler')))
  for (const other of others.slice(0, 5)) await report(other, 'review', id, 'spoiler')
  t.strictSame(await acts(author.id), [], 'six are not seven')
  await report(others[5]!, 'review', id, 'spoiler')
  t.strictSame(await acts(author.id), ['mark_spoiler'])
  t.equal(outcome(await report(one, 'review', id, 'spoiler')), '400 review_reported_already', 'although it is settled')
  const hidden = await aReview(db, author.id, { isPrivate: true })
  t.equal(outcome(await report(one, 'review', hidden.id, 'spoiler')), '404 target_not_found')
  const post = await aPost(db, author.id)
  t.equal(outcome(await report(one, 'review', post.id, 'spoiler')), '404 target_not_found')
  const comment = await aPostComment(db, author.id, post.id)
  t.equal(outcome(await report(one, 'comment', comment.id, 'spoiler')), '404 target_not_found', 'of a post')
})

t.test('comments on reviews are marked and hidden by the same rule', async t => {
  const { db, app, listeners, report, acts, caseOf, forgetLimits } = await setUp(t)
  const [author, ...reporters] = (await listeners(51)) as [Listener, ...Listener[]]
  const { id } = await aReview(db, reporters[0]!.id)
  const comment = await aPostComment(db, author.id, id, { content: '범인은 그 사람' })
  await Promise.all(reporters.map(who => report(who, 'comment', comment.id, 'spoiler')))
  t.strictSame(await acts(author.id), ['mark_spoiler'])
  const shown = (await app.inject({ url: `/api/v1/reviews/${id}/comments` })).json()
  t.match(shown, [{ is_spoiler: true }])
  await forgetLimits()
  await Promise.all(reporters.map(who => report(who, 'comment', comment.id, 'inappropriate')))
  t.strictSame(await acts(author.id), ['mark_spoiler', 'caution', 'hide'])
  t.match(await caseOf('comment', comment.id), { measure: 'hide', open_count: 10 })
  t.strictSame((await app.inject({ url: `/api/v1/reviews/${id}/comments` })).json(), [])
  t.match((await app.inject({ url: `/api/v1/reviews/detail/${id}` })).json(), { comment_count: 0 })
})

t.test('five that were removed suspend once, and the count begins anew after it', async t => {
  const { test, db, app, listeners, report, acts, forgetLimits, admonishDue } = await setUp(t)
  const [author, ...reporters] = (await listeners(51)) as [Listener, ...Listener[]]
  const film = await aFilm(db)
  const removeFive = async () => {
    const reviews = []
    for (let n = 0; n < 5; n++) reviews.push(await aReview(db, author.id, { film, content: `${n} ${Math.random()}` }))
    await forgetLimits()
    await Promise.all(
      reviews.flatMap(({ id }, n) =>
        reporters.slice(n * 10, n * 10 + 10).map(who => report(who, 'review', id, 'inappropriate')),
      ),
    )
  }
  const suspensions = async () => (await acts(author.id)).filter(action => action === 'suspend').length
  await removeFive()
  t.equal(await admonishDue(), 5)
  t.equal(await suspensions(), 1)
  const until = await db
    .selectFrom('users')
    .select('suspended_until')
    .where('id', '=', author.id)
    .executeTakeFirstOrThrow()
  const days = (until.suspended_until!.getTime() - Date.now()) / 86_400_000
  t.ok(days > 6.9 && days <= 7, `${days}`)

  // They sign in again, read, and may not write.
  const bearer = await bearerOf(test, author.id)
  await app.suspensions.start()
  const ask = (method: 'GET' | 'POST', payload?: object) =>
    app.inject({ method, url: `/api/v1/reviews/${film}/`, headers: bearer, ...(payload && { payload }) })
  t.equal((await ask('GET')).statusCode, 200)
  const refused = await ask('POST', { content: '또 쓴다' })
  t.equal(outcome(refused), '403 suspended')
  t.match(refused.json(), { message: String })

  t.ok(await db.transaction().execute(trx => unsuspend(trx, author.id)), 'as staff do by their command')
  t.equal((await acts(author.id)).at(-1), 'lift')
  await admonishDue()
  t.equal(await suspensions(), 1, 'what is settled suspends nobody again')
  await app.suspensions.start()
  t.equal(outcome(await ask('POST', { content: '다시 쓴다' })), '201')
  await removeFive()
  await admonishDue()
  t.equal(await suspensions(), 2)
})

t.test('who may not be believed moves nothing, and what staff cleared is quiet for a while', async t => {
  const { db, listeners, report, acts, caseOf, aStaff, admonishDue } = await setUp(t, { REVIEW_REPORTER_DAYS: '7' })
  const [author, ...reporters] = (await listeners(36)) as [Listener, ...Listener[]]
  const { id } = await aReview(db, author.id)
  for (const who of reporters.slice(0, 12)) await report(who, 'review', id, 'inappropriate')
  t.strictSame(await acts(author.id), [], 'newcomers')
  const week = new Date(Date.now() - 8 * 86_400_000)
  await db.updateTable('users').set({ created_at: week }).execute()
  await report(reporters[12]!, 'review', id, 'inappropriate')
  t.strictSame(await acts(author.id), ['caution', 'remove'], 'nobody is a newcomer any longer')

  const staff = await aStaff()
  const { uuid } = await caseOf('review', id)
  await db.transaction().execute(trx => decide(trx, uuid, { action: 'lift', reason: '' }, staff))
  t.match(await caseOf('review', id), { open_count: 0, measure: null })
  await admonishDue()
  t.notMatch(await acts(author.id), ['suspend'])
  for (const who of reporters.slice(13, 25)) t.equal(outcome(await report(who, 'review', id, 'inappropriate')), '200')
  t.strictSame((await acts(author.id)).slice(-1), ['lift'], 'staff have just looked')

  // Those were wrong before: the first thirteen.
  const other = await aReview(db, author.id, { content: '다른 리뷰' })
  for (const who of reporters.slice(0, 12)) await report(who, 'review', other.id, 'inappropriate')
  t.match(await caseOf('review', other.id), { open_count: 12, measure: null })
})
