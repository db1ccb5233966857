import { sql } from 'kysely'
import t from 'tap'
import type { Trx } from '../core/client.js'
import { testDatabase } from '../testing/database.js'
import { aFilm } from '../testing/films.js'
import { inTransaction } from '../testing/rows.js'
import { dueDays, removeOldBoxOffice, saveBoxOffice } from './box-office.js'

const entry = (rank: number, title: string, released_on: string | null = '2026-05-01') => ({
  rank,
  kofic_cd: `cd${title}`,
  title,
  released_on,
  audience: 10,
  audience_total: 100,
})

t.test('days are due by the clock of Seoul, wherever the machine is', async t => {
  const test = await testDatabase(t)
  const lookedAt = async (db: Trx, zone: string) => {
    const asked = (day: string, at: string, films: number) =>
      sql`
      insert into box_office_days (day, asked_at, films) values (${day}::date, ${at}::timestamptz, ${films})
      on conflict (day) do update set asked_at = excluded.asked_at, films = excluded.films`.execute(db)
    await sql`set local time zone ${sql.lit(zone)}`.execute(db)
    await db.deleteFrom('box_office_days').execute()
    const due = (at: string) => dueDays(db, new Date(at))
    t.strictSame(await due('2026-05-10T00:29:59+09:00'), [], 'before half past midnight')
    t.strictSame(
      await due('2026-05-10T00:30:00+09:00'),
      [20260509, 20260508, 20260507, 20260506, 20260505, 20260504, 20260503],
      'and what nobody ever asked about',
    )
    for (let day = 3; day <= 8; day++) await asked(`2026-05-0${day}`, '2026-05-09T12:00:00+09:00', 10)
    t.strictSame(await due('2026-05-10T00:30:00+09:00'), [20260509])
    await asked('2026-05-09', '2026-05-10T00:30:10+09:00', 0)
    t.strictSame(await due('2026-05-10T01:30:00+09:00'), [], 'an hour is not over')
    t.strictSame(await due('2026-05-10T01:30:10+09:00'), [20260509], 'again while there is nothing')
    await asked('2026-05-09', '2026-05-10T01:30:10+09:00', 10)
    t.strictSame(await due('2026-05-10T06:29:00+09:00'), [])
    t.strictSame(await due('2026-05-10T06:30:00+09:00'), [20260509], 'corrected in the morning')
    await asked('2026-05-09', '2026-05-10T06:30:05+09:00', 10)
    t.strictSame(await due('2026-05-10T11:29:00+09:00'), [])
    t.strictSame(await due('2026-05-10T12:00:00+09:00'), [20260509], 'and once more')
    await asked('2026-05-09', '2026-05-10T12:00:01+09:00', 10)
    t.strictSame(await due('2026-05-10T23:59:59+09:00'), [])
    t.strictSame(await due('2026-05-11T00:10:00+09:00'), [])
    t.strictSame(await due('2026-05-11T00:30:00+09:00'), [20260510])
  }
  for (const zone of ['UTC', 'America/Los_Angeles', 'Pacific/Kiritimati'])
    await inTransaction(test.db, trx => lookedAt(trx, zone))
})

t.test('a day is replaced as a whole, and films come to be', async t => {
  const { db } = await testDatabase(t)
  const known = await aFilm(db, { title: '어떤 영화', docid: 'K1', released_on: '2026-05-03' })
  const save = (day: number, entries: Parameters<typeof saveBoxOffice>[2]) =>
    inTransaction(db, trx => saveBoxOffice(trx, day, entries))
  const shown = () => db.selectFrom('box_office').select(['rank', 'title', 'film_id']).orderBy('rank').execute()
  const stubs = await save(20260509, [entry(1, '어떤영화'), entry(2, '모르는 영화', null)])
  t.equal(stubs.length, 1)
  t.match(await shown(), [
    { rank: 1, title: '어떤영화', film_id: known },
    { rank: 2, film_id: stubs[0] },
  ])
  t.strictSame(await save(20260509, [entry(1, '모르는 영화', null)]), stubs, 'the same film')
  t.match(await shown(), [{ rank: 1, film_id: stubs[0] }])
  t.strictSame(await save(20260509, []), [], 'nothing takes the place of what was counted')
  t.equal((await shown()).length, 1)
  await Promise.all([1, 2, 3].map(rank => save(20260509, [entry(rank, '동시에'), entry(rank + 1, '함께')])))
  t.equal((await shown()).length, 2)
  t.equal((await db.selectFrom('films').select('id').execute()).length, 4)
  await save(20200101, [entry(1, '옛날')])
  t.ok((await removeOldBoxOffice(db, 100)) >= 1)
  t.equal(
    (await db.selectFrom('box_office').select('rank').where(sql<boolean>`day = '2020-01-01'`).execute()).length,
    0,
  )
  await sql`delete from box_office_days`.execute(db)
  await sql`delete from box_office`.execute(db)
  await save(20200101, [entry(1, '옛날')])
  await save(20200102, [entry(1, '마지막')])
  await removeOldBoxOffice(db, 100)
  t.match(await shown(), [{ title: '마지막' }], 'the last day stays for as long as there is no other')
})
