import { sql } from 'kysely'
import t from 'tap'
import { findWrong, lastId, repair } from '../core/counters.js'
import { erase } from '../personal-data.js'
import { testDatabase } from '../testing/database.js'
import { aFilm } from '../testing/films.js'
import { aUser, inTransaction, waitingForLocks } from '../testing/rows.js'
import { domain } from './domain.js'
import { halfCounts, halves } from './halves.js'
import { rate, turnMark } from './opinions.js'
import { matchByHand } from './unmatched.js'

const halvesOf = async (db: Parameters<typeof aUser>[0], film: number) => {
  const { rows } = await sql<{ halves: number[] }>`
    select ${halfCounts} as halves from film_stats s where film_id = ${film}`.execute(db)
  return rows[0]!.halves
}

const statsOf = async (db: Parameters<typeof aUser>[0], film: number) => {
  const { rows } = await sql<{ rating_sum: number; rating_count: number; wants: number; nots: number; ok: boolean }>`
    select rating_sum, rating_count, wants, nots,
      rank_key = film_rank_key(rating_sum, rating_count, prior_count, prior_mean) as ok
    from film_stats, film_priors where film_id = ${film}`.execute(db)
  return rows[0]!
}

t.test('fifty people who score one film at once leave the right mean', async t => {
  const { db } = await testDatabase(t)
  const film = await aFilm(db)
  const people = await Promise.all(Array.from({ length: 50 }, () => aUser(db)))
  // Each changes their mind twice, and presses twice at once.
  await Promise.all(
    people.flatMap((user, n) =>
      [1, 50 - n, n + 1].map(tenths => inTransaction(db, trx => rate(trx, { film, user }, tenths))),
    ),
  )
  await Promise.all(people.map((user, n) => inTransaction(db, trx => rate(trx, { film, user }, n + 1))))
  t.match(await statsOf(db, film), { rating_sum: (50 * 51) / 2, rating_count: 50, ok: true })
  t.strictSame(await halvesOf(db, film), Array(10).fill(5), 'one to fifty, five of each half star')
  await Promise.all(
    people.slice(0, 25).flatMap(user => [0, 0].map(none => inTransaction(db, trx => rate(trx, { film, user }, none)))),
  )
  t.match(await statsOf(db, film), { rating_sum: (50 * 51) / 2 - (25 * 26) / 2, rating_count: 25, ok: true })
  t.strictSame(await halvesOf(db, film), [0, 0, 0, 0, 0, 5, 5, 5, 5, 5])
  await Promise.all(
    people.flatMap((user, n) =>
      (n % 2 ? (['want', 'not'] as const) : (['not'] as const)).map(mark =>
        inTransaction(db, trx => turnMark(trx, { film, user }, mark)),
      ),
    ),
  )
  const { wants, nots } = await statsOf(db, film)
  t.equal(wants + nots, 50)
  for (const counter of domain.counters)
    t.strictSame(await findWrong(db, counter, 0, await lastId(db, counter)), [], counter.name)
})

t.test('what somebody gave goes with them, and counters can be counted anew', async t => {
  const { db } = await testDatabase(t)
  const [film, other] = [await aFilm(db), await aFilm(db)]
  const [me, stays] = [await aUser(db), await aUser(db)]
  for (const [user, tenths] of [
    [me, 10],
    [stays, 40],
  ] as const) {
    await inTransaction(db, trx => rate(trx, { film, user }, tenths))
    await inTransaction(db, trx => turnMark(trx, { film, user }, 'want'))
    await inTransaction(db, trx => turnMark(trx, { film: other, user }, 'not'))
  }
  await db
    .updateTable('users')
    .set({ is_active: false, name_key: null, withdrawn_at: new Date(0), erase_after: new Date(0) })
    .where('id', '=', me)
    .execute()
  const late = await inTransaction(db, trx => rate(trx, { film, user: me }, 50)).catch(error => error)
  t.match(late, { declaration: { code: 'token_invalid' } })
  await inTransaction(db, trx => erase(trx, me))
  t.match(await statsOf(db, film), { rating_sum: 40, rating_count: 1, wants: 1, nots: 0, ok: true })
  t.match(await statsOf(db, other), { rating_sum: 0, rating_count: 0, wants: 0, nots: 1 })

  t.strictSame(await halvesOf(db, film), [0, 0, 0, 0, 0, 0, 0, 1, 0, 0])
  await sql`update film_stats set ${sql.join(halves.map(half => sql`${sql.ref(`half_${half}`)} = 3`))}`.execute(db)
  await sql`update film_stats set rating_sum = 7, rating_count = 9, wants = 3, nots = 3 where film_id = ${film}`.execute(
    db,
  )
  for (const counter of domain.counters) {
    const wrong = counter.column.startsWith('half_') ? 2 : 1
    t.equal(await inTransaction(db, trx => repair(trx, counter, [film, other])), wrong, counter.name)
  }
  t.match(await statsOf(db, film), { rating_sum: 40, rating_count: 1, wants: 1, nots: 0, ok: true })
  t.strictSame(await halvesOf(db, film), [0, 0, 0, 0, 0, 0, 0, 1, 0, 0])
})

t.test('who scores or wants a film just when staff make it one with another is told that there is none', async t => {
  const { db } = await testDatabase(t)
  const known = await aFilm(db)
  await db.updateTable('films').set({ docid: 'F00001', kofic_cd: null }).where('id', '=', known).execute()
  const user = await aUser(db)
  const acts = {
    rate: (stub: number) => inTransaction(db, trx => rate(trx, { film: stub, user }, 40)),
    want: (stub: number) => inTransaction(db, trx => turnMark(trx, { film: stub, user }, 'want')),
  }
  for (const [name, act] of Object.entries(acts)) {
    const stub = await aFilm(db)
    await db
      .updateTable('films')
      .set({ docid: null, kofic_cd: `2026${name}` })
      .where('id', '=', stub)
      .execute()
    await db.updateTable('films').set({ kofic_cd: null }).where('id', '=', known).execute()
    let acting: Promise<string> | undefined
    await inTransaction(db, async trx => {
      await matchByHand(trx, stub, 'F00001', 'a-request')
      acting = act(stub).then(
        () => 'done',
        error => error.declaration?.code ?? error.code ?? String(error),
      )
      for (const deadline = Date.now() + 20_000; (await waitingForLocks(db)) === 0; )
        if (Date.now() > deadline) throw new Error(`${name} does not wait`)
    })
    t.equal(await acting, 'film_not_found', name)
  }
})
