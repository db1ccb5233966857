import { readRatings } from '@mudig/shared/films/ratings-csv'
import { sql } from 'kysely'
import t from 'tap'
import { findWrong, lastId } from '../core/counters.js'
import { testDatabase } from '../testing/database.js'
import { aUser, inTransaction } from '../testing/rows.js'
import { domain } from './domain.js'
import { importRatings } from './import-ratings.js'
import { rate } from './opinions.js'

const listOf = (films: readonly number[], score: number) => {
  const rows = films.map(n => `2020-01-01,film ${n},2000,${score}`)
  const read = readRatings(['Date,Name,Year,Rating', ...rows].join('\n'))
  if (typeof read === 'string') throw new Error(read)
  return read.ratings
}

t.test(
  'people who import the same films at once, twice, and score them meanwhile leave the right counters',
  async t => {
    const { db } = await testDatabase(t)
    await sql`
    insert into films (title, title_key, released_on)
    select 'film ' || n, 'film' || n, date '2000-01-01' from generate_series(1, 450) n`.execute(db)
    const films = await db.selectFrom('films').select('id').orderBy('id').execute()
    const up = Array.from({ length: 450 }, (_, n) => n + 1)
    const down = up.toReversed()
    const people = await Promise.all(Array.from({ length: 6 }, () => aUser(db)))
    await Promise.all(
      people.flatMap((user, n) => [
        importRatings(db, user, listOf(up, 3.5)),
        importRatings(db, user, listOf(down, 3.5)),
        ...films.slice(n, 20).map(({ id: film }) => inTransaction(db, trx => rate(trx, { film, user }, n + 1))),
      ]),
    )
    for (const counter of domain.counters)
      t.strictSame(await findWrong(db, counter, 0, await lastId(db, counter)), [], counter.name)
    t.strictSame(await importRatings(db, people[0]!, listOf(down, 3.5)), { imported: 0, unchanged: 450, skipped: [] })
  },
)

t.test('whoever has left imports nothing', async t => {
  const { db } = await testDatabase(t)
  await sql`insert into films (title, title_key, released_on) values ('film 1', 'film1', '2000-01-01')`.execute(db)
  const user = await aUser(db)
  await db.updateTable('users').set({ is_active: false }).where('id', '=', user).execute()
  const late = await importRatings(db, user, listOf([1], 3)).catch(error => error)
  t.match(late, { declaration: { code: 'token_invalid' } })
})
