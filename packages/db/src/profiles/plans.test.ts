import { sql } from 'kysely'
import t from 'tap'
import { testDatabase } from '../testing/database.js'
import { planOf } from '../testing/plans.js'
import { aUser } from '../testing/rows.js'
import { selectScreenProfile } from './screen-profile.js'

t.test('a profile of the pages of movies walks indexes, of whoever did much and of whoever did nothing', async t => {
  const { db } = await testDatabase(t)
  const [busy, idle, other] = [await aUser(db), await aUser(db), await aUser(db)]
  await sql`alter table subjects disable trigger user`.execute(db)
  await sql`alter table reviews disable trigger user`.execute(db)
  for (const statement of [
    sql`insert into users (email, name, name_key) select 'p' || n || '@test.local', 'p' || n, 'p' || n from generate_series(1, 5000) n`,
    sql`insert into films (title, title_key) select 'film ' || n, 'film' || n from generate_series(1, 5000) n`,
    sql`insert into film_ratings (user_id, film_id, tenths)
      select case when id % 2 = 0 then ${busy}::int8 else ${other} end, id, 40 from films`,
    sql`insert into film_ratings (user_id, film_id, tenths)
      select u.id, f.id, 30 from (select id from users order by id desc limit 200) u, (select id from films limit 100) f`,
    sql`insert into film_marks (user_id, film_id, mark) select user_id, film_id, 'want' from film_ratings`,
    sql`insert into follows (follower, followee) select id, ${busy} from users where id <> ${busy}`,
    sql`insert into follows (follower, followee) select ${busy}, id from users where id <> ${busy} and id <> ${idle}`,
    sql`with made as (
        insert into subjects (kind, owner, state, visibility)
        select 'review', case when n % 4 = 0 then ${busy}::int8 else 10 + n % 4990 end, 'ready', 'public' from generate_series(1, 20000) n
        returning id, owner)
      insert into reviews (id, owner, film_id, content) select id, owner, (select min(id) from films), 'words' from made`,
    sql`insert into subjects (kind, owner, state) select 'playlist', ${idle}, 'ready' from generate_series(1, 20000)`,
    sql`insert into subject_likes (subject_id, kind, user_id)
      select id, kind, case when id % 4 = 0 then ${busy}::int8 else 10 + id % 4990 end from subjects where kind = 'review'`,
    sql`insert into subject_likes (subject_id, kind, user_id)
      select id, kind, case when id % 4 = 0 then ${idle}::int8 else 10 + id % 4990 end from subjects where kind = 'playlist'`,
    sql`insert into subject_comments (subject_id, writer, content) select id, ${other}, 'words' from reviews`,
    sql`insert into comment_likes (comment_id, user_id) select id, ${busy} from subject_comments`,
    sql`insert into shop_products (name, content, price, stock) select 'product ' || n, 'words', 1000, 10 from generate_series(1, 100) n`,
    sql`alter table orders disable trigger user`,
    sql`alter table order_lines disable trigger user`,
    sql`insert into orders (merchant_uid, user_id, state, total, holds_stock, expires_at, paid_at)
      select owner || '-' || n, owner, 'paid', 1000, true, now(), now() from (
        select n, case when n % 4 = 0 then ${busy}::int8 else (select max(id) from users) - n % 4000 end as owner
        from generate_series(1, 20000) n
      ) made`,
    sql`insert into order_lines (order_id, product_id, name, price, quantity)
      select o.id, (select min(id) from shop_products) + o.id % 100, 'product', 1000, 1 from orders o`,
    sql`analyze`,
  ])
    await statement.execute(db)
  for (const person of [busy, idle])
    for (const viewer of [person, other, 0]) {
      const plan = await planOf(db, selectScreenProfile(db, { id: person }, viewer))
      for (const table of [
        'film_ratings',
        'film_marks',
        'follows',
        'reviews',
        'subjects',
        'subject_likes',
        'subject_comments',
        'comment_likes',
        'users',
        'orders',
        'order_lines',
      ])
        t.notMatch(plan, new RegExp(`Seq Scan on ${table}\\b`), `${table} for ${viewer}`)
      t.match(plan, 'orders_user')
      const startedAt = performance.now()
      await selectScreenProfile(db, { id: person }, viewer).execute()
      t.comment(`${person === busy ? 'busy' : 'idle'} for ${viewer}: ${Math.round(performance.now() - startedAt)} ms`)
    }
  t.match(await planOf(db, selectScreenProfile(db, { nameKey: 'p17' }, 0)), 'users_name_key_key')
})
