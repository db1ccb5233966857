import { type RawBuilder, sql } from 'kysely'
import t from 'tap'
import { testDatabase } from '../testing/database.js'
import { pagesRead, planOf } from '../testing/plans.js'
import { selectFilm, selectMainPage } from './films.js'
import { selectNamed } from './import-ratings.js'
import { selectDiary, selectWanted } from './own-lists.js'
import { selectUnmatched } from './unmatched.js'

t.test('among many films reads walk an index', async t => {
  const { db } = await testDatabase(t)
  await sql`alter table films disable trigger search_inserted`.execute(db)
  await sql`
    insert into films (title, title_key, original_title, released_on)
    select 'film ' || n, 'film' || n, 'own ' || n, date '2000-01-01' + n / 10 from generate_series(1, 30000) n`.execute(
    db,
  )
  await sql`
    insert into film_labels (film_id, kind, name)
    select id, kind, kind || (id % 20) from films cross join (values ('genre'), ('tag')) as k(kind)`.execute(db)
  await sql`insert into film_people (name) select 'person ' || n from generate_series(1, 5000) n`.execute(db)
  await sql`
    insert into film_credits (film_id, person_id, role, position)
    select f.id, p.id, 'actor', n from films f cross join generate_series(1, 3) n
    join film_people p on p.name = 'person ' || ((f.id * n) % 5000 + 1) on conflict do nothing`.execute(db)
  await sql`update film_stats set rating_sum = 40, rating_count = 1, wants = 1 where film_id % 50 = 0`.execute(db)
  await sql`
    insert into box_office (day, rank, film_id, title)
    select date '2026-01-01' + d, r, 1 + d * 10 + r, 'x' from generate_series(0, 29) d, generate_series(1, 10) r`.execute(
    db,
  )
  await sql`
    insert into users (email, name, name_key) select 'u' || n || '@x.test', 'u' || n, 'u' || n from generate_series(1, 3000) n`.execute(
    db,
  )
  await sql`
    insert into film_ratings (user_id, film_id, tenths, updated_at)
    select u.id, f.film, 1 + (u.id * f.film) % 50, now() - f.film * interval '1 hour'
    from users u cross join (select 7 as film union all select generate_series(8, 30)) f`.execute(db)
  await sql`
    insert into film_marks (user_id, film_id, mark, created_at)
    select user_id, film_id, case film_id % 2 when 0 then 'want' else 'not' end, updated_at from film_ratings`.execute(
    db,
  )
  await sql`
    insert into follows (follower, followee)
    select who.id, u.id from users who join users u
    on u.id between who.id + 1 and who.id + case when who.id = (select min(id) from users) then 1000 else 10 end`.execute(
    db,
  )
  await sql`analyze`.execute(db)
  const planned = (query: RawBuilder<unknown>) => planOf(db, { compile: () => query.compile(db) })
  const main = await planned(selectMainPage)
  t.match(main, 'film_stats_graded_idx')
  t.match(main, 'film_stats_wanted_idx')
  t.match(main, 'films_released_idx')
  await sql`update films set docid = 'F' || id where id > 300`.execute(db)
  await sql`update films set kofic_cd = id where id <= 300`.execute(db)
  await sql`analyze films`.execute(db)
  for (const before of [undefined, 200]) t.match(await planned(selectUnmatched(31, before)), 'films_unmatched_idx')
  const { rows } = await sql<{ id: number }>`select min(id) as id from users`.execute(db)
  const viewer = rows[0]!.id
  const film = await planned(selectFilm({ film: 7, viewer }))
  t.match(film, 'follows_following_idx')
  t.match(film, /film_ratings_\w+ on film_ratings\n +Index Cond: .*(user_id = who\.followee|film_id.*user_id)/)
  t.match(film, 'film_labels_name_idx')
  t.match(film, 'film_credits_person_idx')
  const given = [{ line: 1, name: 'film 7', year: 2000, tenths: 10, day: '2020-01-01' }]
  const named = await planned(selectNamed(given))
  t.match(named, 'films_title_key_idx')
  t.match(named, 'films_original_key_idx')
  t.notMatch(named, 'Seq Scan')
  for (const isFirst of [true, false]) {
    const behind = { user: viewer, microseconds: 1_700_000_000_000_000, film: 3 }
    for (const [own, index] of [
      [selectWanted(behind, 31, isFirst), 'film_marks_newest_idx'],
      [selectDiary(behind, 31, isFirst), 'film_ratings_newest_idx'],
    ] as const) {
      const plan = await planned(own)
      t.match(plan, index)
      t.notMatch(plan, /Seq Scan|Sort Key: film_(marks|ratings)/)
    }
  }
  for (const plan of [main, film, await planned(selectFilm({ film: 999_999, viewer: 0 }))])
    for (const table of ['films', 'film_stats', 'film_labels', 'film_credits', 'film_ratings', 'follows'])
      t.notMatch(plan, new RegExp(`Seq Scan on ${table}\\b`))
})

t.test('of a day on which thousands of films come few are read for the main page', async t => {
  const { db } = await testDatabase(t)
  await sql`alter table films disable trigger search_inserted`.execute(db)
  await sql`
    insert into films (title, title_key, released_on)
    select 'film ' || n, 'film' || n, (now() at time zone 'Asia/Seoul')::date + n % 8 + 1 from generate_series(1, 30000) n`.execute(
    db,
  )
  await sql`update film_stats set wants = film_id % 7`.execute(db)
  await sql`vacuum (analyze) films, film_stats`.execute(db)
  const plan = await planOf(db, { compile: () => selectMainPage.compile(db) })
  t.match(plan, /Index Only Scan Backward using films_released_idx/)
  t.notMatch(plan, /Seq Scan on (films|film_stats)/)
  const pages = await pagesRead(db, selectMainPage)
  t.ok(pages < 4_000, `${pages} pages`)
})
