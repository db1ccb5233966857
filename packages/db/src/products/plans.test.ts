import { sql } from 'kysely'
import t from 'tap'
import { testDatabase } from '../testing/database.js'
import { planOf } from '../testing/plans.js'
import { aUser } from '../testing/rows.js'
import { selectProducts } from './copy.js'
import { selectNewest, selectOfPerson, selectRecommended } from './products.js'

t.test('among many products lists walk an index, also to an empty answer', async t => {
  const { db } = await testDatabase(t)
  const [seller, other] = [await aUser(db), await aUser(db)]
  await sql`alter table products disable trigger user`.execute(db)
  await sql`
    with made as (insert into subjects (kind, owner, state) select 'product', ${seller}, 'ready' from generate_series(1, 5000) returning id, owner),
      sold as (insert into products (id, owner, name, price, link) select id, owner, 'name', 1, 'https://a.example' from made returning id)
    insert into product_counts (product_id) select id from sold`.execute(db)
  // Among subjects of other kinds, as everywhere.
  await sql`insert into subjects (kind, owner, state) select 'playlist', ${seller}, 'ready' from generate_series(1, 20000)`.execute(
    db,
  )
  await sql`analyze`.execute(db)
  for (const plan of [
    await planOf(db, selectNewest(db, { viewer: 0, cursor: 4_900 }, 11, false)),
    await planOf(db, selectNewest(db, { viewer: 0, cursor: undefined }, 11, true)),
    await planOf(db, selectOfPerson(db, { viewer: 0, owner: other, cursor: undefined }, 11, true)),
    await planOf(db, selectRecommended(db, { viewer: 0 }, 10)),
  ]) {
    t.match(plan, /subjects_shown_(newest|owner|liked)/)
    t.notMatch(plan, 'Seq Scan on subjects')
    t.notMatch(plan, 'Seq Scan on products')
  }
  t.match(await planOf(db, selectProducts(db, seller, 900, 200)), /products_(owner_idx|pkey)/)
})
